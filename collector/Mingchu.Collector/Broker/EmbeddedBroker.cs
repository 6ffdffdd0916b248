using System.Buffers;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mingchu.Collector.Config;
using Mingchu.Collector.Devices;
using Mingchu.Collector.Ingest;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace Mingchu.Collector.Broker;

/// <summary>
/// The MQTT broker inside the collector: every session is a registered device with its token and stays below its own topics. It keeps
/// retained messages over restarts, but no sessions and no queues; what must not be lost rests on receipts and the devices' spools.
/// </summary>
public sealed class EmbeddedBroker(
    EmbeddedBrokerConfig config,
    DeviceRegistry devices,
    RetainedStore retained,
    IngestQueue queue,
    LoginThrottle throttle,
    TimeProvider time,
    ILogger<EmbeddedBroker> log) : IHostedService, IDisposable
{
    private MqttServer? server;

    /// <summary>Password of the collector's own session.</summary>
    public string Password { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>Where the collector's own session connects to.</summary>
    public IPEndPoint Inside
    {
        get
        {
            var end = IPEndPoint.Parse(config.Listen);
            if (end.Address.Equals(IPAddress.Any))
                return new(IPAddress.Loopback, end.Port);
            return end.Address.Equals(IPAddress.IPv6Any) ? new(IPAddress.IPv6Loopback, end.Port) : end;
        }
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        server = new MqttServerFactory().CreateMqttServer(Options(), [new BoundedServerAdapter(log)]);
        server.ValidatingConnectionAsync += Validate;
        server.InterceptingPublishAsync += Publishing;
        server.InterceptingSubscriptionAsync += Subscribing;
        server.LoadingRetainedMessageAsync += async e => e.LoadedRetainedMessages = await retained.Load(CancellationToken.None);
        server.RetainedMessageChangedAsync += e => retained.Save(e.ChangedRetainedMessage, CancellationToken.None);
        await server.StartAsync();
        log.LogInformation("MQTT broker listens on {Address}{Tls}", config.Listen, config.Tls is null ? "" : $" and with TLS on {config.Tls.Listen}");
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
            // Nothing of the collector's own session may be dropped while it is busy; ingest slows the publishers down before this is full.
            .WithMaxPendingMessagesPerClient(100_000)
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
        if (name == BrokerAccess.Collector)
        {
            var own = CryptographicOperations.FixedTimeEquals(
                System.Text.Encoding.UTF8.GetBytes(session.Password ?? ""), System.Text.Encoding.UTF8.GetBytes(Password));
            session.ReasonCode = own ? MqttConnectReasonCode.Success : MqttConnectReasonCode.BadUserNameOrPassword;
            return;
        }

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
        if (publish.UserName == BrokerAccess.Collector || string.IsNullOrEmpty(publish.UserName))
            return;
        var message = publish.ApplicationMessage;
        if (BrokerAccess.MayPublish(publish.UserName, message.Topic))
        {
            message.Retain &= BrokerAccess.MayRetain(message.Topic);
            return;
        }

        publish.ProcessPublish = false;
        publish.Response.ReasonCode = MqttPubAckReasonCode.NotAuthorized;
        await queue.Add(new Incoming(message.Topic, message.Payload.ToArray(), time.GetUtcNow()) { TrespassingAccount = publish.UserName }, publish.CancellationToken);
    }

    private Task Subscribing(InterceptingSubscriptionEventArgs subscription)
    {
        var allowed = subscription.UserName == BrokerAccess.Collector || BrokerAccess.MaySubscribe(subscription.UserName ?? "", subscription.TopicFilter.Topic);
        if (!allowed)
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
