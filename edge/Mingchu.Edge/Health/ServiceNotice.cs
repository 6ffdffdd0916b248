using System.Net.Sockets;
using System.Text;

namespace Mingchu.Edge.Health;

/// <summary>
/// What systemd is told by datagrams to <c>$NOTIFY_SOCKET</c> (sd_notify(3)): ready, a line of state, stopping, and a sign of life
/// as long as the pipeline comes round, so that a worker that hangs is started anew. Without that variable it tells nothing.
/// </summary>
/// <param name="socket">Path of the socket, <c>@</c> first for an abstract one; null when nobody listens.</param>
/// <param name="watchdog">A sign of life is due within it; null when none is asked for.</param>
public sealed class ServiceNotice(string? socket, TimeSpan? watchdog)
{
    private static readonly TimeSpan Unasked = TimeSpan.FromSeconds(30);

    /// <summary>As the environment says.</summary>
    public static ServiceNotice FromEnvironment(Func<string, string?> environment) =>
        new(environment("NOTIFY_SOCKET") is { Length: > 1 } path ? path : null,
            long.TryParse(environment("WATCHDOG_USEC"), System.Globalization.CultureInfo.InvariantCulture, out var microseconds) && microseconds > 0
                ? TimeSpan.FromMicroseconds(microseconds) : null);

    /// <summary>Ready, then signs of life until cancelled, then stopping.</summary>
    /// <param name="silence">For how long the pipeline has not come round.</param>
    /// <param name="state">A line for a person.</param>
    /// <param name="time">Paces the signs.</param>
    /// <param name="ct">The service is to stop.</param>
    public async Task RunAsync(Func<TimeSpan> silence, Func<string> state, TimeProvider time, CancellationToken ct)
    {
        if (socket is null)
            return;
        Send("READY=1");
        try
        {
            while (true)
            {
                // What is silent for half the time gets no sign; the other half is what a slow frame may take.
                Send(watchdog is { } within && silence() < within / 2 ? $"WATCHDOG=1\nSTATUS={state()}" : $"STATUS={state()}");
                await Task.Delay((watchdog ?? Unasked) / 4, time, ct);
            }
        }
        catch (OperationCanceledException)
        {
            Send("STOPPING=1");
        }
    }

    private void Send(string text)
    {
        try
        {
            using var link = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            link.SendTo(Encoding.UTF8.GetBytes(text), new UnixDomainSocketEndPoint(socket!.StartsWith('@') ? $"\0{socket[1..]}" : socket));
        }
        catch (SocketException)
        {
            // systemd is being restarted itself; it asks for a sign of life again when it is back.
        }
    }
}
