namespace Mingchu.EvalVideo.Scoring;

/// <summary>Which alert tells of which event. Pure.</summary>
internal static class Matching
{
    /// <summary>An alert may come this much before the truth's start: half a sampling step of the truth and the way of a frame.</summary>
    public const double Early = 1;

    /// <summary>And this much after its end: votes of the last frames, and a truth that ends where a careful eye could last tell.</summary>
    public const double Late = 2;

    /// <summary>How much longer than the dwell time an event must last before not raising it is a miss.</summary>
    public const double Slack = 1;

    /// <summary>
    /// Joins a hazard's events that are nearer than its clear time, since an alert stays open over such a gap; then gives each alert, in order of
    /// time, to the event it lies in (<see cref="Early"/> before to <see cref="Late"/> after). An event that got one is found; one that got none is
    /// missed when it lasts the dwell time and <see cref="Slack"/>, and otherwise not counted. An alert in no event is false.
    /// </summary>
    public static IReadOnlyList<Judgement> Judge(IEnumerable<TruthEvent> truth, IEnumerable<RaisedAlert> alerts, Func<string, HazardTimes> times)
    {
        var (events, raised) = (truth.ToLookup(e => e.Code), alerts.ToLookup(a => a.Code));
        return [.. events.Select(e => e.Key).Union(raised.Select(a => a.Key)).Order(StringComparer.Ordinal)
            .Select(code => JudgeHazard(code, Join(events[code], times(code).Clear), [.. raised[code].OrderBy(a => a.Second)], times(code)))];
    }

    /// <summary>Events of one hazard as matters: overlapping ones, and ones with a shorter gap than <paramref name="clear"/>, are one.</summary>
    public static IReadOnlyList<TruthEvent> Join(IEnumerable<TruthEvent> events, double clear)
    {
        var joined = new List<TruthEvent>();
        foreach (var e in events.OrderBy(e => e.From))
            if (joined.Count > 0 && e.From - joined[^1].To < clear)
                joined[^1] = joined[^1] with { To = Math.Max(joined[^1].To, e.To) };
            else
                joined.Add(e);
        return joined;
    }

    private static Judgement JudgeHazard(string code, IReadOnlyList<TruthEvent> events, IReadOnlyList<RaisedAlert> alerts, HazardTimes times)
    {
        var first = new RaisedAlert?[events.Count];
        var (wrong, again) = (new List<RaisedAlert>(), new List<RaisedAlert>());
        foreach (var alert in alerts)
        {
            var at = Within(events, first, alert.Second);
            if (at < 0)
                wrong.Add(alert);
            else if (first[at] is null)
                first[at] = alert;
            else
                again.Add(alert);
        }
        return new(code,
            [.. events.Zip(first).Where(p => p.Second is not null).Select(p => (p.First, p.Second!))],
            [.. events.Where((e, i) => first[i] is null && e.To - e.From >= times.Dwell + Slack)],
            wrong, again);
    }

    /// <summary>The event around a second; of two whose margins overlap, the one still without an alert.</summary>
    private static int Within(IReadOnlyList<TruthEvent> events, RaisedAlert?[] first, double second)
    {
        var found = -1;
        for (var i = 0; i < events.Count; i++)
            if (second >= events[i].From - Early && second <= events[i].To + Late && (found < 0 || first[found] is not null))
                found = i;
        return found;
    }
}
