using System.Text;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;

namespace Mingchu.EndToEnd.Tests;

/// <summary>Devices that lie, shout or stammer over MQTT: they hear why, the message is kept for a person to see, and nobody else is harmed.</summary>
public sealed class ImpersonationTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [Trait("row", "A6")]
    [Trait("row", "H5")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Bad_messages_are_rejected_with_a_reason_and_harm_nobody_else(bool mosquitto)
    {
        await using var folder = new RunFolder();
        await using var broker = mosquitto ? new MosquittoBroker(folder) : null;
        await using var collector = CollectorProcess.Create(folder, new() { Broker = broker });
        await collector.AddPremises("premises-1", "示范餐厅", "福建/福州/鼓楼", Ct);
        var tokens = new Dictionary<string, string>();
        foreach (var id in new[] { "good", "bad" })
        {
            tokens[id] = await collector.AddDevice(id, "premises-1", Ct);
            broker?.AddDevice(id, tokens[id]);
        }
        if (broker is not null)
            await broker.Start(Ct);
        using var api = new ApiClient(collector.Address, await collector.AddToken("test", Ct));
        await collector.Start(Ct);

        Assert.Null((await ToyDevice.Connect(collector.MqttPort, "good", tokens["bad"], Ct)).Device);
        Assert.Null((await ToyDevice.Connect(collector.MqttPort, "nobody", tokens["bad"], Ct)).Device);
        await using var bad = await Connected("bad");
        await using var good = await Connected("good");
        var now = DateTimeOffset.UtcNow.AddSeconds(-10);

        await Rejected(bad, bad.Alert("one", now, source: "good"), RejectReasons.WrongDevice);
        await Rejected(bad, Encoding.UTF8.GetBytes("{\"id\": nonsense"), RejectReasons.NotJson);
        await Rejected(bad, bad.Alert("one", now, hazard: "no-such-hazard"), RejectReasons.UnknownHazard);
        await Rejected(bad, bad.Alert("one", now.AddHours(2)), RejectReasons.FutureTime);
        await Rejected(bad, Encoding.UTF8.GetBytes($"\"{new string('x', Topics.MaxPayloadBytes)}\""), RejectReasons.Oversized);
        // Under another's topic the broker itself turns it away, or the collector does; either way it never becomes good's alert.
        await bad.Publish(Topics.Alerts("good"), good.Alert("one", now), Ct);

        Assert.True(await good.Publish(Topics.Alerts("good"), good.Alert("two", now), Ct));
        var receipt = await good.Receipt(Ct);
        Assert.Equal(ReceiptResult.Accepted, receipt.Result);
        Assert.True(await good.Publish(Topics.Alerts("good"), good.Alert("two", now), Ct));
        Assert.Equal(ReceiptResult.Duplicate, (await good.Receipt(Ct)).Result);

        var lead = Assert.Single(await api.Leads(Ct));
        Assert.Equal(("good", "two"), (lead.Device, lead.Camera));
        var letters = (await api.Json("api/v1/dead-letters", Ct)).ToString();
        foreach (var reason in new[] { RejectReasons.WrongDevice, RejectReasons.NotJson, RejectReasons.UnknownHazard, RejectReasons.FutureTime, RejectReasons.Oversized })
            Assert.Contains($"\"{reason}\"", letters, StringComparison.Ordinal);

        async Task<ToyDevice> Connected(string id)
        {
            var (device, code) = await ToyDevice.Connect(collector.MqttPort, id, tokens[id], Ct);
            return device ?? throw new InvalidOperationException($"{id} is turned away: {code}{collector.Process.Story()}");
        }
    }

    private static async Task Rejected(ToyDevice device, byte[] payload, string reason)
    {
        Assert.True(await device.Publish(Topics.Alerts(device.Id), payload, Ct), reason);
        var receipt = await device.Receipt(Ct);
        Assert.Equal((ReceiptResult.Rejected, reason), (receipt.Result, receipt.Reason));
        Assert.False(string.IsNullOrWhiteSpace(receipt.Detail));
    }
}
