using Mingchu.Contracts.Hazards;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Clock;
using Mingchu.Edge.Core.Rules;

namespace Mingchu.Edge.Capture;

/// <summary>
/// The hazards that are states of the camera: gone, frozen, covered, out of focus, turned away, its clock wrong. A fold over the state of one camera, called about once a second;
/// an alert begins when the state has lasted its dwell time and ends when it has been over for the clear time.
/// </summary>
public sealed class CameraRules(string camera, IReadOnlyList<RuleSettings> settings)
{
    /// <summary>Each with the time since when it is so, or null while it is not.</summary>
    private static readonly (string Hazard, Func<CameraStatus, ClockReading?, DateTimeOffset?> Since)[] Watched =
    [
        ("camera-offline", (c, _) => In(c, CameraState.Offline)), ("camera-frozen", (c, _) => In(c, CameraState.Frozen)),
        ("camera-blocked", (c, _) => In(c, CameraState.Blocked)), ("camera-blurred", (c, _) => In(c, CameraState.Blurred)),
        ("camera-moved", (c, _) => In(c, CameraState.Moved)), ("clock-drift", (_, clock) => clock?.DriftingSince),
    ];

    private Matter[] matters = Matters(settings);

    /// <summary>Hazards of this kind.</summary>
    public static IEnumerable<string> Hazards => Watched.Select(w => w.Hazard);

    /// <summary>Hazards of this kind that are not switched off here.</summary>
    public IEnumerable<string> Watching => matters.Select(m => m.Hazard);

    /// <summary>Whether a hazard is of this kind.</summary>
    public static bool Knows(string hazard) => Hazards.Contains(hazard);

    /// <summary>Goes on by other settings; what was open by a rule that changed is withdrawn.</summary>
    public IReadOnlyList<AlertChange> Change(IReadOnlyList<RuleSettings> newSettings)
    {
        var before = matters;
        matters = [.. Matters(newSettings).Select(m => before.FirstOrDefault(old => old.Settings == m.Settings) ?? m)];
        return Withdraw(before.Except(matters));
    }

    /// <summary>The camera is watched no longer: what is open is withdrawn.</summary>
    public IReadOnlyList<AlertChange> End()
    {
        var before = matters;
        matters = [];
        return Withdraw(before);
    }

    /// <summary>The state of the camera and of its clock now; at most one change per hazard.</summary>
    public IReadOnlyList<AlertChange> Step(CameraStatus status, ClockReading? clock, DateTimeOffset now)
    {
        List<AlertChange>? changes = null;
        foreach (var matter in matters)
        {
            if (Step(matter, matter.Since(status, clock), now) is { } change)
                (changes ??= []).Add(change);
        }
        return changes ?? (IReadOnlyList<AlertChange>)[];
    }

    private List<AlertChange> Withdraw(IEnumerable<Matter> ended) => [.. ended.Where(m => m.RaisedAt is not null).Select(m => Change(m, AlertPhase.Cancelled, Verdict.Undetermined))];

    private AlertChange? Step(Matter matter, DateTimeOffset? since, DateTimeOffset now)
    {
        if (since is { } begun)
        {
            matter.LastSeen = now;
            if (matter.RaisedAt is not null || now - begun < matter.Settings.Dwell)
                return null;
            (matter.StartedAt, matter.RaisedAt) = (begun, now);
            return Change(matter, AlertPhase.Raised, Verdict.Violation);
        }
        if (matter.RaisedAt is null || now - matter.LastSeen < matter.Settings.Clear)
            return null;
        var ended = Change(matter, AlertPhase.Cleared, Verdict.Compliant);
        matter.RaisedAt = null;
        return ended;
    }

    private AlertChange Change(Matter matter, AlertPhase phase, Verdict verdict) => new(
        phase, phase == AlertPhase.Raised ? 0 : 1, matter.Hazard, camera, null, verdict, 1, matter.StartedAt, matter.RaisedAt!.Value,
        phase == AlertPhase.Raised ? null : matter.LastSeen, []);

    private static DateTimeOffset? In(CameraStatus status, CameraState state) => status.State == state ? status.Since : null;

    private static Matter[] Matters(IReadOnlyList<RuleSettings> settings) =>
        [.. Watched.Select(w => new Matter(w.Hazard, w.Since, Settings(w.Hazard, settings))).Where(m => m.Settings.Enabled ?? true)];

    private static RuleSettings Settings(string hazard, IReadOnlyList<RuleSettings> settings)
    {
        var listed = HazardList.Current.Find(hazard)!;
        var set = RuleSettings.For(hazard, settings);
        return set with { Dwell = set.Dwell ?? TimeSpan.FromSeconds(listed.DwellSeconds), Clear = set.Clear ?? TimeSpan.FromSeconds(listed.ClearSeconds) };
    }

    private sealed class Matter(string hazard, Func<CameraStatus, ClockReading?, DateTimeOffset?> since, RuleSettings settings)
    {
        public string Hazard { get; } = hazard;
        public Func<CameraStatus, ClockReading?, DateTimeOffset?> Since { get; } = since;
        public RuleSettings Settings { get; } = settings;
        public DateTimeOffset StartedAt { get; set; }
        public DateTimeOffset? RaisedAt { get; set; }
        public DateTimeOffset LastSeen { get; set; }
    }
}
