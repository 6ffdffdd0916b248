using System.Text.Json;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Config;
using Mingchu.Edge.Remote;
using Mingchu.Edge.Tests.Inference;
using Mingchu.Edge.Tests.Support;
using Mingchu.Edge.Tests.Uplink;

namespace Mingchu.Edge.Tests.Remote;

/// <summary>A whole box on a real Mosquitto, told from afar.</summary>
[Trait("row", "A7")]
public sealed class BoxFromAfarTests : IAsyncLifetime
{
    private const string Secret = "the-device-token";
    private readonly TempFolder folder = new();
    private readonly ITestBroker broker = new RealMosquitto("box-1", Secret);
    private TestCollector collector = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await broker.Start(Ct);
        collector = await TestCollector.Start(broker, Secret, Ct);
        folder.Write("token", Secret);
        folder.Write("edge.yaml", $$"""
            device: box-1
            collector: {mqtt: "mqtt://127.0.0.1:{{broker.Port}}", evidence: "{{collector.Address}}", tokenFile: token}
            data: data
            models: "{{ToyModels.Folder}}"
            cameras: [{id: stove, url: "rtsp://127.0.0.1:1/none"}]
            """);
    }

    public async ValueTask DisposeAsync()
    {
        await collector.DisposeAsync();
        await broker.DisposeAsync();
        folder.Dispose();
    }

    private Task Ask(long revision, string text) => collector.Publish(Topics.DesiredConfig("box-1"), JsonSerializer.SerializeToUtf8Bytes(
        new CloudEvent<DesiredConfig>("1.0", $"config/{revision}", "collector", MessageTypes.DesiredConfig, DateTimeOffset.UtcNow, new(revision, text)), ContractJson.Wire.CloudEventDesiredConfig));

    private ReportedConfig? Reported => collector.Statuses.TryGetValue(Topics.ReportedConfig("box-1"), out var text) ? JsonSerializer.Deserialize(text, ContractJson.Wire.CloudEventReportedConfig)!.Data : null;

    private Birth? Born => collector.Statuses.TryGetValue(Topics.Birth("box-1"), out var text) ? JsonSerializer.Deserialize(text, ContractJson.Wire.CloudEventBirth)!.Data : null;

    [Fact]
    public async Task It_takes_rules_and_a_model_while_it_runs_and_goes_back_from_a_model_that_does_not_do()
    {
        var config = ConfigReader.ReadFile(folder["edge.yaml"]).Config!;
        using var first = ToyModels.Load();
        using var models = new ModelStore(config, TimeProvider.System, Some.Silent);
        var remote = RemoteConfig.Open(folder["edge.yaml"], config, TimeProvider.System, Some.Silent);
        await using var box = new EdgeBox(config, first, TimeProvider.System, Some.Silent, remote: remote, models: models);
        using var stop = new CancellationTokenSource();
        var running = box.RunAsync(stop.Token);
        await Ask(1, "rules: [{hazard: camera-offline, enabled: false}]");
        await Until.True(() => Reported is { Revision: 1, State: ConfigState.Applied, Active: 1 }, "revision 1 is applied");
        await Until.True(() => Born is { } b && !b.Hazards.Contains("camera-offline"), "what it watches is told again");

        var (zip, sha256) = ToyPackage.Make("2.0.0");
        collector.Models["squares/2.0.0"] = zip;
        await Ask(2, $"modelVersions: [{{name: squares, version: 2.0.0, sha256: {sha256}}}]");
        await Until.True(() => Reported is { Revision: 2, State: ConfigState.Applied }, "the model is in use");
        await Until.True(() => Born!.Models.Any(m => m is { Name: "squares", Version: "2.0.0" }), "the model is told");

        await Ask(3, $"modelVersions: [{{name: squares, version: 2.0.0, sha256: {new string('b', 64)}}}]");
        await Until.True(() => Reported is { Revision: 3, State: ConfigState.RolledBack, Active: 2 }, "rolled back");
        Assert.Contains("asked for is bbbb", Reported!.Problems[0].Message, StringComparison.Ordinal);
        Assert.False(running.IsCompleted);
        await stop.CancelAsync();
        await running;
    }
}
