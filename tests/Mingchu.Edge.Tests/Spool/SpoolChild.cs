using Mingchu.Edge.Spool;
using Mingchu.Edge.Tests.Support;

namespace Mingchu.Edge.Tests.Spool;

/// <summary>A process to be killed: spools as fast as it can and prints what was answered as durable.</summary>
internal static class SpoolChild
{
    public const string Variable = "MINGCHU_SPOOL_CHILD";

    public static async Task Run(string folder)
    {
        var spool = AlertSpool.Open(folder, new(), TimeProvider.System, Some.Silent);
        var session = (int)spool.Session * 1_000_000;
        for (var i = 0; ; i++)
        {
            var batch = Enumerable.Range(session + (i * 20), 20).ToList();
            await Task.WhenAll(batch.Select(n => spool.PutAsync([Some.Message(n)])));
            Console.WriteLine($"put {batch[0]} {batch[^1]}");
            // Half of them are answered by the collector.
            await Task.WhenAll(batch.Take(10).Select(n => spool.SettleAsync(Some.Message(n).MessageId)));
            Console.WriteLine($"settled {batch[0]} {batch[9]}");
        }
    }
}
