using Mingchu.Edge.Capture;
using Mingchu.Edge.Checks;
using Mingchu.Edge.Config;
using Mingchu.Edge.Tests.Support;
using Mingchu.Edge.Tests.Uplink;
using Mingchu.Rig;

namespace Mingchu.Edge.Tests.Checks;

/// <summary>Cameras, broker and collector that are really asked.</summary>
public sealed class NetworkCheckTests : IAsyncLifetime
{
    private const string Token = "the-device-token";
    private readonly RunFolder folder = new();
    private readonly ChildProcesses children = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        folder.Write("token", Token);
        return default;
    }

    public async ValueTask DisposeAsync()
    {
        children.Dispose();
        await folder.DisposeAsync();
    }

    [Fact]
    [Trait("row", "A7")]
    public async Task A_camera_is_looked_at_and_one_that_gives_nothing_is_told_why()
    {
        await using var simulator = await CameraSimulator.Start(folder,
            new Dictionary<string, string> { ["good"] = Path.Combine(Repository.Root, "samples/footage/no-cap.mp4"), ["off"] = Path.Combine(Repository.Root, "samples/footage/no-cap.mp4") }, Ct, withLogin: true);
        await simulator.Refuse("off");
        var pictures = folder.Folder("pictures");
        var good = await Check(simulator.Url("good"), pictures);
        Assert.Equal("camera.ok", good[0].Code);
        Assert.Equal("h264", good[0].Values[0]);
        Assert.True(File.ReadAllBytes(Path.Combine(pictures, "stove.jpg")) is [0xff, 0xd8, ..]);

        Assert.Equal("camera.login", Assert.Single(await Check(simulator.Url("good").Replace("viewer:", "viewer:x", StringComparison.Ordinal))).Code);
        Assert.Equal("camera.not-found", Assert.Single(await Check(simulator.Url("good") + "-not")).Code);
        Assert.Equal("camera.refused", Assert.Single(await Check(simulator.Url("off"))).Code);
        var refused = Assert.Single(await Check($"rtsp://viewer:secret@127.0.0.1:{FreePort.Next()}/"));
        Assert.Equal("camera.refused", refused.Code);
        Assert.DoesNotContain("secret", refused.In(System.Globalization.CultureInfo.GetCultureInfo("zh-Hans")), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("row", "A6")]
    public async Task Broker_and_collector_are_told_from_a_refused_login_and_from_a_certificate_that_nobody_vouches_for()
    {
        using var bureau = new TestAuthority("bureau");
        using var stranger = new TestAuthority("stranger");
        using var certificate = bureau.Issue();
        await using var broker = new EmbeddedBroker("box-1", Token, certificate);
        await broker.Start(Ct);
        await using var collector = await TestCollector.Start(broker, Token, Ct, certificate);
        CollectorConfig Over(string mqtt, TestAuthority authority, string token = "token") => new()
        {
            Mqtt = new(mqtt),
            Evidence = collector.Address,
            TokenFile = folder.At(token),
            Ca = folder.Write("ca.pem", authority.Pem),
        };
        var tls = $"mqtts://127.0.0.1:{broker.TlsPort}";
        // The collector of the tests has no /healthz.
        Assert.Equal(["broker.ok", "collector.status"], await Ask(Over(tls, bureau)));
        Assert.Equal(["tls.untrusted", "tls.untrusted"], await Ask(Over(tls, stranger)));
        Assert.Equal(["tls.name", "tls.name"], await Ask(Over(tls.Replace("127.0.0.1", "localhost", StringComparison.Ordinal), bureau) with
        {
            Evidence = new($"https://localhost:{collector.Address.Port}"),
        }));
        Assert.Equal("tls.none", (await Ask(Over($"mqtts://127.0.0.1:{broker.Port}", bureau)))[0]);
        folder.Write("wrong", "another token");
        Assert.Equal("broker.login", (await Ask(Over($"mqtt://127.0.0.1:{broker.Port}", bureau, "wrong")))[0]);
        Assert.Equal("host.refused", (await Ask(Over($"mqtt://127.0.0.1:{FreePort.Next()}", bureau)))[0]);
        Assert.Equal("host.name", (await Ask(Over("mqtt://collector.invalid:1883", bureau)))[0]);
    }

    private Task<IReadOnlyList<Finding>> Check(string url, string? pictures = null) =>
        CameraCheck.RunAsync(Some.Camera(url), Some.Config(folder.Path), pictures, children, Ct);

    private async Task<string[]> Ask(CollectorConfig collector) =>
        [.. (await CollectorCheck.RunAsync(Some.Config(folder.Path) with { Collector = collector }, TimeProvider.System, Ct)).Select(f => f.Code)];
}
