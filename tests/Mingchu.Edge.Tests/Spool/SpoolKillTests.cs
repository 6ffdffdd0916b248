using System.Diagnostics;
using Mingchu.Edge.Spool;
using Mingchu.Edge.Tests.Support;

namespace Mingchu.Edge.Tests.Spool;

[Trait("row", "A6")]
public sealed class SpoolKillTests
{
    [Fact]
    public async Task Killed_at_any_moment_it_loses_nothing_that_was_answered()
    {
        using var folder = new TempFolder();
        var random = new Random(20260131);
        HashSet<int> kept = [], settled = [];
        for (var round = 0; round < 8; round++)
        {
            foreach (var line in await RunAndKill(folder.Path, random.Next(0, 700)))
            {
                var words = line.Split(' ');
                if (words.Length != 3 || !int.TryParse(words[1], out var from) || !int.TryParse(words[2], out var to) || to < from)
                    continue;
                (words[0] == "put" ? kept : settled).UnionWith(Enumerable.Range(from, to - from + 1));
            }
        }
        kept.ExceptWith(settled);
        await using var spool = AlertSpool.Open(folder.Path, new(), TimeProvider.System, Some.Silent);
        Assert.NotEmpty(settled);
        Assert.Equal(9, spool.Session);
        Assert.All(settled, n => Assert.Null(spool.Index.Find(Some.Message(n).MessageId)));
        // Settled, but killed before it could say so: those may be gone; nothing else may.
        var gone = kept.Where(n => spool.Index.Find(Some.Message(n).MessageId) is null).ToList();
        Assert.All(gone, n => Assert.True(n % 20 < 10, $"message {n} is lost"));
        Assert.True(gone.Count <= 8 * 10, $"{gone.Count} gone");
        Assert.False(Directory.EnumerateFiles(folder.Path, "*damaged*").Any());
    }

    private static async Task<string[]> RunAndKill(string folder, int afterMs)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.ArgumentList.Add(typeof(SpoolKillTests).Assembly.Location);
        start.Environment[SpoolChild.Variable] = folder;
        using var child = Process.Start(start)!;
        var lines = new List<string>();
        // Only a child that works is worth killing.
        lines.Add(await child.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? "");
        var reading = child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await Task.Delay(afterMs, TestContext.Current.CancellationToken);
        child.Kill();
        lines.AddRange((await reading).Split('\n')[..^1]);
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        return [.. lines];
    }
}
