using System.Buffers;
using System.Diagnostics;
using Mingchu.Edge.Config;

namespace Mingchu.Edge.Capture;

/// <summary>How one connection to a camera ended.</summary>
/// <param name="Frames">Frames it gave.</param>
/// <param name="Reason">Code of <see cref="Mingchu.Contracts.Messages.CameraReasons"/>; meaningless when <see cref="Reshape"/> is set.</param>
/// <param name="Detail">A sentence without credentials.</param>
/// <param name="Reshape">The canvas that fits better, when the connection was ended for that.</param>
public sealed record StreamEnd(long Frames, string Reason, string Detail, Canvas? Reshape);

/// <summary>
/// One ffmpeg from start to kill: its output cut into pictures of the canvas' size. It is killed when it falls silent, since a stalled
/// ffmpeg waits for ever and ignores SIGTERM; its exit code says nothing and is not read.
/// </summary>
public sealed class FfmpegStream(StreamSetup setup, CaptureConfig config, ChildProcesses children)
{
    private static readonly TimeSpan SlowestKeyFrames = TimeSpan.FromSeconds(30);
    private long frames;

    // Cameras send a key frame every one to ten seconds.
    private TimeSpan Stall => setup.KeyFrames && config.Stall < SlowestKeyFrames ? SlowestKeyFrames : config.Stall;

    /// <summary>Runs until the stream ends, falls silent, changes shape or is cancelled; <paramref name="take"/> then owns each picture.</summary>
    public async Task<StreamEnd> RunAsync(Action<IMemoryOwner<byte>> take, CancellationToken ct)
    {
        Process process;
        try
        {
            process = await children.StartAsync("ffmpeg", FfmpegCommand.Arguments(setup));
        }
        catch (Exception e)
        {
            return new(0, Contracts.Messages.CameraReasons.Codec, $"ffmpeg can't be started: {e.Message}", null);
        }
        using var _ = process;
        using var silence = new CancellationTokenSource(config.Connect);
        using var reshape = new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, silence.Token, reshape.Token);
        using var kill = stop.Token.Register(process.KillQuietly);
        var talk = new FfmpegTalk();
        var listening = ListenAsync(process.StandardError, talk, reshape);
        try
        {
            await process.StandardInput.WriteAsync(FfmpegCommand.Input(setup, config.Connect));
            process.StandardInput.Close();
            await Task.Factory.StartNew(() => Read(process.StandardOutput.BaseStream, silence, take), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        catch (IOException)
        {
            // It was killed while it was told its input; why is decided below.
        }
        finally
        {
            process.KillQuietly();
        }
        var silenced = silence.IsCancellationRequested;
        await listening;
        if (reshape.IsCancellationRequested)
            return new(frames, "", "", Canvas.For(talk.Source!, setup.Width));
        var (reason, detail) = talk.Verdict(frames > 0, silenced);
        return new(frames, reason, detail, null);
    }

    private async Task ListenAsync(StreamReader speech, FfmpegTalk talk, CancellationTokenSource reshape)
    {
        try
        {
            while (await speech.ReadLineAsync(CancellationToken.None) is { } line)
                if (talk.Hear(line) && Canvas.For(talk.Source!, setup.Width) != setup.Canvas)
                    await reshape.CancelAsync();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The process is gone; so is what it had to say.
        }
    }

    /// <summary>Until ffmpeg has ended or was killed, which ends its output.</summary>
    private void Read(Stream output, CancellationTokenSource silence, Action<IMemoryOwner<byte>> take)
    {
        using var pipe = new PicturePipe(output);
        while (true)
        {
            var picture = MemoryPool<byte>.Shared.Rent(setup.Canvas.Bytes);
            try
            {
                if (!pipe.Read(picture.Memory.Span[..setup.Canvas.Bytes]))
                    return;
                frames++;
                silence.CancelAfter(Stall);
                take(picture);
                picture = null;
            }
            finally
            {
                picture?.Dispose();
            }
        }
    }
}
