using System.Net.Sockets;
using System.Text;
using Mingchu.Edge.Capture;

namespace Mingchu.Edge.Clock;

/// <summary>Asks a camera what time it has, by a question that needs no login and so is asked without one: RTSP <c>OPTIONS</c> or HTTP <c>HEAD</c>.</summary>
public static class CameraClock
{
    private const int LongestAnswer = 8192, RtspPort = 554;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Whether cameras with such an address are asked; those behind TLS are not.</summary>
    public static bool CanAsk(CameraUrl url) => new Uri(url.Secret).Scheme is "rtsp" or "http";

    /// <summary>How far its clock is ahead; null when it does not say.</summary>
    /// <param name="offset">Of the time zone it hangs in; see <see cref="ClockHeader.Drift"/>.</param>
    public static async Task<TimeSpan?> DriftAsync(CameraUrl url, TimeSpan offset, TimeProvider time, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            using var socket = new TcpClient();
            var uri = new Uri(url.Secret);
            await socket.ConnectAsync(uri.Host, uri.Port > 0 ? uri.Port : RtspPort, patience.Token);
            var asked = time.GetUtcNow();
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Question(uri)), patience.Token);
            var answer = await ReadHeadAsync(socket.GetStream(), patience.Token);
            return ClockHeader.Read(answer) is { } header ? ClockHeader.Drift(header, asked, time.GetUtcNow(), offset) : null;
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            return null;
        }
    }

    private static string Question(Uri uri) => uri.Scheme == "rtsp"
        ? $"OPTIONS rtsp://{uri.Authority}/ RTSP/1.0\r\nCSeq: 1\r\nUser-Agent: mingchu-edge\r\n\r\n"
        : $"HEAD / HTTP/1.1\r\nHost: {uri.Authority}\r\nConnection: close\r\n\r\n";

    private static async Task<string> ReadHeadAsync(NetworkStream stream, CancellationToken ct)
    {
        var (head, length) = (new byte[LongestAnswer], 0);
        while (length < head.Length)
        {
            var read = await stream.ReadAsync(head.AsMemory(length), ct);
            length += read;
            if (read == 0 || head.AsSpan(0, length).IndexOf("\r\n\r\n"u8) >= 0)
                break;
        }
        return Encoding.ASCII.GetString(head, 0, length);
    }
}
