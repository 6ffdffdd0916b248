using System.Collections.Concurrent;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Config;
using Mingchu.Edge.Tests.Support;

namespace Mingchu.Edge.Tests.Capture;

/// <summary>Cameras under capture, and what came of them.</summary>
internal sealed class CaptureRun : IDisposable
{
    private readonly FrameExchange exchange;
    private readonly CancellationTokenSource stop;
    private readonly Task running;
    private readonly ConcurrentQueue<CameraStatus> changes = new();
    private readonly ConcurrentDictionary<string, (int Width, int Height)> shapes = new();
    private readonly ConcurrentDictionary<string, int> counts = new();
    private readonly ConcurrentDictionary<string, IReadOnlyList<DateTimeOffset>> times = new();
    private readonly LogLines log;

    public CaptureRun(EdgeConfig config, ChildProcesses children, LogLines log, CancellationToken ct)
    {
        (this.log, Config) = (log, config);
        stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Board = new(config.Cameras.Select(c => c.Id), DateTimeOffset.UtcNow);
        Board.Changed += changes.Enqueue;
        exchange = new();
        Captures = [.. config.Cameras.Select(c => new CameraCapture(c, config, children, exchange.Open(), Board, Demand, TimeProvider.System, log.Logger))];
        running = Task.WhenAll([.. Captures.Select(c => c.RunAsync(stop.Token)), Task.Run(Read, CancellationToken.None)]);
    }

    public CameraBoard Board { get; }

    public IReadOnlyList<CameraCapture> Captures { get; }

    public EdgeConfig Config { get; }

    /// <summary>Of all of them.</summary>
    public CameraDemand Demand { get; } = new();

    public IEnumerable<CameraState> States(string camera) => changes.Where(c => c.Camera == camera).Select(c => c.State);

    public Task Is(string camera, CameraState state, string? reason = null) =>
        Until.True(() => Board[camera].State == state && (reason is null || Board[camera].Reason == reason), $"{camera} is {state} {reason}; it is {Board[camera]}\n{log.All}", 90);

    public Task Shows(string camera, int width, int height) =>
        Until.True(() => shapes.GetValueOrDefault(camera) == (width, height), $"{camera} shows {width}x{height}\n{log.All}", 90);

    /// <summary>Waits for so many more pictures.</summary>
    public Task ShowsMore(string camera, int count)
    {
        var wanted = counts.GetValueOrDefault(camera) + count;
        return Until.True(() => counts.GetValueOrDefault(camera) >= wanted, $"{camera} shows {count} more pictures\n{log.All}", 90);
    }

    /// <summary>Waits for so many more pictures, or until it is told that none come, and why.</summary>
    public Task ShowsMoreOrIsOffline(string camera, int count)
    {
        var wanted = counts.GetValueOrDefault(camera) + count;
        return Until.True(() => counts.GetValueOrDefault(camera) >= wanted || Board[camera] is { State: CameraState.Offline, Reason.Length: > 0 }, $"{camera} shows {count} more pictures or is offline\n{log.All}", 90);
    }

    /// <summary>Waits until the last pictures came so often, by a factor of 1.7 either way.</summary>
    public Task Comes(string camera, double every) => Until.True(() => times.GetValueOrDefault(camera) is { Count: >= 4 } all
        && all.TakeLast(4).ToArray() is var last && (last[3] - last[0]).TotalSeconds / 3 is var step && step > every / 1.7 && step < every * 1.7,
        $"{camera} comes every {every} s\n{log.All}", 90);

    public void Dispose()
    {
        stop.Cancel();
        running.Wait(TimeSpan.FromSeconds(20));
        exchange.Dispose();
        stop.Dispose();
    }

    private void Read()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (exchange.Take(TimeSpan.FromSeconds(1), stop.Token) is not { } turn)
                    continue;
                using (turn)
                {
                    var frame = turn.Frame;
                    shapes[frame.Camera] = (frame.Width, frame.Height);
                    times[frame.Camera] = [.. times.GetValueOrDefault(frame.Camera, []).TakeLast(9), frame.CapturedAt];
                    counts.AddOrUpdate(frame.Camera, 1, (_, n) => n + 1);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
