using System.Buffers;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Config;

namespace Mingchu.Edge.Capture;

/// <summary>
/// Keeps one camera's frames coming: connects, hands frames over, and after any end waits and connects again. In mode adaptive it goes over between all
/// pictures and key frames as the analysis demands, and at any time to other settings: the new ffmpeg takes charge with its first picture, only then is the
/// old one killed, so that nothing is missed. A camera that grants no second connection keeps its mode, and is left for a moment for other settings. Tells the
/// board what the camera gives. Knows nothing of other cameras.
/// </summary>
public sealed class CameraCapture(
    CameraConfig camera,
    EdgeConfig config,
    ChildProcesses children,
    FrameExchange.Place place,
    CameraBoard board,
    CameraDemand demand,
    TimeProvider time,
    Serilog.ILogger log)
{
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(10), Look = TimeSpan.FromMilliseconds(200), NextTry = TimeSpan.FromMinutes(1);
    private readonly Lock gate = new();
    private CameraFeed? inCharge, successor, paced;
    private readonly FreezeWatch freeze = new(config.Capture.Frozen);
    private readonly KeyFrameWatch keyFrames = new(config.Analysis.LongestKeyFrames);
    private Canvas canvas = Canvas.Unknown(config.Analysis.Width);
    private volatile CameraConfig camera = camera;
    private volatile EdgeConfig config = config;
    private TaskCompletionSource changed = Signal();
    private long frames;
    private long losses;

    /// <summary>When it gave no pictures, and why.</summary>
    public OutageLog Outages { get; } = new(time);

    /// <summary>Camera id.</summary>
    public string Id => camera.Id;

    /// <summary>Frames read since the start.</summary>
    public long Frames => Interlocked.Read(ref frames);

    /// <summary>Connections lost, or not got, since the start.</summary>
    public long Reconnects => Interlocked.Read(ref losses);

    /// <summary>Frames dropped since newer ones were there.</summary>
    public long Dropped => place.Dropped;

    /// <summary>Goes over to other settings of the same camera; settings that say the same of its stream change nothing.</summary>
    public void Change(CameraConfig to, EdgeConfig by)
    {
        (config, camera) = (by, to);
        Interlocked.Exchange(ref changed, Signal()).SetResult();
    }

    /// <summary>Runs until cancelled; a failure of any kind is a state of the camera, never an exception.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var failures = 0;
        while (!ct.IsCancellationRequested)
        {
            var begun = time.GetTimestamp();
            var end = await FeedAsync(ct);
            if (ct.IsCancellationRequested)
                return;
            if (end is null)
            {
                failures = 0;
                continue;
            }
            if (end.Frames > 0 && time.GetElapsedTime(begun) > Steady)
                failures = 0;
            failures++;
            if (end.Reshape is { } shape)
            {
                log.Information("Camera {Camera} needs pictures of {Width}x{Height}", camera.Id, shape.Width, shape.Height);
                canvas = shape;
                // The first sight of a shape is no fault; a camera that changes it all the time waits like any other.
                if (failures < 3)
                    continue;
            }
            await LoseAsync(end, Backoff.After(failures, Random.Shared.NextDouble()), ct);
        }
    }

    private StreamSetup Wanted()
    {
        var now = camera;
        return StreamSetup.For(now, config, canvas) with { KeyFrames = now.Mode == CaptureMode.KeyFrames || (now.Mode == CaptureMode.Adaptive && !demand.Close) };
    }

    /// <summary>Until the camera's stream ends; null when it is left for other settings.</summary>
    private async Task<StreamEnd?> FeedAsync(CancellationToken ct)
    {
        var feed = Open(Wanted(), ct);
        inCharge = feed;
        var (refused, refusedAt) = (feed.Setup, time.GetTimestamp());
        try
        {
            while (await Task.WhenAny(feed.Ended, Pause(Look, ct)) != feed.Ended)
            {
                var wanted = Wanted();
                if (wanted == feed.Setup || (wanted == refused && time.GetElapsedTime(refusedAt) < NextTry))
                    continue;
                if (!feed.First.IsCompleted && wanted.KeyFrames == feed.Setup.KeyFrames)
                    return null;
                var next = Open(wanted, ct);
                lock (gate)
                    successor = next;
                await Task.WhenAny(next.First, next.Ended, feed.Ended);
                if (next.Ended.IsCompleted && !next.First.IsCompleted)
                {
                    var end = await next.Ended;
                    next.Dispose();
                    if (end.Reshape is { } shape)
                    {
                        canvas = shape;
                        continue;
                    }
                    log.Debug("Camera {Camera} grants no second connection: {Why}", camera.Id, end.Detail);
                    // Some cameras serve one viewer; the mode then stays as it is for a while, but other settings must count.
                    if (wanted with { KeyFrames = feed.Setup.KeyFrames } != feed.Setup)
                        return null;
                    (refused, refusedAt) = (wanted, time.GetTimestamp());
                    continue;
                }
                await feed.StopAsync();
                lock (gate)
                    (inCharge, successor) = (next, null);
                feed.Dispose();
                feed = next;
                log.Debug("Camera {Camera} is watched {How}", camera.Id, feed.Setup.KeyFrames ? "by key frames" : "closely");
            }
            return await feed.Ended;
        }
        finally
        {
            await feed.StopAsync();
            feed.Dispose();
        }
    }

    private CameraFeed Open(StreamSetup setup, CancellationToken ct) => new(setup, config.Capture, children, Take, ct);

    private Task Pause(TimeSpan wait, CancellationToken ct) =>
        Task.Delay(wait, time, ct).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    private async Task LoseAsync(StreamEnd end, TimeSpan wait, CancellationToken ct)
    {
        Interlocked.Increment(ref losses);
        if (end.Reshape is null)
            Outages.Lose(end.Reason);
        if (end.Reshape is null && board.Report(camera.Id, CameraState.Offline, time.GetUtcNow(), end.Reason, end.Detail))
            log.Warning("Camera {Camera} is offline, {Reason}: {Detail} ({Url})", camera.Id, end.Reason, end.Detail, camera.Url.ToString());
        log.Debug("Camera {Camera} is tried again in {Wait:F1} s", camera.Id, wait.TotalSeconds);
        await Task.WhenAny(Pause(wait, ct), changed.Task);
    }

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Take(CameraFeed from, IMemoryOwner<byte> picture)
    {
        lock (gate)
        {
            // The successor's first picture puts it in charge: the next may be a key frame distance away.
            if (from == successor)
                (inCharge, successor) = (from, null);
            if (from == inCharge)
                Take(picture, from);
            else
                picture.Dispose();
        }
    }

    private void Take(IMemoryOwner<byte> picture, CameraFeed from)
    {
        var (now, canvas) = (time.GetUtcNow(), from.Setup.Canvas);
        Pace(from, now);
        var frame = new Frame(camera.Id, frames, now, canvas.Width, canvas.Height, picture);
        Interlocked.Increment(ref frames);
        var outage = Outages.End();
        var frozenSince = freeze.Look(frame.Bgr.Span, now);
        var news = frozenSince is { } since
            ? board.Report(camera.Id, CameraState.Frozen, since, CameraReasons.Stalled, "the picture does not change", outage)
            : board.Report(camera.Id, CameraState.Online, now, outage: outage);
        if (outage is not null)
            log.Information("Camera {Camera} was offline for {Seconds:F1} s since {From:O}, {Reason}",
                camera.Id, (outage.Until - outage.From).TotalSeconds, outage.From, outage.Reason);
        if (news)
            log.Information("Camera {Camera} is {State}", camera.Id, frozenSince is null ? "online" : "frozen");
        place.Offer(frame);
    }

    private void Pace(CameraFeed from, DateTimeOffset now)
    {
        if (paced != from)
            keyFrames.Begin();
        paced = from;
        if (from.Setup.KeyFrames && keyFrames.Look(now) is { } distance)
            log.Warning(
                "Camera {Camera} sends a key picture every {Seconds:F1} s, and in mode {Mode} nothing between them is seen: set its key frame (I-frame) interval to {Wanted:F0} s, switch its smart codec (H.264+, H.265+) off, or set mode full",
                camera.Id, distance.TotalSeconds, camera.Mode, config.Analysis.KeyFrames.TotalSeconds);
    }
}
