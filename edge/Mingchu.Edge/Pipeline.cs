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
using Mingchu.Edge.Spool;

namespace Mingchu.Edge;

/// <summary>
/// The path of a picture: frame, detections, tracks, rules, alert, evidence, spool. Several workers, each with another camera, all through one
/// recogniser; the frame that ended the dwell time is the evidence.
/// </summary>
public sealed class Pipeline(
    EdgeConfig config,
    FrameExchange frames,
    IReadOnlyList<CameraStation> stations,
    CameraBoard board,
    ClockWatch clocks,
    Recogniser recogniser,
    EvidenceFolder evidence,
    ClipCutter clips,
    AlertSpool spool,
    SpoolIntake intake,
    Vitals vitals,
    SensorWatch sensors,
    Prompter? prompter,
    TimeProvider time,
    Serilog.ILogger log) : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private volatile IReadOnlyDictionary<FrameExchange.Place, View> views = stations.Zip(config.Cameras).ToDictionary(s => s.First.Place, s => View.Of(s.First, s.Second, config, recogniser));
    private readonly ReaderWriterLockSlim swap = new();
    private Wish? wish;
    private Rota rota = Rota.Start;

    /// <summary>Codes of what some camera or sensor watches, each once.</summary>
    public IReadOnlyList<string> Hazards => [.. views.Values.SelectMany(v => v.Watch.Rulebook.Hazards.Concat(v.CameraRules.Watching)).Concat(sensors.Hazards).Distinct()];

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
    public void Dispose() => swap.Dispose();

    // Computation: it has a thread to itself and leaves the pool to input and output.
    private void Work(int worker, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            vitals.Beat(worker);
            if (frames.Take(Second, ct) is not { } turn)
                continue;
            try
            {
                using (turn)
                    Analyse(turn);
            }
            catch (Exception e) when (Starvation.Is(e))
            {
                Starvation.End();
                throw;
            }
        }
    }

    /// <summary>
    /// Goes on by another configuration of the same sensors, with other cameras and models, between two frames; done when it does. What a camera's rules remember stays; what is
    /// open of cameras that go is withdrawn. One caller at a time.
    /// </summary>
    /// <param name="cameras">The stations of the configuration's cameras, in their order.</param>
    public Task ChangeAsync(EdgeConfig to, Recogniser models, IReadOnlyList<CameraStation> cameras)
    {
        var asked = new Wish(to, models, cameras, new(TaskCreationOptions.RunContinuationsAsynchronously));
        Volatile.Write(ref wish, asked);
        return asked.Done.Task;
    }

    // On the task that steps camera rules and sensors; the lock keeps frames out.
    private async Task ChangeAsync(Wish asked)
    {
        var (changes, failure) = (new List<AlertChange>(), (Exception?)null);
        try
        {
            Change(asked, changes);
        }
        catch (Exception e)
        {
            failure = e;
        }
        // Also when it failed half way: what was withdrawn by then is withdrawn.
        foreach (var change in changes)
            await ReportAsync(change, frame: null);
        if (failure is null)
            asked.Done.SetResult();
        else
            asked.Done.SetException(failure);
    }

    private void Change(Wish asked, List<AlertChange> changes)
    {
        swap.EnterWriteLock();
        try
        {
            var to = asked.Config;
            var (before, next) = (views.Values.ToDictionary(v => v.Id, StringComparer.Ordinal), new Dictionary<FrameExchange.Place, View>());
            foreach (var (station, camera) in asked.Cameras.Zip(to.Cameras))
            {
                if (before.Remove(camera.Id, out var view))
                    changes.AddRange(view.Change(camera, to, asked.Models));
                next.Add(station.Place, view is null ? View.Of(station, camera, to, asked.Models) : view with { Demand = station.Demand });
            }
            changes.AddRange(before.Values.SelectMany(gone => gone.End()));
            changes.AddRange(sensors.Change(to.Sensors));
            (config, recogniser, views) = (to, asked.Models, next);
        }
        finally
        {
            swap.ExitWriteLock();
        }
    }

    // The thread that enters the lock is the one that waits, so it leaves it too.
    private void Analyse(FrameExchange.Turn turn)
    {
        swap.EnterReadLock();
        try
        {
            // A camera may have gone while its frame waited.
            if (views.TryGetValue(turn.Place, out var view))
                AnalyseAsync(view, turn.Frame).GetAwaiter().GetResult();
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
            view.Demand.Needed = findings.Close;
            vitals.Analysed(frame.Camera, findings.Motion, Stopwatch.GetElapsedTime(begun), time.GetUtcNow() - frame.CapturedAt);
            foreach (var change in findings.Changes)
                await ReportAsync(change, frame, findings);
        }
        catch (Exception e) when (!Starvation.Is(e))
        {
            // One picture that a network or a rule can't stand must not end the watch over all cameras.
            vitals.Failed(frame.Camera, e.Message);
            log.Error(e, "Frame {Number} of camera {Camera} could not be analysed", frame.Number, frame.Camera);
        }
    }

    private void See(View view, Findings findings)
    {
        if (board.See(view.Id, findings.Seen.Fault))
            log.Warning("Camera {Camera} is {State}: {Evidence}", view.Id, board[view.Id].State, findings.Seen.View.Evidence);
        if (view.Watch.ReferenceFault is { } fault && fault != view.ReferenceFault)
            log.Error("Camera {Camera} is compared with no reference: {Fault}", view.Id, fault);
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
            foreach (var view in views.Values)
                foreach (var change in view.CameraRules.Step(board[view.Id], clocks[view.Id], now))
                    await ReportAsync(change, frame: null);
            foreach (var change in sensors.Step(now))
                await ReportAsync(change, frame: null);
            await intake.RetryAsync();
            TakeTurns(now);
        }
        while (await timer.WaitForNextTickAsync(ct));
    }

    /// <summary>Says who may be watched closely; a box that carries all allows all.</summary>
    private void TakeTurns(DateTimeOffset now)
    {
        var places = rota.Places;
        // Both are in the order of the configuration.
        var watching = views;
        bool[] wants = [.. config.Cameras.Zip(watching.Values, (camera, view) => camera.Mode == CaptureMode.Adaptive && view.Demand.Needed)];
        rota = rota.Step(wants, config.Cameras.Sum(c => vitals.Of(c.Id).Analysed), watching.Keys.Sum(p => p.Dropped), now);
        foreach (var (index, view) in watching.Values.Index())
            view.Demand.Affordable = rota.Allows(index);
        vitals.Limited(rota.Places);
        if (places is null && rota.Places is { } number)
            log.Warning("The box can't watch {Wanting} cameras closely at once: {Places} are, in turns, the others by key frames meanwhile", wants.Count(w => w), number);
        else if (places is not null && rota.Places is null)
            log.Information("The box watches every camera as closely as it needs again");
    }

    private async Task ReportAsync(AlertChange change, Frame? frame, Findings? findings = null)
    {
        var alert = AlertMessages.Of(config.Device, change, frame is null ? [] : recogniser.Models);
        // Before anything that takes time: the kitchen is to know within 2 s.
        prompter?.Tell(config, change, alert.AlertId);
        List<SpoolMessage> messages = [AlertMessages.ToSpool(config.Device, alert)];
        if (change.Phase == AlertPhase.Raised && frame is not null)
            messages.AddRange(KeepEvidence(alert, change, frame, findings!));
        vitals.Alerted(change.Hazard, change.Phase);
        await intake.TakeAsync(messages);
        // What the log tells is kept.
        log.Information("Alert {AlertId} of {Hazard} at {Camera} is {Phase}, confidence {Confidence:F2}, since {StartedAt:O}",
            alert.AlertId, change.Hazard, change.Camera, change.Phase, change.Confidence, change.StartedAt);
        if (change.Phase != AlertPhase.Raised || frame is null)
            return;
        vitals.Kept(time.GetUtcNow() - frame.CapturedAt);
        clips.Ask(alert.AlertId, frame.Camera, frame.CapturedAt);
    }

    private IReadOnlyList<SpoolMessage> KeepEvidence(Alert alert, AlertChange change, Frame frame, Findings findings)
    {
        try
        {
            return evidence.Keep(alert.AlertId, frame, change, recogniser.Finds(Classes.Head) ? findings.Heads : null);
        }
        catch (Exception e)
        {
            // An alert without a picture is worth more than none.
            log.Error(e, "Evidence of alert {AlertId} could not be kept", alert.AlertId);
            return [];
        }
    }

    private sealed record Wish(EdgeConfig Config, Recogniser Models, IReadOnlyList<CameraStation> Cameras, TaskCompletionSource Done);

    /// <summary>What is remembered of one camera between two frames.</summary>
    private sealed record View(string Id, CameraDemand Demand, CameraWatch Watch, CameraRules CameraRules)
    {
        /// <summary>Last told.</summary>
        public string? ReferenceFault { get; set; }

        public static View Of(CameraStation station, CameraConfig camera, EdgeConfig config, Recogniser recogniser)
        {
            RuleSettings[] rules = [.. config.Rules, .. camera.Rules];
            return new(camera.Id, station.Demand, new(camera.Id, rules, recogniser, camera.Plan, camera.TimeZone, new(config.Data), config.Analysis.Motion), new(camera.Id, rules));
        }

        public IReadOnlyList<AlertChange> Change(CameraConfig camera, EdgeConfig config, Recogniser models)
        {
            RuleSettings[] rules = [.. config.Rules, .. camera.Rules];
            return [.. Watch.Change(rules, camera.Plan, camera.TimeZone, models, config.Analysis.Motion), .. CameraRules.Change(rules)];
        }

        public IReadOnlyList<AlertChange> End() => [.. Watch.End(), .. CameraRules.End()];
    }
}
