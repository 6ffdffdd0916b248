using System.Security.Cryptography.X509Certificates;
using Mingchu.Contracts;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Config;
using Mingchu.Edge.Sensing;
using Mingchu.Edge.Uplink;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace Mingchu.Edge.Local;

/// <summary>The session on the kitchen's own broker: hears sensor gateways, and tells lamps, loudspeakers and screens. Works without the collector, and the rest of the box without it.</summary>
public sealed class LocalLink(string device, LocalConfig config, SensorInbox inbox, TimeProvider time, Serilog.ILogger log)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private volatile IMqttClient? live;
    private string? complaint;

    /// <summary>Whether the broker is reached.</summary>
    public bool Connected => live is { IsConnected: true };

    /// <summary>What keeps it from the broker, or null.</summary>
    public string? Complaint => Connected ? null : complaint ?? "not connected yet";

    /// <summary>Publishes with QoS 0; false when the broker is away. Never throws.</summary>
    public async Task<bool> PublishAsync(string topic, byte[] payload)
    {
        if (live is not { IsConnected: true } client)
            return false;
        try
        {
            await client.PublishAsync(new MqttApplicationMessage { Topic = topic, PayloadSegment = payload, ContentType = "application/json" });
            return true;
        }
        catch (Exception e)
        {
            log.Debug("Not published: {Why}", e.Message);
            return false;
        }
    }

    /// <summary>Runs until cancelled, through every loss of the broker.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        for (var failures = 0; !ct.IsCancellationRequested;)
        {
            try
            {
                await LiveAsync(() => failures = 0, ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                Complain(e.InnerException?.Message ?? e.Message);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            await Task.Delay(Backoff.After(++failures, Random.Shared.NextDouble(), LongestPause), time, ct)
                .ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private async Task LiveAsync(Action connected, CancellationToken ct)
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        var gone = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        client.DisconnectedAsync += e =>
        {
            gone.TrySetResult(e.ReasonString ?? e.Exception?.Message ?? e.Reason.ToString());
            return Task.CompletedTask;
        };
        client.ApplicationMessageReceivedAsync += e =>
        {
            inbox.Take(e.ApplicationMessage.Topic, e.ApplicationMessage.Payload);
            return Task.CompletedTask;
        };
        var answer = await client.ConnectAsync(await OptionsAsync(ct), ct);
        if (answer.ResultCode != MqttClientConnectResultCode.Success)
            throw new IOException($"the broker refuses account {config.User}: {answer.ResultCode}");
        await client.SubscribeAsync(Topics.Sensor(device, "+"), MqttQualityOfServiceLevel.AtLeastOnce, ct);
        connected();
        (live, complaint) = (client, null);
        log.Information("Connected to the kitchen's broker {Broker}", config.Mqtt);
        try
        {
            Complain(await gone.Task.WaitAsync(ct));
        }
        finally
        {
            live = null;
        }
    }

    private async Task<MqttClientOptions> OptionsAsync(CancellationToken ct)
    {
        var secure = config.Mqtt.Scheme == "mqtts";
        var builder = new MqttClientOptionsBuilder()
            .WithTcpServer(config.Mqtt.Host, config.Mqtt.IsDefaultPort || config.Mqtt.Port < 0 ? secure ? 8883 : 1883 : config.Mqtt.Port)
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithClientId($"{device}-edge")
            .WithCredentials(config.User, await Token.ReadAsync(config.PasswordFile, ct))
            .WithCleanStart(true)
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(15))
            .WithTimeout(TimeSpan.FromSeconds(10));
        if (secure)
            builder.WithTlsOptions(tls =>
            {
                tls.UseTls().WithTargetHost(config.Mqtt.Host);
                if (config.Ca is null)
                    return;
                var authorities = new X509Certificate2Collection();
                authorities.ImportFromPemFile(config.Ca);
                tls.WithTrustChain(authorities).WithRevocationMode(X509RevocationMode.NoCheck);
            });
        return builder.Build();
    }

    private void Complain(string why)
    {
        if (complaint != why)
            log.Warning("No connection to the kitchen's broker {Broker}: {Why}", config.Mqtt, why);
        complaint = why;
    }
}
