using System.Buffers;
using Mingchu.Edge.Config;

namespace Mingchu.Edge.Capture;

/// <summary>One running ffmpeg of a camera: says when its first picture is there, and hands pictures on only while it is the one in charge.</summary>
internal sealed class CameraFeed : IDisposable
{
    private readonly CancellationTokenSource stop;
    private readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action<CameraFeed, IMemoryOwner<byte>> take;

    public CameraFeed(StreamSetup setup, CaptureConfig config, ChildProcesses children, Action<CameraFeed, IMemoryOwner<byte>> take, CancellationToken ct)
    {
        (this.take, Setup) = (take, setup);
        stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Ended = new FfmpegStream(setup, config, children).RunAsync(Pass, stop.Token);
    }

    /// <summary>What was asked for.</summary>
    public StreamSetup Setup { get; }

    /// <summary>Done with the first picture; never when there is none.</summary>
    public Task First => first.Task;

    /// <summary>Done when ffmpeg is gone.</summary>
    public Task<StreamEnd> Ended { get; }

    /// <summary>Kills ffmpeg and waits until it is gone.</summary>
    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await Ended;
    }

    /// <inheritdoc/>
    public void Dispose() => stop.Dispose();

    private void Pass(IMemoryOwner<byte> picture)
    {
        first.TrySetResult();
        take(this, picture);
    }
}
