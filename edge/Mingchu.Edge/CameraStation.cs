using Mingchu.Edge.Capture;
using Mingchu.Edge.Clips;
using Mingchu.Edge.Clock;
using Mingchu.Edge.Config;

namespace Mingchu.Edge;

/// <summary>All that runs for one camera, from its first connection until it is taken away: its capture, the ring of its clips, the look at its clock.</summary>
public sealed class CameraStation : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly ClockWatch clocks;
    private volatile CameraConfig camera;
    private Task running = Task.CompletedTask;

    public CameraStation(
        CameraConfig camera, EdgeConfig config, ChildProcesses children, FrameExchange frames, CameraBoard board, ClockWatch clocks, TimeProvider time, Serilog.ILogger log)
    {
        (this.camera, this.clocks, Place) = (camera, clocks, frames.Open());
        Capture = new(camera, config, children, Place, board, Demand, time, log);
        Ring = config.Evidence.Clip.Enabled && camera.ClipUrl is { } url ? new(camera, url, config, children, board, time, log) : null;
    }

    /// <summary>Camera id.</summary>
    public string Id => camera.Id;

    /// <summary>Where its frames are handed over.</summary>
    public FrameExchange.Place Place { get; }

    /// <summary>How closely it is to be watched.</summary>
    public CameraDemand Demand { get; } = new();

    public CameraCapture Capture { get; }

    /// <summary>Null when no clips are kept of it.</summary>
    public ClipRing? Ring { get; }

    /// <summary>Whether a configuration of this camera can be gone over to while it runs: clips neither begin nor end.</summary>
    public bool Fits(CameraConfig to) => to.Id == Id && to.ClipUrl is null == camera.ClipUrl is null;

    /// <summary>Goes over to other settings; those that stay as they are disturb nothing.</summary>
    public void Change(CameraConfig to, EdgeConfig config)
    {
        camera = to;
        Capture.Change(to, config);
        Ring?.Change(to.ClipUrl!, to.Transport);
    }

    /// <summary>Starts; once. Ends by <see cref="DisposeAsync"/>, or in a fault that must not be.</summary>
    public Task Start() => running = Task.WhenAll(Capture.RunAsync(stop.Token), Ring?.RunAsync(stop.Token) ?? Task.CompletedTask, clocks.RunAsync(() => camera, stop.Token));

    /// <summary>Ends it; its ffmpegs are gone when this returns.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        Place.Dispose();
        stop.Dispose();
    }
}
