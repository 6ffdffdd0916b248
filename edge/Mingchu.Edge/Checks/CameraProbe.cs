using Mingchu.Edge.Capture;

namespace Mingchu.Edge.Checks;

/// <summary>What a camera sends, measured on its packets, undecoded.</summary>
/// <param name="Codec">As ffmpeg names it: h264, hevc, mjpeg.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Fps">Pictures per second; null when too few came.</param>
/// <param name="KeySeconds">Longest distance of two key pictures; null when fewer than two came.</param>
/// <param name="Reason">Why nothing came, a code of <see cref="Mingchu.Contracts.Messages.CameraReasons"/>; null when something did.</param>
/// <param name="Detail">The same in ffmpeg's words, without credentials.</param>
public sealed record CameraProbe(string Codec, int Width, int Height, double? Fps, double? KeySeconds, string? Reason = null, string? Detail = null)
{
    /// <summary>Connects and listens for some seconds.</summary>
    public static async Task<CameraProbe> RunAsync(StreamSetup setup, TimeSpan connect, TimeSpan listen, ChildProcesses children, CancellationToken ct)
    {
        using var process = await children.StartAsync("ffmpeg",
            "-nostdin -hide_banner -nostats -loglevel level+verbose -f concat -safe 0 "
            + $"-protocol_whitelist {(setup.Url.IsFile ? "pipe,file" : FfmpegCommand.NetworkProtocols)} -i pipe:0 -map 0:v:0 -c copy -flush_packets 1 -f framecrc pipe:1");
        using var silence = new CancellationTokenSource(connect);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, silence.Token);
        using var kill = stop.Token.Register(process.KillQuietly);
        var talk = new FfmpegTalk();
        var hearing = HearAsync(process.StandardError, talk);
        var packets = new PacketList();
        var first = true;
        try
        {
            await process.StandardInput.WriteAsync(FfmpegCommand.Input(setup, connect));
            process.StandardInput.Close();
            while (await process.StandardOutput.ReadLineAsync(stop.Token) is { } line && !packets.Full)
                if (packets.Take(line) && first)
                {
                    first = false;
                    silence.CancelAfter(listen);
                }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The time is over; what came is judged below.
        }
        ct.ThrowIfCancellationRequested();
        process.KillQuietly();
        await hearing;
        if (!first)
            return packets.Probe;
        var (reason, detail) = talk.Verdict(hadFrames: false, silence.IsCancellationRequested);
        return new("", 0, 0, null, null, reason, detail);
    }

    private static async Task HearAsync(StreamReader speech, FfmpegTalk talk)
    {
        try
        {
            while (await speech.ReadLineAsync(CancellationToken.None) is { } line)
                talk.Hear(line);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The process is gone; so is what it had to say.
        }
    }
}
