using System.Text;
using System.Text.Json;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Core.Rules;
using Mingchu.Edge.Core.Sensing;
using Mingchu.Edge.Local;
using Mingchu.Edge.Sensing;
using Mingchu.Edge.Tests.Support;
using Mingchu.Rig;
using MQTTnet;
using MQTTnet.Protocol;
using Prometheus;

namespace Mingchu.Edge.Tests.Sensing;

/// <summary>A gateway, a real Mosquitto in the kitchen, and the box's session on it.</summary>
[Trait("row", "A5")]
public sealed class KitchenBrokerTests : IAsyncLifetime
{
    private static readonly Sensor Door = new("door", "后门", SensorKind.Find("door")!, SensorUnit.State, [new("door-open", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)) { Above = 0.5 }]);
    private readonly RunFolder run = new();
    private readonly TempFolder folder = new();
    private readonly CancellationTokenSource stop = new();
    private readonly SensorInbox inbox = new("box-1", [Door], TimeProvider.System, Metrics.NewCustomRegistry(), Some.Silent);
    private MosquittoBroker broker = null!;
    private LocalLink link = null!;
    private Task running = Task.CompletedTask;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        broker = new(run);
        broker.AddDevice("box-1", "box-secret");
        broker.AddGateway("gateway", "gateway-secret", "box-1");
        await broker.Start(Ct);
        folder.Write("password", "box-secret\n");
        link = new("box-1", new() { Mqtt = new($"mqtt://127.0.0.1:{broker.Port}"), User = "box-1", PasswordFile = folder["password"] }, inbox, TimeProvider.System, Some.Silent);
        running = link.RunAsync(stop.Token);
        await Until.True(() => link.Connected, "connected");
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        await broker.DisposeAsync();
        await run.DisposeAsync();
        folder.Dispose();
        stop.Dispose();
    }

    private async Task<IMqttClient> Gateway()
    {
        var client = new MqttClientFactory().CreateMqttClient();
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", broker.Port).WithCredentials("gateway", "gateway-secret").Build(), Ct);
        return client;
    }

    private static Task Publish(IMqttClient client, byte[] payload) =>
        client.PublishBinaryAsync(Topics.Sensor("box-1", "door"), payload, MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken: Ct);

    private static byte[] Reading(double value) => JsonSerializer.SerializeToUtf8Bytes(
        new CloudEvent<SensorReadings>("1.0", "door/1", "gateway/1", MessageTypes.SensorReadings, DateTimeOffset.UtcNow, new("door", "state", [new(value, DateTimeOffset.UtcNow)])),
        ContractJson.Wire.CloudEventSensorReadings);

    [Fact]
    public async Task A_gateways_reading_becomes_an_alert_and_goes_on_to_the_collector()
    {
        using var gateway = await Gateway();
        var watch = new SensorWatch("box-1", [Door], inbox);
        var now = DateTimeOffset.UtcNow;
        await Publish(gateway, Encoding.UTF8.GetBytes("{broken"));
        await Publish(gateway, Reading(1));
        await Until.True(() => watch.Step(now) is var _ && watch.Due(now).Count == 1, "the reading is heard and is to be told");
        Assert.Empty(watch.Due(now.AddSeconds(61)));
        var raised = Assert.Single(watch.Step(now.AddSeconds(2)));
        Assert.Equal(("door-open", AlertPhase.Raised, "door"), (raised.Hazard, raised.Phase, raised.Sensor));
        await Publish(gateway, Reading(0));
        await Until.True(() => watch.Step(now.AddSeconds(3)) is var _ && watch.Due(now.AddSeconds(3)).Count == 1, "the change of state is to be told at once");
        Assert.Equal(AlertPhase.Cleared, Assert.Single(watch.Step(now.AddSeconds(5))).Phase);
    }

    [Fact]
    [Trait("row", "A6")]
    public async Task A_lamp_in_the_kitchen_hears_of_an_alert_within_two_seconds_and_of_its_end()
    {
        var lamp = new MqttClientFactory().CreateMqttClient();
        var heard = new System.Collections.Concurrent.ConcurrentQueue<(Prompt Prompt, DateTimeOffset At)>();
        lamp.ApplicationMessageReceivedAsync += e =>
        {
            var reader = new Utf8JsonReader(e.ApplicationMessage.Payload);
            heard.Enqueue((JsonSerializer.Deserialize(ref reader, ContractJson.Wire.CloudEventPrompt)!.Data, DateTimeOffset.UtcNow));
            return Task.CompletedTask;
        };
        await lamp.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", broker.Port).WithCredentials("box-1", "box-secret").WithClientId("lamp").Build(), Ct);
        await lamp.SubscribeAsync(Topics.Prompts("box-1"), cancellationToken: Ct);
        var config = Some.Config(folder.Path) with
        {
            Sensors = [Door],
            Prompts = new([new(["door-open"], PromptLight.Amber, PromptSound.Chime, TimeSpan.FromSeconds(30))]),
        };
        var prompter = new Prompter("box-1", link, TimeProvider.System, Some.Silent);
        using var gateway = await Gateway();
        var watch = new SensorWatch("box-1", [Door], inbox);
        var opened = DateTimeOffset.UtcNow;
        await Publish(gateway, Reading(1));
        AlertChange? raised = null;
        await Until.True(() => (raised = watch.Step(DateTimeOffset.UtcNow) is [var first, ..] ? first : null) is not null, "raised");
        var decided = DateTimeOffset.UtcNow;
        prompter.Tell(config, raised!, "alert-1");
        await Until.True(() => !heard.IsEmpty, "the lamp is on");
        TestContext.Current.TestOutputHelper?.WriteLine($"from the alert to the lamp {(heard.First().At - decided).TotalMilliseconds:F0} ms, from the door {(heard.First().At - opened).TotalMilliseconds:F0} ms with 1000 ms dwell time");
        Assert.Equal((true, "door-open", PromptLight.Amber, "后门：门未关", "door"), heard.First().Prompt is var p ? (p.Active, p.Hazard, p.Light, p.Text.Zh, p.Sensor) : default);
        prompter.Tell(config, raised! with { Phase = AlertPhase.Cleared, Sequence = 1 }, "alert-1");
        await Until.True(() => heard.Count == 2, "the lamp is off");
        Assert.Equal((false, PromptLight.Off), (heard.Last().Prompt.Active, heard.Last().Prompt.Light));
        lamp.Dispose();
    }

    [Fact]
    public async Task The_session_comes_back_when_the_broker_was_killed()
    {
        await broker.Kill9();
        await Until.True(() => !link.Connected && link.Complaint is not null, "gone");
        await broker.Start(Ct);
        await Until.True(() => link.Connected, "back");
        using var gateway = await Gateway();
        await Publish(gateway, Reading(1));
        await Until.True(() => inbox.Drain().Count == 1, "heard");
    }
}
