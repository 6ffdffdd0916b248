using System.Net;
using System.Security.Cryptography.X509Certificates;
using Mingchu.Rig;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace Mingchu.Edge.Tests.Uplink;

/// <summary>A broker that can die and come back at the same port.</summary>
public interface ITestBroker : IAsyncDisposable
{
    int Port { get; }

    (string User, string Password) Collector { get; }

    Task Start(CancellationToken ct);

    Task Kill();
}

/// <summary>MQTTnet's server, as the collector embeds it; with a certificate it offers TLS as well.</summary>
public sealed class EmbeddedBroker(string device, string token, X509Certificate2? certificate = null) : ITestBroker
{
    private readonly TaskCompletionSource subscribing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private MqttServer? server;

    /// <summary>Over once somebody asked for a subscription.</summary>
    public Task Subscribing => subscribing.Task;

    /// <summary>Subscriptions are answered when this is over; at once when there is none.</summary>
    public Task? Owes { get; set; }

    public int TlsPort { get; } = FreePort.Next();

    public int Port { get; } = FreePort.Next();

    public (string User, string Password) Collector => ("collector", "for the test");

    public async Task Start(CancellationToken ct)
    {
        var options = new MqttServerOptionsBuilder().WithDefaultEndpoint().WithDefaultEndpointBoundIPAddress(IPAddress.Loopback)
            .WithDefaultEndpointBoundIPV6Address(IPAddress.None).WithDefaultEndpointPort(Port);
        if (certificate is not null)
            options.WithEncryptedEndpoint().WithEncryptedEndpointBoundIPAddress(IPAddress.Loopback).WithEncryptedEndpointBoundIPV6Address(IPAddress.None)
                .WithEncryptedEndpointPort(TlsPort).WithEncryptionCertificate(certificate);
        server = new MqttServerFactory().CreateMqttServer(options.Build());
        server.ValidatingConnectionAsync += e =>
        {
            if ((e.UserName, e.Password) != (device, token) && (e.UserName, e.Password) != Collector)
                e.ReasonCode = MqttConnectReasonCode.BadUserNameOrPassword;
            return Task.CompletedTask;
        };
        server.InterceptingSubscriptionAsync += _ =>
        {
            subscribing.TrySetResult();
            return Owes ?? Task.CompletedTask;
        };
        await server.StartAsync();
    }

    public async Task Kill()
    {
        if (server is null)
            return;
        await server.StopAsync();
        server.Dispose();
        server = null;
    }

    public async ValueTask DisposeAsync() => await Kill();
}

/// <summary>Mosquitto from the distribution.</summary>
public sealed class RealMosquitto(string device, string token) : ITestBroker
{
    private readonly RunFolder folder = new();
    private MosquittoBroker? broker;

    public int Port => broker!.Port;

    public (string User, string Password) Collector => (MosquittoBroker.CollectorUser, File.ReadAllText(broker!.CollectorPasswordFile));

    public async Task Start(CancellationToken ct)
    {
        if (broker is null)
        {
            broker = new(folder);
            broker.AddDevice(device, token);
        }
        await broker.Start(ct);
    }

    public Task Kill() => broker!.Kill9();

    public async ValueTask DisposeAsync()
    {
        if (broker is not null)
            await broker.DisposeAsync();
        await folder.DisposeAsync();
    }
}
