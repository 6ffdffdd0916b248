using System.Net;
using System.Net.Sockets;

namespace Mingchu.Rig;

/// <summary>
/// Loopback ports for servers of a run. They lie below the ports a kernel gives to clients (from 32768 on), so that no connection that happens to be opened
/// takes one before its server listens, and no port is given twice in a process.
/// </summary>
public static class FreePort
{
    private const int First = 10_000, Count = 22_000;
    private static int last = Random.Shared.Next(Count);

    /// <summary>A TCP port on which nobody listens. It stays the same over restarts of who gets it.</summary>
    /// <exception cref="InvalidOperationException">All 22 000 ports are taken.</exception>
    public static int Next()
    {
        for (var tries = 0; tries < Count; tries++)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref last) % Count);
            if (IsFree(port))
                return port;
        }
        throw new InvalidOperationException($"no port between {First} and {First + Count - 1} is free; close the servers that hold them");
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
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
