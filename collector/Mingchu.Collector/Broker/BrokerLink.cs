using System.Buffers;
using System.Text.Json;
using Mingchu.Collector.Ingest;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace Mingchu.Collector.Broker;

/// <summary>How the collector connects to the broker.</summary>
/// <param name="Group">Group of the shared subscription; null for the embedded broker, which has none and one reader.</param>
public sealed record BrokerLinkOptions(string Host, int Port, string User, string Password, bool Tls, string? Ca, string? Group);

/// <summary>
/// The collector's own session on the broker, embedded or not: takes messages in and sends receipts out. Sessions start clean: what was under
/// way when the link broke comes again from the devices' spools and is recognised as duplicate.
/// </summary>
public sealed class BrokerLink(Func<BrokerLinkOptions> options, IngestQueue queue, TimeProvider time, ILogger<BrokerLink> log) : BackgroundService
{
    private static readonly string[] States = ["birth", "status", "cameras/+/status", "config/reported"];
    private static readonly string[] Events = ["alerts", "evidence", "telemetry", "sensors/+", "replies"];
    private volatile IMqttClient? live;

    /// <summary>Told when a session stands; must not throw or wait.</summary>
    public event Action? Begun;

    /// <summary>Whether the session stands.</summary>
    public bool IsConnected => live?.IsConnected ?? false;

    /// <summary>Sends receipts; false when the broker did not take one. The device asks again, so nothing is lost then.</summary>
    public async Task<bool> Send(IReadOnlyList<(string Device, Receipt Receipt)> receipts, CancellationToken ct)
    {
        if (live is not { IsConnected: true } client)
            return false;
        try
        {
            await Task.WhenAll(receipts.Select(r => client.PublishAsync(Message(r.Device, r.Receipt), ct)));
            return true;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            log.LogWarning("Receipts could not be sent: {Why}", e.Message);
            return false;
        }
    }

    /// <summary>Publishes with QoS 1; false when the broker did not take it.</summary>
    public Task<bool> Publish(string topic, byte[] payload, bool retain, CancellationToken ct) => Publish(new()
    {
        Topic = topic,
        PayloadSegment = payload,
        ContentType = "application/json",
        QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
        Retain = retain,
    }, ct);

    /// <summary>Asks a device; the broker forgets it when the device does not hear it in time. False when the broker did not take it.</summary>
    public Task<bool> Ask(string device, string id, byte[] payload, TimeSpan within, CancellationToken ct) => Publish(new()
    {
        Topic = Topics.CameraCommands(device),
        PayloadSegment = payload,
        ContentType = "application/json",
        QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
        ResponseTopic = Topics.Replies(device),
        CorrelationData = System.Text.Encoding.ASCII.GetBytes(id),
        MessageExpiryInterval = (uint)within.TotalSeconds,
    }, ct);

    private async Task<bool> Publish(MqttApplicationMessage message, CancellationToken ct)
    {
        if (live is not { IsConnected: true } client)
            return false;
        try
        {
            var answer = await client.PublishAsync(message, ct);
            return answer.IsSuccess;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            log.LogWarning("{Topic} could not be published: {Why}", message.Topic, e.Message);
            return false;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = TimeSpan.Zero;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Live(() => pause = TimeSpan.Zero, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("No broker: {Why}", e.InnerException?.Message ?? e.Message);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            pause = pause == TimeSpan.Zero ? TimeSpan.FromMilliseconds(200) : TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, TimeSpan.FromSeconds(5).Ticks));
            await Task.Delay(pause, time, stoppingToken).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private async Task Live(Action connected, CancellationToken ct)
    {
        var to = options();
        using var client = new MqttClientFactory().CreateMqttClient();
        var gone = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        client.DisconnectedAsync += e =>
        {
            gone.TrySetResult(e.Exception?.Message ?? e.Reason.ToString());
            return Task.CompletedTask;
        };
        client.ApplicationMessageReceivedAsync += e => Receive(e, ct);
        var answer = await client.ConnectAsync(ClientOptions(to), ct);
        if (answer.ResultCode != MqttClientConnectResultCode.Success)
            throw new IOException($"the broker {to.Host}:{to.Port} refuses account {to.User}: {answer.ResultCode}");
        await Subscribe(client, to, ct);
        live = client;
        connected();
        Begun?.Invoke();
        log.LogInformation("Connected to broker {Host}:{Port}", to.Host, to.Port);
        var why = await gone.Task.WaitAsync(ct);
        live = null;
        log.LogWarning("The broker ended the session: {Why}", why);
    }

    private static async Task Subscribe(IMqttClient client, BrokerLinkOptions to, CancellationToken ct)
    {
        // State goes to every collector and is replayed on subscribing; events are shared out, and shared subscriptions replay nothing.
        var shared = to.Group is null ? "" : $"$share/{to.Group}/";
        var subscription = new MqttClientSubscribeOptionsBuilder();
        foreach (var name in States)
            subscription.WithTopicFilter($"{Topics.Prefix}/+/{name}", MqttQualityOfServiceLevel.AtLeastOnce);
        foreach (var name in Events)
            subscription.WithTopicFilter($"{shared}{Topics.Prefix}/+/{name}", MqttQualityOfServiceLevel.AtLeastOnce);
        var answer = await client.SubscribeAsync(subscription.Build(), ct);
        if (answer.Items.FirstOrDefault(i => (int)i.ResultCode > 2) is { } refused)
            throw new IOException($"the broker {to.Host}:{to.Port} refuses account {to.User} the topics {refused.TopicFilter.Topic}: {refused.ResultCode}");
    }

    private async Task Receive(MqttApplicationMessageReceivedEventArgs e, CancellationToken ct)
    {
        e.AutoAcknowledge = false;
        var message = e.ApplicationMessage;
        await queue.Add(new Incoming(message.Topic, message.Payload.ToArray(), time.GetUtcNow())
        {
            Replay = message.Retain,
            Acknowledge = message.QualityOfServiceLevel == MqttQualityOfServiceLevel.AtMostOnce ? null : e.AcknowledgeAsync,
        }, ct);
    }

    private static MqttClientOptions ClientOptions(BrokerLinkOptions to)
    {
        var builder = new MqttClientOptionsBuilder()
            .WithTcpServer(to.Host, to.Port)
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithClientId($"mingchu-collector-{Guid.NewGuid():N}")
            .WithCredentials(to.User, to.Password)
            .WithCleanStart(true)
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(15))
            .WithTimeout(TimeSpan.FromSeconds(10));
        if (to.Tls)
            builder.WithTlsOptions(tls =>
            {
                tls.UseTls().WithTargetHost(to.Host);
                if (to.Ca is null)
                    return;
                var authorities = new System.Security.Cryptography.X509Certificates.X509Certificate2Collection();
                authorities.ImportFromPemFile(to.Ca);
                tls.WithTrustChain(authorities).WithRevocationMode(System.Security.Cryptography.X509Certificates.X509RevocationMode.NoCheck);
            });
        return builder.Build();
    }

    private static MqttApplicationMessage Message(string device, Receipt receipt) => new()
    {
        Topic = Topics.Receipts(device),
        PayloadSegment = JsonSerializer.SerializeToUtf8Bytes(
            new CloudEvent<Receipt>("1.0", $"receipt/{Guid.NewGuid():N}", "collector", MessageTypes.Receipt, receipt.At, receipt), ContractJson.Wire.CloudEventReceipt),
        ContentType = "application/json",
        QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
    };
}
