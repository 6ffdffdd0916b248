using Mingchu.Contracts.Hazards;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Core.Detection;
using Mingchu.Edge.Core.Geometry;
using Mingchu.Edge.Core.Motion;
using Mingchu.Edge.Core.Rules;
using Mingchu.Edge.Core.Tracking;
using Mingchu.Edge.Inference;
using Mingchu.Edge.Sight;

namespace Mingchu.Edge;

/// <summary>
/// One camera's pictures to alert changes: detections, tracks, sight, scene, rules. Holds what is remembered between two frames and nothing of the
/// outside world, so that the worker and tools that judge clips run the very same code. One frame at a time.
/// </summary>
/// <param name="settings">From the widest place to the narrowest; see <see cref="Rulebook.Create"/>.</param>
/// <param name="plan">Zones, masks and hours; null watches the whole picture and knows no hours.</param>
/// <param name="timeZone">Where the camera hangs; null is this machine's.</param>
/// <param name="references">Approved clean views; null knows none.</param>
/// <param name="motion">When the models may pass a picture over.</param>
public sealed class CameraWatch(
    string camera,
    IReadOnlyList<RuleSettings> settings,
    Recogniser recogniser,
    CameraPlan? plan = null,
    TimeZoneInfo? timeZone = null,
    ReferenceFolder? references = null,
    MotionSettings? motion = null)
{
    private Rulebook rulebook = Rulebook.Create(camera, HazardList.Current, settings, plan, new(recogniser.Finds, recogniser.Reads));
    private readonly SightWatch sight = new(camera, references);
    private MotionSettings motion = motion ?? MotionSettings.Default;
    private MotionGate gate = new(motion ?? MotionSettings.Default);
    private readonly ThumbnailMaker thumbnails = new();
    private Cadence cadence = Cadence.Unknown;
    private Effort effort = Effort.Start;
    private IReadOnlyList<Detection> repeated = [];
    private bool inView;
    private TrackerState tracks = TrackerState.Empty;
    private readonly Dictionary<IReadOnlyList<string>, string[]> watched = [];

    private RulesState Rules { get => field ??= RulesState.Start(rulebook); set; }

    /// <summary>Its rules: what it watches, and what it does not and why.</summary>
    public Rulebook Rulebook => rulebook;

    /// <summary>Why the camera's approved reference can't be used; null when it can, and when there is none.</summary>
    public string? ReferenceFault => sight.ReferenceFault;

    /// <summary>Goes on by other settings, plan, time zone, models or motion gate from the next frame on; what was open by a rule that changed is withdrawn.</summary>
    public IReadOnlyList<AlertChange> Change(IReadOnlyList<RuleSettings> newSettings, CameraPlan? newPlan, TimeZoneInfo? newTimeZone, Recogniser newRecogniser, MotionSettings newMotion)
    {
        if (newMotion != motion)
            (motion, gate) = (newMotion, new(newMotion));
        var book = Rulebook.Create(camera, HazardList.Current, newSettings, newPlan, new(newRecogniser.Finds, newRecogniser.Reads));
        (Rules, var changes) = RuleFold.Adopt(Rules, rulebook, book);
        (rulebook, timeZone, recogniser) = (book, newTimeZone, newRecogniser);
        watched.Clear();
        return changes;
    }

    /// <summary>The camera is watched no longer: what is open is withdrawn.</summary>
    public IReadOnlyList<AlertChange> End()
    {
        (Rules, var changes) = RuleFold.Cancel(Rules, rulebook);
        return changes;
    }

    /// <summary>What is to be told of a frame taken at <see cref="Frame.CapturedAt"/>; frames come in the order of their times.</summary>
    public Findings Look(Frame frame)
    {
        var now = frame.CapturedAt;
        cadence = cadence.Step(now);
        var thumbnail = thumbnails.Of(Picture.Of(frame));
        var seenAgain = gate.Look(thumbnail, watched: inView, Due(), now);
        var detections = seenAgain == Motion.Still ? repeated : recogniser.Recognise(frame, (thing, reads) => Rereading.IsDue(tracks, thing, Watched(reads), now));
        if (seenAgain != Motion.Still)
            repeated = Repeated(detections);
        (tracks, var shown) = Tracker.Step(tracks, detections, now, TrackerSettings.Default.At(cadence.Every));
        inView = shown.Any(t => Classes.Moves(t.Class));
        var seen = sight.Look(thumbnail, shown, now);
        var scene = new Scene(shown)
        {
            LocalTime = TimeZoneInfo.ConvertTime(now, timeZone ?? TimeZoneInfo.Local).DateTime,
            View = seen.View.View,
            Objects = seen.Objects,
            Every = cadence.Every,
        };
        (Rules, var changes) = RuleFold.Step(Rules, rulebook, scene, now);
        effort = effort.Step(seenAgain == Motion.Moved, Rules.ShortestPending(rulebook), now);
        return new(detections, scene, changes) { Seen = seen, Motion = seenAgain, Close = effort.Close };
    }

    // What no rule asks for is not read.
    private string[] Watched(IReadOnlyList<string> reads)
    {
        if (!watched.TryGetValue(reads, out var known))
            watched[reads] = known = [.. reads.Intersect(rulebook.Attributes)];
        return known;
    }

    /// <summary>
    /// How long the models may wait: not at all while something new is unconfirmed, and no longer than a fifth of a dwell time that runs, so that an alert always
    /// stands on several looks of the models and never on one that was repeated.
    /// </summary>
    private TimeSpan? Due() => tracks.HasUnconfirmed ? TimeSpan.Zero : Rules.ShortestPending(rulebook) is { } dwell ? dwell / 5 : null;

    // What was read of a person is one opinion, however often a still picture shows it.
    private static IReadOnlyList<Detection> Repeated(IReadOnlyList<Detection> detections) => [.. detections.Select(d => d.Readings.Count == 0 ? d : d with { Readings = [] })];
}

/// <summary>What one frame gave.</summary>
/// <param name="Detections">As the models see them, tentative ones too; of a still picture those of the last that was not.</param>
/// <param name="Scene">What the rules were asked about.</param>
/// <param name="Changes">What the rules answered.</param>
public sealed record Findings(IReadOnlyList<Detection> Detections, Scene Scene, IReadOnlyList<AlertChange> Changes)
{
    /// <summary>Every head that may be in the picture: those the models see now, unsure ones too, and those that were there a moment ago.</summary>
    public IReadOnlyList<Box> Heads => [.. Detections.Where(d => d.Class == Classes.Head).Select(d => d.Box), .. Scene.Tracks.Where(t => t.Class == Classes.Head).Select(t => t.Box)];

    /// <summary>What the view itself shows.</summary>
    public Seen Seen { get; init; } = Seen.Nothing;

    /// <summary>What it shows against the last picture that the models saw; they did not see a still one.</summary>
    public Motion Motion { get; init; } = Motion.Moved;

    /// <summary>Whether every picture of the camera is needed now.</summary>
    public bool Close { get; init; } = true;
}
