using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Formatter;
using MQTTnet.Implementations;
using MQTTnet.Server;

namespace Mingchu.Collector.Broker;

/// <summary>
/// Takes TCP and TLS connections for the embedded broker. MQTTnet's own adapter would allocate whatever length a packet claims, up to 256 MB,
/// before anybody logged in; here a longer packet ends the connection before its body is read, and so does one connection too many.
/// </summary>
internal sealed class BoundedServerAdapter(ILogger log) : IMqttServerAdapter
{
    /// <summary>Largest packet, bytes: eight times what the contract reads, so that an oversized message still gets a receipt.</summary>
    public const int MostPacketBytes = 1024 * 1024;

    private const int MostConnections = 20_000;
    private static readonly TimeSpan HandshakePatience = TimeSpan.FromSeconds(15);
    private readonly CancellationTokenSource stop = new();
    private readonly List<Socket> listeners = [];
    private int connections;

    public Func<IMqttChannelAdapter, Task>? ClientHandler { get; set; }

    public Task StartAsync(MqttServerOptions options, IMqttNetLogger logger)
    {
        var plain = options.DefaultEndpointOptions;
        if (plain.IsEnabled)
            Listen(plain, null, logger);
        var tls = options.TlsEndpointOptions;
        if (tls.IsEnabled)
            Listen(tls, tls, logger);
        return Task.CompletedTask;
    }

    public Task StopAsync()
    {
        stop.Cancel();
        foreach (var listener in listeners)
            listener.Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        stop.Cancel();
        foreach (var listener in listeners)
            listener.Dispose();
    }

    private void Listen(MqttServerTcpEndpointBaseOptions endpoint, MqttServerTlsTcpEndpointOptions? tls, IMqttNetLogger logger)
    {
        var address = endpoint.BoundInterNetworkAddress.Equals(IPAddress.None) ? endpoint.BoundInterNetworkV6Address : endpoint.BoundInterNetworkAddress;
        var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Bind(new IPEndPoint(address, endpoint.Port));
        listener.Listen(512);
        listeners.Add(listener);
        _ = Accept(listener, tls, logger);
    }

    private async Task Accept(Socket listener, MqttServerTlsTcpEndpointOptions? tls, IMqttNetLogger logger)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                _ = Serve(await listener.AcceptAsync(stop.Token), tls, logger);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException e)
            {
                log.LogWarning("A connection could not be accepted: {Why}", e.Message);
                await Task.Delay(100, CancellationToken.None);
            }
        }
    }

    private async Task Serve(Socket socket, MqttServerTlsTcpEndpointOptions? tls, IMqttNetLogger logger)
    {
        var from = "";
        Stream? stream = null;
        try
        {
            if (Interlocked.Increment(ref connections) > MostConnections)
                throw new IOException($"more than {MostConnections} connections");
            from = socket.RemoteEndPoint?.ToString() ?? "";
            socket.NoDelay = true;
            stream = new NetworkStream(socket, ownsSocket: true);
            if (tls is not null)
                stream = await Encrypt(stream, tls);
            using var channel = new BoundedChannel(new MqttTcpChannel(stream, socket.LocalEndPoint, socket.RemoteEndPoint, null), MostPacketBytes);
            using var adapter = new MqttChannelAdapter(channel, new MqttPacketFormatterAdapter(new MqttBufferWriter(4096, 65535)), logger);
            if (ClientHandler is { } handler)
                await handler(adapter);
        }
        catch (Exception e)
        {
            log.LogInformation("Connection from {Address} ended: {Why}", from, e.Message);
        }
        finally
        {
            Interlocked.Decrement(ref connections);
            if (stream is not null)
                await stream.DisposeAsync();
            socket.Dispose();
        }
    }

    private async Task<Stream> Encrypt(Stream stream, MqttServerTlsTcpEndpointOptions tls)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        patience.CancelAfter(HandshakePatience);
        var encrypted = new SslStream(stream, leaveInnerStreamOpen: false);
        await encrypted.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
        {
            ServerCertificate = tls.CertificateProvider.GetCertificate(),
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        }, patience.Token);
        return encrypted;
    }
}
