using System.Security.Cryptography.X509Certificates;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Spool;
using Mingchu.Edge.Tests.Support;
using Mingchu.Edge.Uplink;

namespace Mingchu.Edge.Tests.Uplink;

/// <summary>Alerts over mqtts and evidence over https, with an authority of the bureau's own.</summary>
[Trait("row", "A6")]
public sealed class TlsLinkTests : IAsyncLifetime
{
    private const string Secret = "the-device-token";
    private readonly TempFolder folder = new();
    private readonly TestAuthority bureau = new("bureau"), stranger = new("stranger");
    private X509Certificate2 certificate = null!;
    private AlertSpool spool = null!;
    private EmbeddedBroker broker = null!;
    private TestCollector collector = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        folder.Write("token", Secret);
        certificate = bureau.Issue();
        spool = AlertSpool.Open(folder.Path, new(), TimeProvider.System, Some.Silent);
        broker = new("box-1", Secret, certificate);
        await broker.Start(Ct);
        collector = await TestCollector.Start(broker, Secret, Ct, certificate);
        await spool.PutAsync([Some.Message(1), Some.Evidence(Some.Alert(1), folder.Path)]);
    }

    public async ValueTask DisposeAsync()
    {
        await collector.DisposeAsync();
        await broker.DisposeAsync();
        await spool.DisposeAsync();
        certificate.Dispose();
        bureau.Dispose();
        stranger.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Alerts_and_evidence_reach_a_collector_that_the_given_authority_vouches_for()
    {
        Assert.Equal("https", collector.Address.Scheme);
        await WithLink(bureau, async _ => await Until.True(() => spool.Index.Count == 0, "the spool is empty"));
        Assert.Equal(2, collector.Seen.Distinct().Count());
        Assert.Single(collector.Uploads);
    }

    [Fact]
    public async Task Nothing_is_said_to_a_collector_that_nobody_vouches_for()
    {
        await WithLink(stranger, async link =>
        {
            await Until.True(() => link.Complaint is { } c && c != "not connected yet", "complaint");
            Assert.False(link.Connected);
        });
        Assert.Equal(2, spool.Index.Count);
        Assert.Empty(collector.Seen);
        Assert.Empty(collector.Uploads);
    }

    private async Task WithLink(TestAuthority trusted, Func<CollectorLink, Task> then)
    {
        folder.Write("ca.pem", trusted.Pem);
        var config = Some.Config(folder.Path) with
        {
            Collector = new()
            {
                Mqtt = new($"mqtts://127.0.0.1:{broker.TlsPort}"),
                Evidence = collector.Address,
                TokenFile = folder["token"],
                Ca = folder["ca.pem"],
            },
        };
        using var stop = new CancellationTokenSource();
        using var link = new CollectorLink(config, new(spool.Session, "test", "1.0", [], [], [], "1.0.0"), spool, new CameraBoard(["stove"], Some.At),
            () => new(0, [], 0), new() { Reconnect = TimeSpan.FromSeconds(1) }, TimeProvider.System, Some.Silent);
        var running = link.RunAsync(stop.Token);
        try
        {
            await then(link);
        }
        finally
        {
            await stop.CancelAsync();
            await running;
        }
    }
}
