using System.Buffers;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Config;

namespace Mingchu.Edge.Capture;

/// <summary>
/// Keeps one camera's frames coming: connects, hands frames over, and after any end waits and connects again. In mode adaptive it goes over between all
/// pictures and key frames as the analysis demands: the new ffmpeg takes charge with its first picture, only then is the old one killed, so that
/// nothing is missed; a camera that grants no second connection keeps the first. Tells the board what the camera gives. Knows nothing of other cameras.
/// </summary>
public sealed class CameraCapture(
    int index,
    CameraConfig camera,
    EdgeConfig config,
    ChildProcesses children,
    FrameExchange exchange,
    CameraBoard board,
    CameraDemand demand,
    TimeProvider time,
    Serilog.ILogger log)
{
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(10), Look = TimeSpan.FromMilliseconds(200), NextTry = TimeSpan.FromMinutes(1);
    private readonly Lock gate = new();
    private CameraFeed? inCharge, successor;
    private readonly FreezeWatch freeze = new(config.Capture.Frozen);
    private Canvas canvas = Canvas.Unknown(config.Analysis.Width);
    private long frames;
    private long losses;

    /// <summary>When it gave no pictures, and why.</summary>
    public OutageLog Outages { get; } = new(time);

    /// <summary>Camera id.</summary>
    public string Id => camera.Id;

    /// <summary>Place in the frame exchange.</summary>
    public int Index => index;

    /// <summary>Frames read since the start.</summary>
    public long Frames => Interlocked.Read(ref frames);

    /// <summary>Connections lost, or not got, since the start.</summary>
    public long Reconnects => Interlocked.Read(ref losses);

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

    /// <summary>Until the camera's stream ends.</summary>
    private async Task<StreamEnd> FeedAsync(CancellationToken ct)
    {
        var feed = Open(camera.Mode == CaptureMode.KeyFrames || (camera.Mode == CaptureMode.Adaptive && !demand[index]), ct);
        inCharge = feed;
        var refusedAt = time.GetTimestamp() - (long)(NextTry.TotalSeconds * time.TimestampFrequency);
        try
        {
            while (await Task.WhenAny(feed.Ended, Pause(Look, ct)) != feed.Ended)
            {
                if (camera.Mode != CaptureMode.Adaptive || feed.Setup.KeyFrames != demand[index] || time.GetElapsedTime(refusedAt) < NextTry)
                    continue;
                var next = Open(!feed.Setup.KeyFrames, ct);
                lock (gate)
                    successor = next;
                await Task.WhenAny(next.First, next.Ended, feed.Ended);
                if (next.Ended.IsCompleted && !next.First.IsCompleted)
                {
                    // Some cameras serve one viewer; the mode then stays as it is for a while.
                    refusedAt = time.GetTimestamp();
                    log.Debug("Camera {Camera} grants no second connection: {Why}", camera.Id, (await next.Ended).Detail);
                    next.Dispose();
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

    private CameraFeed Open(bool keyFrames, CancellationToken ct) =>
        new(StreamSetup.For(camera, config, canvas) with { KeyFrames = keyFrames }, config.Capture, children, Take, ct);

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
        await Pause(wait, ct);
    }

    private void Take(CameraFeed from, IMemoryOwner<byte> picture)
    {
        lock (gate)
        {
            // The successor's first picture puts it in charge: the next may be a key frame distance away.
            if (from == successor)
                (inCharge, successor) = (from, null);
            if (from == inCharge)
                Take(picture, from.Setup.Canvas);
            else
                picture.Dispose();
        }
    }

    private void Take(IMemoryOwner<byte> picture, Canvas canvas)
    {
        var now = time.GetUtcNow();
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
        exchange.Offer(index, frame);
    }
}
