using Mingchu.Contracts.Messages;
using Mingchu.Edge.Core.Rules;

namespace Mingchu.Edge.Core.Sensing;

/// <summary>
/// Readings to alerts. A reading holds until the next one, or until it is stale. Time is counted in watched time, as in <see cref="RuleFold"/>: a step back
/// of the clock and any step longer than <see cref="Gap"/> count nothing, so no jump of the clock raises or clears an alert. The sensor's own clock has no say.
/// </summary>
public static class SensorFold
{
    /// <summary>Longest step that time is counted over.</summary>
    public static readonly TimeSpan Gap = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan UpdateEvery = TimeSpan.FromMinutes(5);

    /// <summary>One step, with a reading or without; called about once a second. At most one change per rule, in the rules' order.</summary>
    /// <param name="reading">In the sensor's unit, allowed by it; null when none came.</param>
    public static (SensorState State, IReadOnlyList<AlertChange> Changes) Step(SensorState state, Sensor sensor, double? reading, DateTimeOffset now)
    {
        if (state.Matters.Count != sensor.Rules.Count)
            throw new ArgumentException($"the state is of {state.Matters.Count} rules, the sensor has {sensor.Rules.Count}", nameof(state));
        var elapsed = state.At is { } before && now - before is var step && step > TimeSpan.Zero && step <= Gap ? step : TimeSpan.Zero;
        var (last, age) = reading is { } value ? ((value, now), TimeSpan.Zero) : (state.Last, state.Age + elapsed);
        var since = last?.At ?? state.Since ?? now;
        var matters = new SensorMatter[sensor.Rules.Count];
        List<AlertChange>? changes = null;
        for (var i = 0; i < matters.Length; i++)
        {
            var rule = sensor.Rules[i];
            var excess = rule.WaitsForReadings ? (age >= rule.Dwell ? 1 : -1) : last is { } known && age < sensor.StaleAfter ? rule.Excess(known.Value) : (double?)null;
            var view = new View(sensor, rule, excess, rule.WaitsForReadings ? null : last, since, elapsed, now);
            (matters[i], var change) = Decide(state.Matters[i], view);
            if (change is not null)
                (changes ??= []).Add(change);
        }
        return (new() { At = now, Since = state.Since ?? now, Last = last, Age = age, Matters = matters }, changes ?? (IReadOnlyList<AlertChange>)[]);
    }

    /// <summary>Goes on with other rules: open alerts of rules that stay as they are go on, those of others are withdrawn.</summary>
    public static (SensorState State, IReadOnlyList<AlertChange> Changes) Adopt(SensorState state, Sensor from, Sensor to)
    {
        var same = from.Id == to.Id && from.Kind == to.Kind && from.Unit == to.Unit;
        var matters = to.Rules.Select(rule => same && Index(from, rule) is >= 0 and var i ? state.Matters[i] : new SensorMatter.Quiet());
        var changes = from.Rules.Index().Where(r => !same || Index(to, r.Item) < 0).Select(r => (Rule: r.Item, Open: state.Matters[r.Index] as SensorMatter.Open))
            .Where(r => r.Open is not null).Select(r => End(r.Open!, from, r.Rule, AlertPhase.Cancelled, Verdict.Undetermined, null));
        return (state with { Last = same ? state.Last : null, Matters = [.. matters] }, [.. changes]);
    }

    private static int Index(Sensor sensor, SensorRule rule) => sensor.Rules.ToList().IndexOf(rule);

    private static (SensorMatter, AlertChange?) Decide(SensorMatter matter, View view) => matter switch
    {
        SensorMatter.Open open => Watch(open, view),
        SensorMatter.Pending pending when view.Near => Wait(pending with { Lasted = pending.Lasted + view.Elapsed }, view),
        SensorMatter.Pending => (Quiet(matter), null),
        _ when view.Beyond => Wait(new(view.Start(matter.LastStart)) { LastStart = matter.LastStart }, view),
        _ => (matter, null),
    };

    // What only stays within the hysteresis does not begin an alert, but does not end the wait for one either.
    private static (SensorMatter, AlertChange?) Wait(SensorMatter.Pending pending, View view)
    {
        if (!view.Beyond || (pending.Lasted < view.Rule.Dwell && !view.Rule.WaitsForReadings))
            return (pending, null);
        var open = new SensorMatter.Open(pending.StartedAt, view.Now, view.Now) { Told = view.Excess ?? 0, LastStart = pending.StartedAt };
        return (open, Change(AlertPhase.Raised, 0, open, view, Verdict.Violation, endedAt: null));
    }

    private static (SensorMatter, AlertChange?) Watch(SensorMatter.Open open, View view)
    {
        open = open with { SinceEvent = open.SinceEvent + view.Elapsed };
        if (view.Excess is null)
            return (Quiet(open), End(open, view.Sensor, view.Rule, AlertPhase.Cleared, Verdict.Undetermined, null));
        if (!view.Near)
        {
            // The time before this step still belongs to the reading before.
            open = open with { Over = open.Over == TimeSpan.Zero ? TimeSpan.FromTicks(1) : open.Over + view.Elapsed };
            return open.Over < view.Rule.Clear ? (open, null) : (Quiet(open), End(open, view.Sensor, view.Rule, AlertPhase.Cleared, Verdict.Compliant, view.Measured));
        }
        open = open with { Over = TimeSpan.Zero, LastSeenAt = view.Now };
        if (view.Rule.WaitsForReadings || open.SinceEvent < UpdateEvery || view.Excess <= open.Told + view.Rule.Hysteresis)
            return (open, null);
        var told = open with { Next = open.Next + 1, SinceEvent = TimeSpan.Zero, Told = view.Excess.Value };
        return (told, Change(AlertPhase.Updated, open.Next, open, view, Verdict.Violation, endedAt: null));
    }

    private static AlertChange Change(AlertPhase phase, int sequence, SensorMatter.Open open, View view, Verdict verdict, DateTimeOffset? endedAt) => new(
        phase, sequence, view.Rule.Hazard, view.Sensor.Id, Zone: null, verdict, Confidence: 1, open.StartedAt, open.RaisedAt, endedAt, [])
    {
        Sensor = view.Sensor.Id,
        Measured = view.Measured,
    };

    private static AlertChange End(SensorMatter.Open open, Sensor sensor, SensorRule rule, AlertPhase phase, Verdict verdict, Measurement? measured) => new(
        phase, open.Next, rule.Hazard, sensor.Id, Zone: null, verdict, Confidence: 1, open.StartedAt, open.RaisedAt,
        open.LastSeenAt < open.StartedAt ? open.StartedAt : open.LastSeenAt, [])
    {
        Sensor = sensor.Id,
        Measured = measured,
    };

    private static SensorMatter.Quiet Quiet(SensorMatter matter) => new() { LastStart = matter.LastStart };

    /// <summary>What one rule sees at one step; without <paramref name="Excess"/> nothing can be told.</summary>
    private readonly record struct View(
        Sensor Sensor, SensorRule Rule, double? Excess, (double Value, DateTimeOffset At)? Last, DateTimeOffset Since, TimeSpan Elapsed, DateTimeOffset Now)
    {
        public bool Beyond => Excess > 0;

        /// <summary>Beyond the threshold or not far enough inside.</summary>
        public bool Near => Rule.WaitsForReadings ? Beyond : Excess > -Rule.Hysteresis || Beyond;

        public Measurement? Measured => Last is var (value, at) ? new(value, Sensor.Unit.Name, at) : null;

        /// <summary>Start of a matter that begins now; a silence began with the last reading. Never that of an earlier one.</summary>
        public DateTimeOffset Start(DateTimeOffset? earlier)
        {
            var start = Rule.WaitsForReadings && Since < Now ? Since : Now;
            return start == earlier ? start.AddMilliseconds(1) : start;
        }
    }
}
