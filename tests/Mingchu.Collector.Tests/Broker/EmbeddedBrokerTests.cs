using System.Net.Sockets;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Broker;
using Mingchu.Collector.Tests.Ingest;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;
using Mingchu.Rig;
using MQTTnet;

namespace Mingchu.Collector.Tests.Broker;

public sealed class EmbeddedBrokerTests(EmbeddedOnSqlite collector) : IClassFixture<EmbeddedOnSqlite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("mc/v1/box-0/alerts")]
    [InlineData("mc/v1/$/receipts")]
    [InlineData("mc/v1/$/config/desired")]
    [InlineData("mc/v2/$/alerts")]
    [InlineData("elsewhere")]
    [InlineData("$SYS/broker")]
    public async Task Publishing_where_it_may_not_gives_a_rejecting_receipt_and_a_dead_letter(string topic)
    {
        var (box, _, _) = await collector.Device(Ct);
        await using var _b = box;
        topic = topic.Replace("/$/", $"/{box.Id}/", StringComparison.Ordinal);
        var answer = await box.Publish(topic, Encoding.UTF8.GetBytes("{\"id\":\"m1\"}"), Ct);
        Assert.Equal(MqttClientPublishReasonCode.NotAuthorized, answer.ReasonCode);
        await Wait.Until("the receipt", () => box.Receipts.Count > 0, Ct);
        var receipt = Assert.Single(box.Receipts);
        Assert.Equal((ReceiptResult.Rejected, RejectReasons.WrongDevice, "m1"), (receipt.Result, receipt.Reason, receipt.MessageId));
        Assert.Equal(topic, (await collector.Look(db => db.DeadLetters.SingleAsync(d => d.Device == box.Id, Ct))).Topic);
    }

    [Fact]
    public async Task A_device_reads_its_own_topics_only()
    {
        var (box, _, _) = await collector.Device(Ct);
        await using var _b = box;
        foreach (var filter in new[] { "#", "mc/v1/+/alerts", "mc/v1/box-0/#", "$share/g/mc/v1/box-0/#", "+/#" })
            Assert.All((await box.Subscribe(filter, Ct)).Items, i => Assert.True(i.ResultCode >= MqttClientSubscribeResultCode.UnspecifiedError, $"{filter}: {i.ResultCode}"));
        Assert.All((await box.Subscribe($"mc/v1/{box.Id}/#", Ct)).Items, i => Assert.Equal(MqttClientSubscribeResultCode.GrantedQoS1, i.ResultCode));
    }

    [Fact]
    public async Task Nobody_gets_in_without_a_device_token_and_its_own_client_id()
    {
        await Refused("BadUserNameOrPassword", "box-1", "box-1", "wrong");
        await Refused("BadUserNameOrPassword", "nobody", "nobody", "");
        await Refused("BadUserNameOrPassword", "c", BrokerAccess.Collector, "guess");
        var (box, _, token) = await collector.Device(Ct);
        await using var _b = box;
        await Refused("ClientIdentifierNotValid", "box-0", box.Id, token);
        await Refused("ClientIdentifierNotValid", box.Id + "0", box.Id, token);
    }

    [Fact]
    public async Task Retained_state_is_kept_and_retained_events_are_not()
    {
        var (box, _, _) = await collector.Device(Ct);
        await using var _b = box;
        await box.Publish(Topics.Birth(box.Id), HostileMessages.Birth(box.Id, 1), Ct, retain: true);
        await box.Publish(Topics.Alerts(box.Id), Some.Json(box.Id, Some.Alert(box.Id, Some.Now().AddMinutes(-1))), Ct, retain: true);
        await Wait.Until("both receipts", () => box.Receipts.Count == 2, Ct);
        var kept = await collector.Look(db => db.RetainedMessages.Where(m => m.Topic.StartsWith($"mc/v1/{box.Id}/")).Select(m => m.Topic).ToListAsync(Ct));
        Assert.Equal([Topics.Birth(box.Id)], kept);
    }

    [Fact]
    public async Task A_state_that_was_kept_but_not_taken_in_when_the_collector_ended_is_read_at_its_next_start()
    {
        var (box, _, _) = await collector.Device(Ct);
        await box.DisposeAsync();
        await collector.Restart(async db =>
        {
            db.RetainedMessages.Add(new() { Topic = Topics.Birth(box.Id), Payload = HostileMessages.Birth(box.Id, 1), Qos = 1 });
            db.RetainedMessages.Add(new() { Topic = Topics.DesiredConfig(box.Id), Payload = "{}"u8.ToArray(), Qos = 1 });
            await db.SaveChangesAsync(Ct);
        }, Ct);
        await Wait.Until("the camera of the birth", () => collector.Look(db => db.Cameras.AnyAsync(c => c.Device == box.Id, Ct)), Ct);
        Assert.Empty(await collector.Look(db => db.DeadLetters.Where(d => d.Device == box.Id).ToListAsync(Ct)));
        var device = await collector.Look(db => db.Devices.SingleAsync(d => d.Id == box.Id, Ct));
        Assert.Equal((1L, false), (device.Session, device.Online));
    }

    [Fact]
    public async Task The_will_of_a_box_that_is_gone_without_a_word_is_taken_in_as_its_own()
    {
        var (box, _, token) = await collector.Device(Ct);
        await box.DisposeAsync();
        using (var tcp = new TcpClient())
        {
            await tcp.ConnectAsync("127.0.0.1", collector.MqttPort, Ct);
            await tcp.GetStream().WriteAsync(Connect(box.Id, token, Topics.Status(box.Id), HostileMessages.Status(box.Id, 7, online: false)), Ct);
            Assert.Equal(0x20, tcp.GetStream().ReadByte());
        }

        await Wait.Until("the state its will told", async () => (await collector.Look(db => db.Devices.SingleAsync(d => d.Id == box.Id, Ct))) is { Session: 7, Online: false, StatusAt: not null }, Ct);
        Assert.Empty(await collector.Look(db => db.DeadLetters.Where(d => d.Device == box.Id).ToListAsync(Ct)));
    }

    [Fact]
    public async Task Another_session_of_a_box_hears_what_it_says()
    {
        var (box, _, token) = await collector.Device(Ct);
        await using var _b = box;
        using var display = new MqttClientFactory().CreateMqttClient();
        TaskCompletionSource<string> heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
        display.ApplicationMessageReceivedAsync += e =>
        {
            heard.TrySetResult(e.ApplicationMessage.Topic);
            return Task.CompletedTask;
        };
        await display.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", collector.MqttPort).WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V500)
            .WithClientId($"{box.Id}/display").WithCredentials(box.Id, token).WithTimeout(TimeSpan.FromSeconds(60)).Build(), Ct);
        await display.SubscribeAsync(Topics.Alerts(box.Id), MQTTnet.Protocol.MqttQualityOfServiceLevel.AtLeastOnce, Ct);
        Assert.Equal(ReceiptResult.Accepted, Assert.Single(await box.Send(Some.Alert(box.Id, Some.Now().AddMinutes(-1)), Ct)).Result);
        Assert.Equal(Topics.Alerts(box.Id), await heard.Task.WaitAsync(TimeSpan.FromSeconds(60), Ct));
    }

    [Fact]
    public async Task A_packet_that_claims_a_huge_length_ends_the_connection_before_anything_is_read()
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync("127.0.0.1", collector.MqttPort, Ct);
        await tcp.GetStream().WriteAsync(new byte[] { 0x10, 0xFF, 0xFF, 0xFF, 0x7F, 0, 4, (byte)'M' }, Ct);
        var buffer = new byte[16];
        Assert.Equal(0, await ReadOrEnd(tcp.GetStream(), buffer));
        var (box, _, _) = await collector.Device(Ct);
        await using var _b = box;
    }

    [Fact]
    public void The_channel_follows_packets_however_their_bytes_are_cut() =>
        Gen.Select(Gen.Int[0, 300].Array[1, 6], Gen.Int[1, 50]).Sample((bodies, cut) =>
        {
            List<byte> stream = [];
            foreach (var body in bodies)
            {
                stream.Add(0x30);
                stream.AddRange(body < 128 ? [(byte)body] : [(byte)(body & 0x7F | 0x80), (byte)(body >> 7)]);
                stream.AddRange(Enumerable.Repeat((byte)0xFF, body));
            }

            using var channel = new BoundedChannel(new NoChannel(), 300);
            foreach (var part in stream.Chunk(cut))
                channel.Follow(part);
            Assert.Throws<IOException>((Action)(() => channel.Follow([0x30, 0xAD, 0x02])));
        });

    // A CONNECT of MQTT 3.1.1 with user name, password and a retained will of QoS 1.
    private static byte[] Connect(string name, string password, string willTopic, byte[] will)
    {
        List<byte> body = [0, 4, .. "MQTT"u8, 4, 0b1110_1110, 0, 60];
        foreach (var field in new[] { Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(willTopic), will, Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(password) })
            body.AddRange([(byte)(field.Length >> 8), (byte)field.Length, .. field]);
        return [0x10, (byte)(body.Count & 0x7F | 0x80), (byte)(body.Count >> 7), .. body];
    }

    private async Task Refused(string why, string clientId, string user, string password)
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", collector.MqttPort).WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V500)
            .WithClientId(clientId).WithCredentials(user, password).WithTimeout(TimeSpan.FromSeconds(60)).Build();
        Assert.Equal(why, (await client.ConnectAsync(options, Ct)).ResultCode.ToString());
    }

    private static async Task<int> ReadOrEnd(NetworkStream stream, byte[] buffer)
    {
        try
        {
            return await stream.ReadAsync(buffer, Ct);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
