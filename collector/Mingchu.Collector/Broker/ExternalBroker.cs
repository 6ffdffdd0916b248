using System.Buffers;
using Mingchu.Collector.Config;
using Mingchu.Collector.Ingest;
using Mingchu.Contracts;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace Mingchu.Collector.Broker;

/// <summary>
/// The collector's session on a broker that runs by itself. Sessions start clean: what was under way when the link broke comes again from the
/// devices' spools and is recognised as duplicate.
/// </summary>
public sealed class ExternalBroker(ExternalBrokerConfig config, IngestQueue queue, TimeProvider time, ILogger<ExternalBroker> log) : BackgroundService, IBrokerLink
{
    private static readonly string[] States = ["birth", "status", "cameras/+/status", "config/reported"];
    private static readonly string[] Events = ["alerts", "evidence", "telemetry", "sensors/+", "replies"];
    private volatile IMqttClient? live;

    /// <inheritdoc/>
    public event Action? Begun;

    /// <inheritdoc/>
    public bool IsConnected => live?.IsConnected ?? false;

    /// <inheritdoc/>
    public async Task<bool> Publish(IReadOnlyCollection<MqttApplicationMessage> messages, CancellationToken ct)
    {
        if (live is not { IsConnected: true } client)
            return false;
        try
        {
            var answers = await Task.WhenAll(messages.Select(m => client.PublishAsync(m, ct)));
            return answers.All(a => a.IsSuccess);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            log.LogWarning("{Count} messages, the first for {Topic}, could not be published: {Why}", messages.Count, messages.First().Topic, e.Message);
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
        using var client = new MqttClientFactory().CreateMqttClient();
        var gone = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        client.DisconnectedAsync += e =>
        {
            gone.TrySetResult(e.Exception?.Message ?? e.Reason.ToString());
            return Task.CompletedTask;
        };
        client.ApplicationMessageReceivedAsync += e => Receive(e, ct);
        var answer = await client.ConnectAsync(ClientOptions(), ct);
        if (answer.ResultCode != MqttClientConnectResultCode.Success)
            throw new IOException($"the broker {config.Host}:{config.Port} refuses account {config.User}: {answer.ResultCode}");
        await Subscribe(client, ct);
        live = client;
        connected();
        Begun?.Invoke();
        log.LogInformation("Connected to broker {Host}:{Port}", config.Host, config.Port);
        var why = await gone.Task.WaitAsync(ct);
        live = null;
        log.LogWarning("The broker ended the session: {Why}", why);
    }

    private async Task Subscribe(IMqttClient client, CancellationToken ct)
    {
        // State goes to every collector and is replayed on subscribing; events are shared out, and shared subscriptions replay nothing.
        var subscription = new MqttClientSubscribeOptionsBuilder();
        foreach (var name in States)
            subscription.WithTopicFilter($"{Topics.Prefix}/+/{name}", MqttQualityOfServiceLevel.AtLeastOnce);
        foreach (var name in Events)
            subscription.WithTopicFilter($"$share/{config.Group}/{Topics.Prefix}/+/{name}", MqttQualityOfServiceLevel.AtLeastOnce);
        var answer = await client.SubscribeAsync(subscription.Build(), ct);
        if (answer.Items.FirstOrDefault(i => (int)i.ResultCode > 2) is { } refused)
            throw new IOException($"the broker {config.Host}:{config.Port} refuses account {config.User} the topics {refused.TopicFilter.Topic}: {refused.ResultCode}");
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

    private MqttClientOptions ClientOptions()
    {
        var builder = new MqttClientOptionsBuilder()
            .WithTcpServer(config.Host, config.Port)
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithClientId($"mingchu-collector-{Guid.NewGuid():N}")
            .WithCredentials(config.User, (File.ReadLines(config.PasswordFile).FirstOrDefault() ?? "").Trim())
            .WithCleanStart(true)
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(15))
            .WithTimeout(TimeSpan.FromSeconds(10));
        if (config.Tls)
            builder.WithTlsOptions(tls =>
            {
                tls.UseTls().WithTargetHost(config.Host);
                if (config.Ca is null)
                    return;
                var authorities = new System.Security.Cryptography.X509Certificates.X509Certificate2Collection();
                authorities.ImportFromPemFile(config.Ca);
                tls.WithTrustChain(authorities).WithRevocationMode(System.Security.Cryptography.X509Certificates.X509RevocationMode.NoCheck);
            });
        return builder.Build();
    }
}
