using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace Mingchu.Bench.Collector;

/// <summary>Boxes on a broker. Each has so many messages under way that nobody answered, as a spool has.</summary>
internal sealed class BoxFleet : IAsyncDisposable
{
    private const int Window = 16;
    private readonly List<Box> boxes = [];
    private readonly AlertStream alerts = new();

    /// <summary>When each alert was handed to its client, by its id.</summary>
    public ConcurrentDictionary<string, DateTimeOffset> SentAt { get; } = new();

    /// <summary>Connects them all; with <paramref name="receipts"/> each message waits for its receipt, else only for the broker.</summary>
    public static async Task<BoxFleet> Connect(IReadOnlyList<(string Device, string Token)> accounts, int port, bool receipts, CancellationToken ct)
    {
        var fleet = new BoxFleet();
        foreach (var (device, token) in accounts)
            fleet.boxes.Add(await Box.Connect(device, token, port, receipts, ct));
        return fleet;
    }

    /// <summary>Sends as fast as it is taken; alerts per second from the first one sent to the last one answered.</summary>
    public async Task<double> Flood(int count, CancellationToken ct)
    {
        var each = count / boxes.Count;
        var messages = boxes.Select(b => Enumerable.Range(0, each).Select(_ => alerts.Next(b.Device)).ToArray()).ToArray();
        var since = Stopwatch.GetTimestamp();
        await Task.WhenAll(boxes.Select((b, i) => Task.Run(async () =>
        {
            foreach (var (id, payload) in messages[i])
                await b.Send(id, payload, ct);
            await b.Answered(ct);
        }, ct)));
        return each * boxes.Count / Stopwatch.GetElapsedTime(since).TotalSeconds;
    }

    /// <summary>Sends at a steady rate for so long, and waits for the answers.</summary>
    public async Task Pace(double perSecond, TimeSpan length, CancellationToken ct)
    {
        var (since, sent) = (Stopwatch.GetTimestamp(), 0);
        List<Task> under = [];
        while (Stopwatch.GetElapsedTime(since) is var elapsed && elapsed < length)
        {
            for (var due = (int)(elapsed.TotalSeconds * perSecond); sent < due; sent++)
            {
                // Boxes take turns by whole cases, so that the alerts of one come in a row.
                var box = boxes[sent / AlertStream.PerCase % boxes.Count];
                var (id, payload) = alerts.Next(box.Device);
                SentAt[id] = DateTimeOffset.UtcNow;
                under.Add(box.Send(id, payload, ct));
            }

            await Task.Delay(2, ct);
        }

        await Task.WhenAll(under);
        foreach (var box in boxes)
            await box.Answered(ct);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var box in boxes)
            await box.DisposeAsync();
    }

    private sealed class Box(string device, bool receipts) : IAsyncDisposable
    {
        private readonly IMqttClient client = new MqttClientFactory().CreateMqttClient();
        // As a spool does: what has no receipt after this is sent again.
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
        private readonly SemaphoreSlim free = new(Window);
        private readonly ConcurrentDictionary<string, byte[]> unanswered = new();

        public string Device => device;

        public static async Task<Box> Connect(string device, string token, int port, bool receipts, CancellationToken ct)
        {
            var box = new Box(device, receipts);
            box.client.ApplicationMessageReceivedAsync += e =>
            {
                var reader = new Utf8JsonReader(e.ApplicationMessage.Payload);
                var receipt = JsonSerializer.Deserialize(ref reader, ContractJson.Wire.CloudEventReceipt)!.Data;
                if (receipt.Result != ReceiptResult.Accepted)
                    Console.Error.WriteLine($"bench: {device}: {receipt.Result} {receipt.Reason} {receipt.Detail}");
                // One sent twice is answered twice.
                if (box.unanswered.TryRemove(receipt.MessageId, out _))
                    box.free.Release();
                return Task.CompletedTask;
            };
            await box.client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", port).WithProtocolVersion(MqttProtocolVersion.V500).WithClientId(device)
                .WithCredentials(device, token).WithTimeout(TimeSpan.FromSeconds(60)).Build(), ct);
            if (receipts)
                await box.client.SubscribeAsync(Topics.Receipts(device), MqttQualityOfServiceLevel.AtLeastOnce, ct);
            return box;
        }

        public async Task Send(string id, byte[] payload, CancellationToken ct)
        {
            await Free(ct);
            if (receipts)
                unanswered[AlertIds.Message(id, 0)] = payload;
            await Publish(payload, ct);
            if (!receipts)
                free.Release();
        }

        private Task Publish(byte[] payload, CancellationToken ct) =>
            client.PublishAsync(new() { Topic = $"{Topics.Prefix}/{device}/alerts", PayloadSegment = payload, QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce }, ct);

        private async Task Free(CancellationToken ct)
        {
            while (!await free.WaitAsync(Patience, ct))
                foreach (var payload in unanswered.Values)
                    await Publish(payload, ct);
        }

        public async Task Answered(CancellationToken ct)
        {
            for (var i = 0; i < Window; i++)
                await Free(ct);
            free.Release(Window);
        }

        public async ValueTask DisposeAsync()
        {
            await client.DisconnectAsync();
            client.Dispose();
        }
    }
}
