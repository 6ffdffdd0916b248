using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Mingchu.Collector.Broker;
using Mingchu.Collector.Config;
using Mingchu.Collector.Ingest;
using Mingchu.Collector.Push;
using Mingchu.Collector.Push.Mqtt;
using Mingchu.Rig;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace Mingchu.Collector.Tests.Push;

public class MqttNoticeChannelTests : ChannelContract
{
    private readonly RunFolder folder = new();
    private readonly IMqttClient listener = new MqttClientFactory().CreateMqttClient();
    private readonly ConcurrentQueue<(string Topic, JsonElement Body, MqttQualityOfServiceLevel Qos)> received = new();
    private readonly CancellationTokenSource stop = new();
    private MosquittoBroker broker = null!;
    private ExternalBroker link = null!;
    private bool away;

    protected override IChannel Channel => new MqttNoticeChannel(new(), () => away ? null : link, new PushConfig { PublicUrl = "https://mingchu.example" });

    // A broker says yes, or nothing.
    protected override IReadOnlyList<Receiver> Impossible => [Receiver.Refusing, Receiver.Hanging];

    protected override IReadOnlyList<string> Secrets => [File.ReadAllText(broker.CollectorPasswordFile)];

    public override async ValueTask InitializeAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        broker = new(folder);
        broker.AddListener("city-portal", "only-in-this-test");
        await broker.Start(ct);
        listener.ApplicationMessageReceivedAsync += e =>
        {
            var reader = new Utf8JsonReader(e.ApplicationMessage.Payload);
            received.Enqueue((e.ApplicationMessage.Topic, JsonElement.ParseValue(ref reader), e.ApplicationMessage.QualityOfServiceLevel));
            return Task.CompletedTask;
        };
        await listener.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", broker.Port).WithProtocolVersion(MqttProtocolVersion.V500)
            .WithCredentials("city-portal", "only-in-this-test").Build(), ct);
        await listener.SubscribeAsync("mingchu/notices/#", MqttQualityOfServiceLevel.AtLeastOnce, ct);
        link = new(new() { Host = "127.0.0.1", Port = broker.Port, User = MosquittoBroker.CollectorUser, PasswordFile = broker.CollectorPasswordFile }, new IngestQueue(), TimeProvider.System, NullLogger<ExternalBroker>.Instance);
        await link.StartAsync(stop.Token);
        await Wait.Until("the collector is on the broker", () => link.IsConnected, ct);
    }

    protected override void Receives(Receiver manner) => away = manner is not Receiver.Well;

    protected override async Task<IReadOnlyList<string>> Got()
    {
        await Wait.Until("the notice came", () => !received.IsEmpty, TestContext.Current.CancellationToken);
        return [.. received.Select(r => r.Body.GetProperty("id").GetString()!)];
    }

    [Fact]
    public async Task Another_system_hears_the_notice_on_the_audiences_topic()
    {
        var shipment = Shipment();

        await Channel.Send(shipment, TestContext.Current.CancellationToken);
        await Got();

        var (topic, body, qos) = Assert.Single(received);
        Assert.Equal(("mingchu/notices/merchant", MqttQualityOfServiceLevel.AtLeastOnce, "case.opened"), (topic, qos, body.GetProperty("type").GetString()));
        Assert.Equal("实验小学食堂", body.GetProperty("data").GetProperty("premisesName").GetString());
    }

    [Fact]
    [Trait("row", "E1")]
    public async Task Every_platform_is_told_on_a_topic_of_its_own_and_nobody_on_one_for_all()
    {
        Assert.Equal(["mingchu/notices/platform/eleme", "mingchu/notices/platform/meituan"], Channel.Recipients("platform", ["eleme", "meituan"]));
        Assert.Equal(["mingchu/notices/platform"], Channel.Recipients("platform", []));
        Assert.Equal(["mingchu/notices/merchant"], Channel.Recipients("merchant", ["meituan"]));

        Assert.IsType<SendResult.Delivered>(await Channel.Send(Shipment() with { Audience = "platform", Recipient = "mingchu/notices/platform/meituan" }, TestContext.Current.CancellationToken));
        await Got();

        Assert.Equal("mingchu/notices/platform/meituan", Assert.Single(received).Topic);
        Assert.IsType<SendResult.Permanent>(await Channel.Send(Shipment() with { Recipient = "mingchu/notices/platform/meituan" }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_broker_that_was_killed_is_trouble_that_passes()
    {
        var ct = TestContext.Current.CancellationToken;
        await broker.Kill9();
        await Wait.Until("the collector knows", () => !link.IsConnected, ct);
        Assert.IsType<SendResult.Recoverable>(await Channel.Send(Shipment(), ct));

        await broker.Start(ct);
        await Wait.Until("the collector is on the broker again", () => link.IsConnected, ct);
        Assert.IsType<SendResult.Delivered>(await Channel.Send(Shipment(), ct));
    }

    [Fact]
    public void Notices_need_another_broker_and_a_topic_of_their_own()
    {
        var errors = ConfigRules.Check(new() { Push = new() { Mqtt = new() { Topic = "mc/v1/box-1/receipts" } } });
        Assert.Equal(["Push:Mqtt", "Push:Mqtt:Topic"], errors.Where(e => e.StartsWith("Push", StringComparison.Ordinal)).Select(e => e.Split(": ")[0]));
    }

    public override async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await link.StopAsync(CancellationToken.None);
        link.Dispose();
        listener.Dispose();
        await broker.DisposeAsync();
        await folder.DisposeAsync();
        stop.Dispose();
        GC.SuppressFinalize(this);
    }
}
