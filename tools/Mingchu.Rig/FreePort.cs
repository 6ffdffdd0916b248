using System.Net;
using System.Net.Sockets;

namespace Mingchu.Rig;

/// <summary>
/// Loopback ports for servers of a run. They lie below the ports a kernel gives to clients (from 32768 on), so that no connection that happens to be opened
/// takes one before its server listens. Each process gives out those of a block of its own, and none twice before the block is through: the port of a server
/// that is down for a moment goes to nobody else.
/// </summary>
public static class FreePort
{
    private const int First = 10_000, Blocks = 11, Size = 2_000;
    private static readonly Lazy<(TcpListener Claim, int First)> Block = new(Take);
    private static int last;

    /// <summary>A TCP port on which nobody listens. It stays the same over restarts of who gets it.</summary>
    /// <exception cref="InvalidOperationException">All ports of the block are taken, or all blocks.</exception>
    public static int Next()
    {
        for (var tries = 0; tries < Size; tries++)
        {
            // The first one is the block's own.
            var port = Block.Value.First + 1 + (int)((uint)Interlocked.Increment(ref last) % (Size - 1));
            if (Listen(port) is { } free)
            {
                free.Dispose();
                return port;
            }
        }
        throw new InvalidOperationException($"no port from {Block.Value.First} to {Block.Value.First + Size - 1} is free; close the servers that hold them");
    }

    // Who listens on a block's first port has it. The kernel gives it back when the process ends, however it does.
    private static (TcpListener Claim, int First) Take()
    {
        var start = Random.Shared.Next(Blocks);
        for (var i = 0; i < Blocks; i++)
        {
            var first = First + ((start + i) % Blocks * Size);
            if (Listen(first) is { } claim)
                return (claim, first);
        }
        throw new InvalidOperationException(
            $"all {Blocks} blocks of {Size} ports from {First} on are in use: somebody listens on {First}, {First + Size} and so on; close what runs beside this");
    }

    private static TcpListener? Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException)
        {
            listener.Dispose();
            return null;
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
