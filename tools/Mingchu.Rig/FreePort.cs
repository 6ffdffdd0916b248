using System.Net;
using System.Net.Sockets;

namespace Mingchu.Rig;

/// <summary>Ports nobody listens on.</summary>
public static class FreePort
{
    /// <summary>A loopback TCP port that was free a moment ago. It stays the same over restarts of who gets it.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Whether somebody accepts connections there.</summary>
    public static async Task<bool> Answers(int port, CancellationToken ct)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, ct);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
