using System.Text.Json;
using System.Threading.Channels;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Config;
using Mingchu.Edge.Spool;
using MQTTnet;

namespace Mingchu.Edge.Uplink;

/// <summary>
/// Sends what waits in the spool, its files first, and removes it after the collector's receipt and not before. What happens elsewhere comes in as a note to the loop of the link, which owns
/// what is under way.
/// </summary>
internal sealed class Shipment(EdgeConfig config, AlertSpool spool, LinkPace pace, TimeProvider time, Serilog.ILogger log) : IDisposable
{
    private readonly EvidenceUpload upload = new(config.Device, config.Collector);
    private readonly HashSet<string> uploaded = new(StringComparer.Ordinal);
    private readonly Flights flights = new(pace.AlertWindow, pace.EvidenceWindow, pace.Receipt);

    /// <summary>Sends what is due; on the link's loop.</summary>
    /// <param name="inbox">Takes notes to that loop.</param>
    /// <param name="gone">The connection is gone.</param>
    public void Launch(IMqttClient client, ChannelWriter<Action> inbox, CancellationToken gone)
    {
        foreach (var entry in flights.Launch(spool.Index, time.GetUtcNow()))
            _ = SendAsync(client, entry, inbox, gone);
    }

    /// <summary>The connection is gone: all may be sent again on the next one.</summary>
    public void Clear() => flights.Clear();

    /// <summary>Reads a receipt; null when it is none.</summary>
    public Receipt? Read(MqttApplicationMessage message)
    {
        try
        {
            if (message.Topic != Topics.Receipts(config.Device) || message.Payload.Length > Topics.MaxPayloadBytes)
                return null;
            var reader = new Utf8JsonReader(message.Payload);
            return JsonSerializer.Deserialize(ref reader, ContractJson.Wire.CloudEventReceipt)!.Data;
        }
        catch (Exception e) when (e is JsonException or NullReferenceException)
        {
            log.Warning("A receipt can't be read: {Why}", e.Message);
            return null;
        }
    }

    /// <summary>Removes or sets aside what a receipt is for.</summary>
    public async Task SettleAsync(Receipt receipt, ChannelWriter<Action> inbox)
    {
        if (spool.Index.Find(receipt.MessageId) is null)
            return;
        try
        {
            if (receipt.Result == ReceiptResult.Rejected)
            {
                log.Error("The collector refused {MessageId}: {Reason} {Pointer} {Detail}", receipt.MessageId, receipt.Reason, receipt.Pointer, receipt.Detail);
                await spool.RejectAsync(receipt.MessageId, receipt.Reason ?? "", receipt.Pointer, receipt.Detail);
            }
            else
            {
                await spool.SettleAsync(receipt.MessageId);
            }
            lock (uploaded)
                uploaded.Remove(receipt.MessageId);
            inbox.TryWrite(() => flights.Answered(receipt.MessageId, time.GetUtcNow()));
        }
        catch (IOException e)
        {
            // It stays under way and is sent again later; the collector will say duplicate.
            log.Error("The receipt of {MessageId} could not be kept: {Why}", receipt.MessageId, e.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => upload.Dispose();

    private async Task SendAsync(IMqttClient client, SpoolEntry entry, ChannelWriter<Action> inbox, CancellationToken gone)
    {
        var id = entry.MessageId;
        try
        {
            if (entry.File is { } file && !HasUploaded(id))
            {
                var result = await upload.PutAsync(entry, spool.PathOf(file), gone);
                if (result.Refused)
                {
                    log.Error("Evidence {MessageId} is set aside: {Detail}", id, result.Detail);
                    await spool.RejectAsync(id, "upload", null, result.Detail);
                    return;
                }
                if (!result.Done)
                {
                    log.Warning("Evidence {MessageId} could not be uploaded: {Detail}", id, result.Detail);
                    inbox.TryWrite(() => flights.Failed(id, time.GetUtcNow(), Random.Shared.NextDouble()));
                    return;
                }
                lock (uploaded)
                    uploaded.Add(id);
            }
            if (spool.Payload(entry) is { } payload)
                await client.PublishAsync(LinkMessages.Of(entry.Kind == SpoolKind.Alert ? Topics.Alerts(config.Device) : Topics.Evidence(config.Device), payload), gone);
            inbox.TryWrite(() => flights.Sent(id, time.GetUtcNow(), Random.Shared.NextDouble()));
        }
        catch (Exception e)
        {
            if (!gone.IsCancellationRequested)
                log.Warning("Message {MessageId} could not be sent: {Why}", id, e.Message);
            inbox.TryWrite(() => flights.Failed(id, time.GetUtcNow(), Random.Shared.NextDouble()));
        }
    }

    private bool HasUploaded(string id)
    {
        lock (uploaded)
            return uploaded.Contains(id);
    }
}
