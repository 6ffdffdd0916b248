using Mingchu.Edge.Capture;
using Mingchu.Edge.Clips;
using Mingchu.Edge.Clock;
using Mingchu.Edge.Config;

namespace Mingchu.Edge;

/// <summary>The cameras of a box, each with all that runs for it. They come, change and go while the others run on.</summary>
public sealed class CameraStations
{
    private readonly TaskCompletionSource fault = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CameraBoard board;
    private readonly TimeProvider time;
    private readonly Func<CameraConfig, EdgeConfig, CameraStation> make;
    private volatile IReadOnlyList<CameraStation> all;

    public CameraStations(EdgeConfig config, ChildProcesses children, FrameExchange frames, CameraBoard board, ClockWatch clocks, TimeProvider time, Serilog.ILogger log)
    {
        (this.board, this.time) = (board, time);
        make = (camera, by) => new(camera, by, children, frames, board, clocks, time, log);
        all = [.. config.Cameras.Select(c => make(c, config))];
    }

    /// <summary>As they are now.</summary>
    public IReadOnlyList<CameraStation> All => all;

    /// <summary>Of the cameras that clips are kept of.</summary>
    public IReadOnlyList<ClipRing> Rings => [.. all.Select(s => s.Ring).OfType<ClipRing>()];

    /// <summary>Runs all until cancelled; ends early only when one fails that must not.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var station in all)
            Start(station);
        try
        {
            await fault.Task.WaitAsync(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Stopped as asked.
        }
        finally
        {
            await Task.WhenAll(all.Select(s => s.DisposeAsync().AsTask()));
        }
    }

    /// <summary>The stations of another configuration: those that fit stay, for the others there are new ones, which do nothing yet.</summary>
    public IReadOnlyList<CameraStation> For(EdgeConfig to)
    {
        var next = to.Cameras.Select(c => all.FirstOrDefault(s => s.Fits(c)) ?? make(c, to)).ToList();
        foreach (var added in next.Where(n => all.All(s => s.Id != n.Id)))
            board.Add(added.Id, time.GetUtcNow());
        return next;
    }

    /// <summary>Goes over to stations made by <see cref="For"/>: those no longer wanted end, then those that stay take up their settings and new ones start.</summary>
    public async Task GoOverAsync(IReadOnlyList<CameraStation> next, EdgeConfig to)
    {
        var before = all;
        all = next;
        await EndAsync(before.Except(next), next);
        foreach (var (station, camera) in next.Zip(to.Cameras))
        {
            if (before.Contains(station))
                station.Change(camera, to);
            else
                Start(station);
        }
    }

    /// <summary>Leaves stations made by <see cref="For"/>.</summary>
    public Task LeaveAsync(IReadOnlyList<CameraStation> next) => EndAsync(next.Except(all), all);

    private async Task EndAsync(IEnumerable<CameraStation> ending, IReadOnlyList<CameraStation> staying)
    {
        var gone = ending.ToList();
        await Task.WhenAll(gone.Select(s => s.DisposeAsync().AsTask()));
        foreach (var station in gone.Where(g => staying.All(s => s.Id != g.Id)))
            board.Remove(station.Id);
    }

    private void Start(CameraStation station) => station.Start().ContinueWith(
        t => fault.TrySetException(t.Exception!.InnerExceptions), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
