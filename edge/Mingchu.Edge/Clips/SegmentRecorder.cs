using Mingchu.Contracts.Messages;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Config;

namespace Mingchu.Edge.Clips;

/// <summary>How a recording ended.</summary>
/// <param name="Segments">Pieces it gave.</param>
/// <param name="Reason">Code of <see cref="CameraReasons"/>.</param>
/// <param name="Detail">A sentence without credentials.</param>
/// <param name="Unplayable">The stream is of a kind that no clip can be made of.</param>
public sealed record RecordingEnd(int Segments, string Reason, string Detail, bool Unplayable = false);

/// <summary>One ffmpeg that copies a stream into pieces, from start to kill; it is killed when no piece is finished in time.</summary>
internal sealed class SegmentRecorder(StreamSetup setup, string folder, int session, CaptureConfig capture, ChildProcesses children)
{
    private static readonly TimeSpan LongestSegment = TimeSpan.FromSeconds(30 + ClipCommand.SegmentSeconds);
    private readonly FfmpegTalk talk = new();
    private int segments;

    /// <summary>What the stream is encoded by; null before that is known.</summary>
    public string? Codec => talk.Codec;

    /// <summary>Runs until the stream ends, gives no piece in time, turns out to be unplayable or is cancelled.</summary>
    public async Task<RecordingEnd> RunAsync(Action<SegmentLine> take, CancellationToken ct)
    {
        using var process = await children.StartAsync("ffmpeg", SegmentCommand.Arguments(setup.Url, ClipCommand.SegmentSeconds, $"{session}-"), folder);
        using var silence = new CancellationTokenSource(capture.Connect + LongestSegment);
        using var useless = new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, silence.Token, useless.Token);
        using var kill = stop.Token.Register(process.KillQuietly);
        var listening = ListenAsync(process.StandardError, useless);
        try
        {
            await process.StandardInput.WriteAsync(FfmpegCommand.Input(setup, capture.Connect));
            process.StandardInput.Close();
            while (await process.StandardOutput.ReadLineAsync(stop.Token) is { } line)
            {
                if (SegmentLine.Read(line) is not { } segment || useless.IsCancellationRequested)
                    continue;
                segments++;
                silence.CancelAfter(LongestSegment);
                take(segment);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The kill closes the pipe under the read; why is decided below.
        }
        var silenced = silence.IsCancellationRequested;
        process.KillQuietly();
        await listening;
        if (useless.IsCancellationRequested)
            return new(segments, CameraReasons.Codec, $"of a stream in {talk.Codec} no clip can be kept that a browser plays; set the camera to H.264, or name another stream as main", Unplayable: true);
        var (reason, detail) = talk.Verdict(segments > 0, silenced);
        return new(segments, reason, detail);
    }

    private async Task ListenAsync(StreamReader speech, CancellationTokenSource useless)
    {
        try
        {
            while (await speech.ReadLineAsync(CancellationToken.None) is { } line)
            {
                talk.Hear(line);
                if (talk.Codec is { } codec && !ClipCommand.CanPlay(codec))
                    await useless.CancelAsync();
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The process is gone; so is what it had to say.
        }
    }
}
