using System.Buffers;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Mingchu.Collector.Config;
using Mingchu.Collector.Devices;
using Mingchu.Collector.Ingest;
using MQTTnet;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace Mingchu.Collector.Broker;

/// <summary>
/// The MQTT broker inside the collector: every session is a registered device with its token and stays below its own topics. What a device publishes
/// goes straight into the ingest queue, and while that is full the device's session waits. The broker keeps retained messages over restarts, but no
/// sessions and no queues; what must not be lost rests on receipts and the devices' spools.
/// </summary>
public sealed class EmbeddedBroker(
    EmbeddedBrokerConfig config,
    DeviceRegistry devices,
    RetainedStore retained,
    IngestQueue queue,
    LoginThrottle throttle,
    TimeProvider time,
    ILogger<EmbeddedBroker> log) : IHostedService, IBrokerLink, IDisposable
{
    private MqttServer? server;

    /// <inheritdoc/>
    public event Action? Begun;

    /// <inheritdoc/>
    public bool IsConnected => server?.IsStarted ?? false;

    /// <inheritdoc/>
    public async Task<bool> Publish(IReadOnlyCollection<MqttApplicationMessage> messages, CancellationToken ct)
    {
        if (server is not { IsStarted: true })
            return false;
        try
        {
            foreach (var message in messages)
                await server.InjectApplicationMessage(new(message) { SenderClientId = BrokerAccess.Collector, SenderUserName = BrokerAccess.Collector }, ct);
            return true;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // It may stop at this very moment.
            log.LogWarning("{Count} messages, the first for {Topic}, could not be published: {Why}", messages.Count, messages.First().Topic, e.Message);
            return false;
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var kept = await retained.Load(cancellationToken);
        // What boxes said of their state may have been kept, but not taken in, when the collector ended. It is read before anybody can say something newer,
        // and there may be more than the queue holds: who takes from it was started before.
        foreach (var message in kept.Where(m => BrokerAccess.MayRetain(m.Topic)))
            await queue.Add(new Incoming(message.Topic, message.Payload.ToArray(), time.GetUtcNow()) { Replay = true }, cancellationToken);
        server = new MqttServerFactory().CreateMqttServer(Options(), [new BoundedServerAdapter(log)]);
        server.ValidatingConnectionAsync += Validate;
        server.InterceptingPublishAsync += Publishing;
        server.InterceptingSubscriptionAsync += Subscribing;
        server.LoadingRetainedMessageAsync += e =>
        {
            e.LoadedRetainedMessages = kept;
            return Task.CompletedTask;
        };
        server.RetainedMessageChangedAsync += e => retained.Save(e.ChangedRetainedMessage, CancellationToken.None);
        await server.StartAsync();
        log.LogInformation("MQTT broker listens on {Address}{Tls}", config.Listen, config.Tls is null ? "" : $" and with TLS on {config.Tls.Listen}");
        Begun?.Invoke();
    }

    public Task StopAsync(CancellationToken cancellationToken) => server?.StopAsync(new MqttServerStopOptions()) ?? Task.CompletedTask;

    public void Dispose() => server?.Dispose();

    private MqttServerOptions Options()
    {
        var listen = IPEndPoint.Parse(config.Listen);
        var options = new MqttServerOptionsBuilder()
            .WithDefaultEndpoint()
            .WithDefaultEndpointPort(listen.Port)
            .WithDefaultEndpointBoundIPAddress(V4(listen))
            .WithDefaultEndpointBoundIPV6Address(V6(listen))
            .WithDefaultEndpointReuseAddress()
            .WithDefaultCommunicationTimeout(TimeSpan.FromSeconds(15))
            // For a box that does not read: receipts and questions are asked for again, the configuration is told again.
            .WithMaxPendingMessagesPerClient(1000)
            .WithPersistentSessions(false);
        if (config.Tls is { } tls)
        {
            var encrypted = IPEndPoint.Parse(tls.Listen);
            var password = tls.PasswordFile is null ? null : File.ReadAllText(tls.PasswordFile).Trim();
            options.WithEncryptedEndpoint().WithEncryptedEndpointPort(encrypted.Port)
                .WithEncryptedEndpointBoundIPAddress(V4(encrypted)).WithEncryptedEndpointBoundIPV6Address(V6(encrypted))
                .WithEncryptionCertificate(X509CertificateLoader.LoadPkcs12FromFile(tls.Certificate, password));
        }

        return options.Build();
    }

    private async Task Validate(ValidatingConnectionEventArgs session)
    {
        var name = session.UserName ?? "";
        if (!throttle.Allows(session.RemoteEndPoint, name))
        {
            session.ReasonCode = MqttConnectReasonCode.ConnectionRateExceeded;
        }
        else if (!await devices.Authenticate(name, session.Password, session.CancellationToken))
        {
            throttle.Failed(session.RemoteEndPoint, name);
            log.LogWarning("MQTT log-in as {Device} from {Address} failed", FieldRules.Show(name), session.RemoteEndPoint);
            session.ReasonCode = MqttConnectReasonCode.BadUserNameOrPassword;
        }
        else if (!BrokerAccess.MayUseClientId(name, session.ClientId ?? ""))
        {
            session.ReasonCode = MqttConnectReasonCode.ClientIdentifierNotValid;
            session.ReasonString = $"the client id must be '{name}', or that and a suffix after / _ or :";
        }
        else
        {
            throttle.Succeeded(session.RemoteEndPoint, name);
            session.ReasonCode = MqttConnectReasonCode.Success;
        }
    }

    private async Task Publishing(InterceptingPublishEventArgs publish)
    {
        // No session has this name, it is no device's.
        if (publish.UserName == BrokerAccess.Collector)
            return;
        var (account, message) = (publish.UserName ?? "", publish.ApplicationMessage);
        var incoming = new Incoming(message.Topic, message.Payload.ToArray(), time.GetUtcNow());
        if (BrokerAccess.MayPublish(account, message.Topic))
        {
            message.Retain &= BrokerAccess.MayRetain(message.Topic);
        }
        else
        {
            publish.ProcessPublish = false;
            publish.Response.ReasonCode = MqttPubAckReasonCode.NotAuthorized;
            incoming = incoming with { TrespassingAccount = account };
        }

        await queue.Add(incoming, publish.CancellationToken);
    }

    private Task Subscribing(InterceptingSubscriptionEventArgs subscription)
    {
        if (!BrokerAccess.MaySubscribe(subscription.UserName ?? "", subscription.TopicFilter.Topic))
        {
            subscription.ProcessSubscription = false;
            subscription.Response.ReasonCode = MqttSubscribeReasonCode.NotAuthorized;
            log.LogWarning("Device {Device} may not subscribe to {Filter}", subscription.UserName, FieldRules.Show(subscription.TopicFilter.Topic));
        }

        return Task.CompletedTask;
    }

    private static IPAddress V4(IPEndPoint end) => end.AddressFamily is System.Net.Sockets.AddressFamily.InterNetwork ? end.Address : IPAddress.None;

    private static IPAddress V6(IPEndPoint end) => end.AddressFamily is System.Net.Sockets.AddressFamily.InterNetworkV6 ? end.Address : IPAddress.None;
}
