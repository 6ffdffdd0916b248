using System.Diagnostics;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Clips;
using Mingchu.Edge.Clock;
using Mingchu.Edge.Config;
using Mingchu.Edge.Core.Motion;
using Mingchu.Edge.Core.Rules;
using Mingchu.Edge.Evidence;
using Mingchu.Edge.Health;
using Mingchu.Edge.Inference;
using Mingchu.Edge.Local;
using Mingchu.Edge.Sensing;
using Mingchu.Edge.Sight;
using Mingchu.Edge.Spool;

namespace Mingchu.Edge;

/// <summary>
/// The path of a picture: frame, detections, tracks, rules, alert, evidence, spool. Several workers, each with another camera, all through one
/// recogniser; the frame that ended the dwell time is the evidence.
/// </summary>
public sealed class Pipeline(
    EdgeConfig config,
    FrameExchange frames,
    CameraBoard board,
    CameraDemand demand,
    ClockWatch clocks,
    Recogniser recogniser,
    EvidenceFolder evidence,
    ClipCutter clips,
    AlertSpool spool,
    Vitals vitals,
    SensorWatch sensors,
    Prompter? prompter,
    TimeProvider time,
    Serilog.ILogger log) : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly View[] views = [.. config.Cameras.Select(c => View.Of(c, [.. config.Rules, .. c.Rules], recogniser, config.Analysis.Motion, new(config.Data)))];
    private readonly SpoolIntake intake = new(spool, log);
    private readonly ReaderWriterLockSlim swap = new();
    private Wish? wish;

    /// <summary>Codes of what some camera or sensor watches, each once.</summary>
    public IReadOnlyList<string> Hazards => [.. views.SelectMany(v => v.Watch.Rulebook.Hazards.Concat(v.CameraRules.Watching)).Concat(sensors.Hazards).Distinct()];

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var left in spool.LeftOpen)
            await intake.TakeAsync([AlertMessages.ToSpool(config.Device, AlertMessages.Withdrawn(left))]);
        using var all = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var parts = Enumerable.Range(0, config.Analysis.Workers).Select(i => Task.Factory.StartNew(
            () => Work(i, all.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).Append(SeeToCamerasAsync(all.Token)).ToArray();
        var first = await Task.WhenAny(parts);
        await all.CancelAsync();
        await Task.WhenAll(parts).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await first;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        intake.Dispose();
        swap.Dispose();
    }

    // Computation: it has a thread to itself and leaves the pool to input and output.
    private void Work(int worker, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            vitals.Beat(worker);
            if (frames.Take(Second, ct) is not { } turn)
                continue;
            using (turn)
            {
                Analyse(views[turn.Camera], turn.Frame);
                demand[turn.Camera] = views[turn.Camera].Close;
            }
        }
    }

    /// <summary>Goes on by another configuration of the same cameras and sensors, and by other models, between two frames; done when it does. One caller at a time.</summary>
    public Task ChangeAsync(EdgeConfig to, Recogniser models)
    {
        var asked = new Wish(to, models, new(TaskCreationOptions.RunContinuationsAsynchronously));
        Volatile.Write(ref wish, asked);
        return asked.Done.Task;
    }

    // On the task that steps camera rules and sensors; the lock keeps frames out.
    private async Task ChangeAsync(Wish asked)
    {
        try
        {
            foreach (var change in Change(asked.Config, asked.Models))
                await ReportAsync(change, frame: null);
            asked.Done.SetResult();
        }
        catch (Exception e)
        {
            asked.Done.SetException(e);
        }
    }

    private List<AlertChange> Change(EdgeConfig to, Recogniser models)
    {
        swap.EnterWriteLock();
        try
        {
            var changes = new List<AlertChange>();
            foreach (var (view, camera) in views.Zip(to.Cameras))
                changes.AddRange(view.Change([.. to.Rules, .. camera.Rules], camera, models));
            changes.AddRange(sensors.Change(to.Sensors));
            (config, recogniser) = (to, models);
            return changes;
        }
        finally
        {
            swap.ExitWriteLock();
        }
    }

    // The thread that enters the lock is the one that waits, so it leaves it too.
    private void Analyse(View view, Frame frame)
    {
        swap.EnterReadLock();
        try
        {
            AnalyseAsync(view, frame).GetAwaiter().GetResult();
        }
        finally
        {
            swap.ExitReadLock();
        }
    }

    private async Task AnalyseAsync(View view, Frame frame)
    {
        var begun = Stopwatch.GetTimestamp();
        try
        {
            var findings = view.Watch.Look(frame);
            See(view, findings);
            view.Close = findings.Close;
            vitals.Analysed(frame.Camera, findings.Motion, Stopwatch.GetElapsedTime(begun), time.GetUtcNow() - frame.CapturedAt);
            foreach (var change in findings.Changes)
                await ReportAsync(change, frame);
        }
        catch (Exception e)
        {
            // One picture that a network or a rule can't stand must not end the watch over all cameras.
            vitals.Failed(frame.Camera, e.Message);
            log.Error(e, "Frame {Number} of camera {Camera} could not be analysed", frame.Number, frame.Camera);
        }
    }

    private void See(View view, Findings findings)
    {
        if (board.See(view.Camera.Id, findings.Seen.Fault))
            log.Warning("Camera {Camera} is {State}: {Evidence}", view.Camera.Id, board[view.Camera.Id].State, findings.Seen.View.Evidence);
        if (view.Watch.ReferenceFault is { } fault && fault != view.ReferenceFault)
            log.Error("Camera {Camera} is compared with no reference: {Fault}", view.Camera.Id, fault);
        view.ReferenceFault = view.Watch.ReferenceFault;
    }

    private async Task SeeToCamerasAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Second, time);
        do
        {
            if (Interlocked.Exchange(ref wish, null) is { } asked)
                await ChangeAsync(asked);
            var now = time.GetUtcNow();
            foreach (var view in views)
                foreach (var change in view.CameraRules.Step(board[view.Camera.Id], clocks[view.Camera.Id], now))
                    await ReportAsync(change, frame: null);
            foreach (var change in sensors.Step(now))
                await ReportAsync(change, frame: null);
            await intake.RetryAsync();
        }
        while (await timer.WaitForNextTickAsync(ct));
    }

    private async Task ReportAsync(AlertChange change, Frame? frame)
    {
        var alert = AlertMessages.Of(config.Device, change, frame is null ? [] : recogniser.Models);
        // Before anything that takes time: the kitchen is to know within 2 s.
        prompter?.Tell(config, change, alert.AlertId);
        List<SpoolMessage> messages = [AlertMessages.ToSpool(config.Device, alert)];
        if (change.Phase == AlertPhase.Raised && frame is not null)
            messages.AddRange(KeepEvidence(alert, change, frame));
        vitals.Alerted(change.Hazard, change.Phase);
        log.Information("Alert {AlertId} of {Hazard} at {Camera} is {Phase}, confidence {Confidence:F2}, since {StartedAt:O}",
            alert.AlertId, change.Hazard, change.Camera, change.Phase, change.Confidence, change.StartedAt);
        await intake.TakeAsync(messages);
        if (change.Phase != AlertPhase.Raised || frame is null)
            return;
        vitals.Kept(time.GetUtcNow() - frame.CapturedAt);
        clips.Ask(alert.AlertId, frame.Camera, frame.CapturedAt);
    }

    private IReadOnlyList<SpoolMessage> KeepEvidence(Alert alert, AlertChange change, Frame frame)
    {
        try
        {
            return evidence.Keep(alert.AlertId, frame, change);
        }
        catch (Exception e)
        {
            // An alert without a picture is worth more than none.
            log.Error(e, "Evidence of alert {AlertId} could not be kept", alert.AlertId);
            return [];
        }
    }

    private sealed record Wish(EdgeConfig Config, Recogniser Models, TaskCompletionSource Done);

    /// <summary>What is remembered of one camera between two frames.</summary>
    private sealed record View(CameraConfig Camera, CameraWatch Watch, CameraRules CameraRules)
    {
        /// <summary>Whether every picture is needed.</summary>
        public bool Close { get; set; } = true;

        /// <summary>Last told.</summary>
        public string? ReferenceFault { get; set; }

        public IReadOnlyList<AlertChange> Change(IReadOnlyList<RuleSettings> rules, CameraConfig camera, Recogniser models) =>
            [.. Watch.Change(rules, camera.Plan, camera.TimeZone, models), .. CameraRules.Change(rules)];

        public static View Of(CameraConfig camera, IReadOnlyList<RuleSettings> rules, Recogniser recogniser, MotionSettings motion, ReferenceFolder references) =>
            new(camera, new(camera.Id, rules, recogniser, camera.Plan, camera.TimeZone, references, motion), new(camera.Id, rules));
    }
}
