using System.Collections.Concurrent;
using System.Text.Json;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;
using Mingchu.Rig;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace Mingchu.Collector.Tests.Ingest;

/// <summary>A device on the broker, as simple as one can be: publishes bytes and keeps the receipts.</summary>
internal sealed class Box : IAsyncDisposable
{
    private readonly IMqttClient client = new MqttClientFactory().CreateMqttClient();
    private readonly ConcurrentQueue<Receipt> receipts = new();

    private readonly ConcurrentQueue<DesiredConfig> configs = new();

    private readonly ConcurrentQueue<CloudEvent<CameraCommand>> commands = new();

    private Box(string id) => Id = id;

    public string Id { get; }

    public IReadOnlyCollection<Receipt> Receipts => receipts;

    /// <summary>Desired configurations heard.</summary>
    public IReadOnlyCollection<DesiredConfig> Configs => configs;

    /// <summary>Commands heard.</summary>
    public IReadOnlyCollection<CloudEvent<CameraCommand>> Commands => commands;

    public static async Task<Box> Connect(string id, string token, int port, CancellationToken ct)
    {
        var box = new Box(id);
        box.client.ApplicationMessageReceivedAsync += e =>
        {
            var reader = new Utf8JsonReader(e.ApplicationMessage.Payload);
            if (e.ApplicationMessage.Topic == Topics.DesiredConfig(id))
                box.configs.Enqueue(JsonSerializer.Deserialize(ref reader, ContractJson.Wire.CloudEventDesiredConfig)!.Data);
            else if (e.ApplicationMessage.Topic.EndsWith("/commands/camera", StringComparison.Ordinal))
                box.commands.Enqueue(JsonSerializer.Deserialize(ref reader, ContractJson.Wire.CloudEventCameraCommand)!);
            else if (e.ApplicationMessage.Topic == Topics.Receipts(id))
                box.receipts.Enqueue(JsonSerializer.Deserialize(ref reader, ContractJson.Wire.CloudEventReceipt)!.Data);
            return Task.CompletedTask;
        };
        var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithProtocolVersion(MqttProtocolVersion.V500).WithClientId(id)
            .WithCredentials(id, token).WithTimeout(TimeSpan.FromSeconds(60)).Build();
        var answer = await box.client.ConnectAsync(options, ct);
        if (answer.ResultCode != MqttClientConnectResultCode.Success)
            throw new IOException(answer.ResultCode.ToString());
        await box.client.SubscribeAsync(Topics.Receipts(id), MqttQualityOfServiceLevel.AtLeastOnce, ct);
        return box;
    }

    public Task<MqttClientPublishResult> Publish(string topic, byte[] payload, CancellationToken ct, bool retain = false) =>
        client.PublishAsync(new MqttApplicationMessage
        {
            Topic = topic,
            PayloadSegment = payload,
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
            Retain = retain,
        }, ct);

    public Task<MqttClientSubscribeResult> Subscribe(string filter, CancellationToken ct) => client.SubscribeAsync(filter, MqttQualityOfServiceLevel.AtLeastOnce, ct);

    /// <summary>Publishes and waits for as many receipts as messages.</summary>
    public async Task<IReadOnlyList<Receipt>> Send(string name, CancellationToken ct, params byte[][] payloads)
    {
        var before = receipts.Count;
        foreach (var payload in payloads)
            await Publish($"{Topics.Prefix}/{Id}/{name}", payload, ct);
        await Wait.Until($"{payloads.Length} receipts for {Id}", () => receipts.Count >= before + payloads.Length, ct,
            context: () => $"; {receipts.Count - before} came");
        return [.. receipts.Skip(before)];
    }

    public Task<IReadOnlyList<Receipt>> Send(Alert alert, CancellationToken ct) => Send("alerts", ct, Some.Json(Id, alert));

    public Task<IReadOnlyList<Receipt>> Send(Contracts.Messages.Evidence evidence, CancellationToken ct) => Send("evidence", ct, Some.Json(Id, evidence));

    public async ValueTask DisposeAsync()
    {
        try
        {
            await client.DisconnectAsync();
        }
        catch (MQTTnet.Exceptions.MqttCommunicationException)
        {
            // The broker was killed on purpose.
        }

        client.Dispose();
    }
}
