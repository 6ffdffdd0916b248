using System.Text.Json;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Config;
using Mingchu.Edge.Remote;
using Mingchu.Edge.Tests.Inference;
using Mingchu.Edge.Tests.Support;
using Mingchu.Edge.Tests.Uplink;
using Mingchu.Rig;

namespace Mingchu.Edge.Tests.Remote;

/// <summary>A whole box with frames flowing from an RTSP server, on a real Mosquitto, whose cameras are added, changed and taken away from afar. Each camera shows a head without a cap all the time.</summary>
[Trait("row", "A7")]
public sealed class LiveChangeTests : IAsyncLifetime
{
    private const string Secret = "the-device-token";
    private readonly RunFolder folder = new();
    private readonly ITestBroker broker = new RealMosquitto("box-1", Secret);
    private readonly LogLines log = new();
    private CameraSimulator simulator = null!;
    private TestCollector collector = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var film = folder.At("bare.mp4");
        // One cell of the toy detector is an eighth of the width; noise keeps the picture from counting as frozen.
        var made = await ChildProcess.Run("ffmpeg", "ffmpeg",
            ["-v", "error", "-y", "-f", "lavfi", "-i", "color=gray:s=640x360:r=10:d=4,noise=alls=12:allf=t,drawbox=x=40:y=40:w=160:h=160:color=blue:t=fill,drawbox=x=80:y=80:w=80:h=80:color=red:t=fill",
             "-c:v", "libx264", "-preset", "ultrafast", "-bf", "0", "-g", "10", "-pix_fmt", "yuv420p", film], folder.At("ffmpeg.log"), Ct);
        Assert.True(made.ExitCode == 0, made.Everything);
        simulator = await CameraSimulator.Start(folder, new Dictionary<string, string> { ["one"] = film, ["two"] = film, ["three"] = film }, Ct, withLogin: true);
        await broker.Start(Ct);
        collector = await TestCollector.Start(broker, Secret, Ct);
        var login = simulator.Login!.Split(':');
        folder.Write("token", Secret);
        folder.Write("cameras-password", login[1]);
        folder.Write("edge.yaml", $$"""
            device: box-1
            collector: {mqtt: "mqtt://127.0.0.1:{{broker.Port}}", evidence: "{{collector.Address}}", tokenFile: token}
            data: data
            models: "{{ToyModels.Folder}}"
            analysis: {width: 640}
            evidence: {clip: {enabled: false} }
            cameraNetwork: {addresses: [127.0.0.0/8], user: {{login[0]}}, passwordFile: cameras-password}
            rules: [{hazard: no-cap, dwell: 1s, clear: 60s}, {hazard: no-mask, enabled: false}, {hazard: mask-worn-wrong, enabled: false}]
            cameras:
              - {id: one, url: "{{simulator.Address}}one"}
              - {id: two, url: "{{simulator.Address}}two"}
            """);
    }

    public async ValueTask DisposeAsync()
    {
        await collector.DisposeAsync();
        await broker.DisposeAsync();
        await simulator.DisposeAsync();
        await folder.DisposeAsync();
    }

    [Fact]
    public async Task Cameras_come_change_and_go_while_the_others_run_on_and_each_alert_is_told_once()
    {
        var config = ConfigReader.ReadFile(folder.At("edge.yaml")).Config!;
        using var models = ToyModels.Load();
        var remote = RemoteConfig.Open(folder.At("edge.yaml"), config, TimeProvider.System, log.Logger);
        await using var box = new EdgeBox(config, models, TimeProvider.System, log.Logger, remote: remote);
        List<CameraStatus> states = [];
        box.Board.Changed += s => { lock (states) states.Add(s); };
        using var stop = new CancellationTokenSource();
        var running = box.RunAsync(stop.Token);
        await Raised(2);

        await Ask(1, $"cameras: [{{id: three, name: 冷菜间, url: \"{simulator.Address}three\"}}]");
        await Raised(3);
        Assert.Equal("冷菜间", Born!.Cameras.Single(c => c.Id == "three").Name);

        await Ask(2, $"analysis: {{motion: {{recheck: 2s}}}}\ncameras: [{{id: three, url: \"{simulator.Address}three\", mode: key-frames}}, {{id: two, transport: udp}}]");
        await More(box, "one", 20);
        await More(box, "two", 20);
        await More(box, "three", 3);

        await Ask(3, "cameras: [{id: two, enabled: false}]");
        await Until.True(() => Ended.Count == 2, "the alerts of cameras two and three are withdrawn", 60);
        await Until.True(() => Born!.Cameras is [{ Id: "one" }], "only camera one is told");
        await More(box, "one", 20);
        await Ask(4, "");
        await Raised(4);

        // What stayed as it was has noticed nothing: one connection, never offline, its alert open all the time.
        var untouched = box.Captures.Single(c => c.Id == "one");
        Assert.Equal(0, untouched.Reconnects);
        lock (states)
            Assert.Equal([CameraState.Online], states.Where(s => s.Camera == "one").Select(s => s.State));
        lock (states)
            Assert.DoesNotContain(states, s => s.Reason is not (null or CameraReasons.Starting));
        Assert.False(running.IsCompleted);
        await stop.CancelAsync();
        await running;
        var raised = collector.Seen.Where(id => id.EndsWith("/0", StringComparison.Ordinal)).ToList();
        Assert.Equal(raised.Distinct(), raised);
        Assert.DoesNotContain(simulator.Login!.Split(':')[1], log.All + string.Join('\n', collector.Statuses.Values), StringComparison.Ordinal);
    }

    private Birth? Born => collector.Statuses.TryGetValue(Topics.Birth("box-1"), out var text) ? JsonSerializer.Deserialize(text, ContractJson.Wire.CloudEventBirth)!.Data : null;

    private ReportedConfig? Reported => collector.Statuses.TryGetValue(Topics.ReportedConfig("box-1"), out var text) ? JsonSerializer.Deserialize(text, ContractJson.Wire.CloudEventReportedConfig)!.Data : null;

    /// <summary>Ids of alerts that ended.</summary>
    private List<string> Ended => [.. collector.Seen.Where(id => id.EndsWith("/1", StringComparison.Ordinal)).Distinct()];

    private Task Raised(int count) =>
        Until.True(() => collector.Seen.Count(id => id.EndsWith("/0", StringComparison.Ordinal)) == count, $"{count} alerts are raised; {string.Join(' ', collector.Seen)}\n{log.All}", 90);

    private async Task Ask(long revision, string text)
    {
        await collector.Publish(Topics.DesiredConfig("box-1"), JsonSerializer.SerializeToUtf8Bytes(
            new CloudEvent<DesiredConfig>("1.0", $"config/{revision}", "collector", MessageTypes.DesiredConfig, DateTimeOffset.UtcNow, new(revision, text)), ContractJson.Wire.CloudEventDesiredConfig));
        await Until.True(() => Reported?.Revision == revision, $"revision {revision} is reported");
        Assert.True(Reported is { State: ConfigState.Applied }, string.Join("; ", Reported!.Problems));
    }

    private Task More(EdgeBox box, string camera, int frames)
    {
        var wanted = box.Vitals.Of(camera).Analysed + frames;
        return Until.True(() => box.Vitals.Of(camera).Analysed >= wanted, $"{camera} shows {frames} more pictures\n{log.All}", 90);
    }
}
