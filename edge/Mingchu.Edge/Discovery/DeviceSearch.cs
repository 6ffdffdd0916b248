using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text;

namespace Mingchu.Edge.Discovery;

/// <summary>WS-Discovery: asks by multicast from each interface, and gathers who answers.</summary>
public static class DeviceSearch
{
    private const int MostDevices = 256, MostDatagrams = 4096;

    /// <summary>Where ONVIF devices listen.</summary>
    public static IPEndPoint Group { get; } = new(IPAddress.Parse("239.255.255.250"), 3702);

    /// <summary>IPv4 addresses to ask from: of the interface of that name or address, or of all that are up but loopback.</summary>
    public static IReadOnlyList<IPAddress> Addresses(string? name) =>
    [
        .. from card in NetworkInterface.GetAllNetworkInterfaces()
           where card.OperationalStatus == OperationalStatus.Up || card.NetworkInterfaceType == NetworkInterfaceType.Loopback
           from address in card.GetIPProperties().UnicastAddresses
           where address.Address.AddressFamily == AddressFamily.InterNetwork
           where name is null ? card.NetworkInterfaceType != NetworkInterfaceType.Loopback : card.Name == name || address.Address.ToString() == name
           select address.Address,
    ];

    /// <summary>Devices by their ids, each once, within <paramref name="patience"/>.</summary>
    public static async Task<IReadOnlyList<ProbeMatch>> RunAsync(IReadOnlyList<IPAddress> from, IPEndPoint group, TimeSpan patience, CancellationToken ct)
    {
        var found = await Task.WhenAll(from.Select(address => AskAsync(address, group, patience, ct)));
        return [.. found.SelectMany(f => f).DistinctBy(m => m.Id).OrderBy(m => m.From.ToString(), StringComparer.Ordinal)];
    }

    private static async Task<IReadOnlyList<ProbeMatch>> AskAsync(IPAddress address, IPEndPoint group, TimeSpan patience, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        over.CancelAfter(patience);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        var found = new Dictionary<string, ProbeMatch>(StringComparer.Ordinal);
        try
        {
            socket.Bind(new IPEndPoint(address, 0));
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, address.GetAddressBytes());
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastTimeToLive, 1);
            var message = Guid.NewGuid();
            foreach (var probe in ProbeMatch.Probes(message))
                await socket.SendToAsync(Encoding.UTF8.GetBytes(probe), group, over.Token);
            var buffer = new byte[65536];
            for (var n = 0; n < MostDatagrams && found.Count < MostDevices; n++)
            {
                var answer = await socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), over.Token);
                foreach (var match in ProbeMatch.Parse(Encoding.UTF8.GetString(buffer, 0, answer.ReceivedBytes), ((IPEndPoint)answer.RemoteEndPoint).Address, message))
                    found.TryAdd(match.Id, match);
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The time is over.
        }
        catch (SocketException)
        {
            // An interface without a way out; others may have one.
        }
        return [.. found.Values];
    }
}
