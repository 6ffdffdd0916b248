using Mingchu.Edge.Capture;
using Mingchu.Edge.Spool;
using Mingchu.Edge.Tests.Support;
using Mingchu.Edge.Uplink;

namespace Mingchu.Edge.Tests.Uplink;

public sealed class StopTests
{
    [Fact]
    [Trait("row", "A6")]
    public async Task A_worker_that_is_stopped_while_the_broker_owes_an_answer_ends_without_a_fault()
    {
        using var folder = new TempFolder();
        folder.Write("token", "the-device-token");
        var answer = new TaskCompletionSource();
        await using var broker = new EmbeddedBroker(Some.Device, "the-device-token") { Owes = answer.Task };
        await broker.Start(TestContext.Current.CancellationToken);
        await using var spool = AlertSpool.Open(folder.Path, new(), TimeProvider.System, Some.Silent);
        var config = Some.Config(folder.Path) with
        {
            Collector = new() { Mqtt = new($"mqtt://127.0.0.1:{broker.Port}"), Evidence = new("http://127.0.0.1:1"), TokenFile = folder["token"] },
        };
        using var link = new CollectorLink(config, new(spool.Session, "test", "1.0", [], [], [], "1.0.0"), spool, new CameraBoard(["stove"], Some.At), () => new(0, [], 0), new(), TimeProvider.System, Some.Silent);
        using var stop = new CancellationTokenSource();
        var running = link.RunAsync(stop.Token);
        await broker.Subscribing.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        await stop.CancelAsync();
        await running.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        Assert.False(link.Connected);
        answer.SetResult();
    }
}
