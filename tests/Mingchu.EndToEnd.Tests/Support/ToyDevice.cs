using System.Text.Json;
using System.Threading.Channels;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace Mingchu.EndToEnd.Tests.Support;

/// <summary>A vendor's device, good or bad: a bare MQTT 5 client.</summary>
public sealed class ToyDevice : IAsyncDisposable
{
    private readonly IMqttClient client = new MqttClientFactory().CreateMqttClient();
    private readonly Channel<Receipt> receipts = Channel.CreateUnbounded<Receipt>();

    private ToyDevice(string id) => Id = id;

    /// <summary>Its id.</summary>
    public string Id { get; }

    /// <summary>Connects, or tells why not.</summary>
    public static async Task<(ToyDevice? Device, MqttClientConnectResultCode Code)> Connect(int port, string id, string token, CancellationToken ct)
    {
        var device = new ToyDevice(id);
        device.client.ApplicationMessageReceivedAsync += e =>
        {
            device.receipts.Writer.TryWrite(JsonSerializer.Deserialize(e.ApplicationMessage.Payload.First.Span, ContractJson.Wire.CloudEventReceipt)!.Data);
            return Task.CompletedTask;
        };
        var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithClientId(id)
            .WithCredentials(id, token).WithProtocolVersion(MqttProtocolVersion.V500).Build();
        var result = await device.client.ConnectAsync(options, ct);
        if (result.ResultCode != MqttClientConnectResultCode.Success)
        {
            await device.DisposeAsync();
            return (null, result.ResultCode);
        }
        await device.client.SubscribeAsync(Topics.Receipts(id), MqttQualityOfServiceLevel.AtLeastOnce, ct);
        return (device, result.ResultCode);
    }

    /// <summary>Publishes anything anywhere; false when the broker refused it or hung up.</summary>
    public async Task<bool> Publish(string topic, byte[] payload, CancellationToken ct)
    {
        try
        {
            return (await client.PublishAsync(
                new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build(), ct)).IsSuccess;
        }
        catch (MQTTnet.Exceptions.MqttCommunicationException)
        {
            return false;
        }
    }

    /// <summary>The next receipt.</summary>
    public async Task<Receipt> Receipt(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Wait.Patience);
        return await receipts.Reader.ReadAsync(limit.Token);
    }

    /// <summary>A right alert of this device.</summary>
    public byte[] Alert(string camera, DateTimeOffset at, string hazard = "no-cap", string? source = null)
    {
        var alert = new Alert(
            AlertIds.For(Id, camera, hazard, null, at), AlertPhase.Raised, 0, hazard, Contracts.Hazards.HazardList.Current.Version, camera, Verdict.Violation, 0.9,
            at, at.AddSeconds(3), [new(0.1, 0.1, 0.2, 0.2, "head cap=none", 0.9)], [new("toy", "1.0.0", new string('0', 64))]);
        return JsonSerializer.SerializeToUtf8Bytes(Envelope.Of(source ?? Id, alert), ContractJson.Wire.CloudEventAlert);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await client.DisconnectAsync();
        }
        catch (MQTTnet.Exceptions.MqttCommunicationException)
        {
            // The broker hung up before.
        }
        client.Dispose();
    }
}
