using Mingchu.Contracts.Messages;

namespace Mingchu.Edge.Core.Rules;

/// <summary>
/// Scenes to alerts. Time is counted in watched time: a step back of the clock, and any step longer than the rule's gap (a camera that was gone,
/// a clock set ahead), counts nothing, and a violation that was pending then begins anew, unless the step is short against its dwell time
/// (<see cref="Rule.PatienceAt"/>). So no jump of the clock raises or clears an alert.
/// </summary>
public static class RuleFold
{
    /// <summary>One frame. At most one change per rule, in the rules' order; independent of the order of the tracks.</summary>
    public static (RulesState State, IReadOnlyList<AlertChange> Changes) Step(RulesState state, Rulebook rulebook, Scene scene, DateTimeOffset now)
    {
        if (state.Matters.Count != rulebook.Rules.Count)
            throw new ArgumentException($"the state is of {state.Matters.Count} rules, the rulebook has {rulebook.Rules.Count}", nameof(state));
        var matters = new Matter[rulebook.Rules.Count];
        List<AlertChange>? changes = null;
        for (var i = 0; i < matters.Length; i++)
        {
            var rule = rulebook.Rules[i];
            var elapsed = state.At is { } before ? now - before : TimeSpan.Zero;
            var watched = elapsed >= TimeSpan.Zero && elapsed <= rule.GapAt(scene.Every);
            var matter = watched ? state.Matters[i] : Interrupt(state.Matters[i], elapsed, rule.PatienceAt(scene.Every));
            var sighting = Sighting.Of(rule, rulebook, scene, keep: matter is Matter.Open);
            (matters[i], var change) = Decide(matter, rule, rulebook.Camera, sighting, new(watched ? elapsed : TimeSpan.Zero, scene.Every, now));
            if (change is not null)
                (changes ??= []).Add(change);
        }
        return (new() { At = now, Matters = matters }, changes ?? (IReadOnlyList<AlertChange>)[]);
    }

    /// <summary>Withdraws every open alert: the camera was moved or its rules changed.</summary>
    public static (RulesState State, IReadOnlyList<AlertChange> Changes) Cancel(RulesState state, Rulebook rulebook)
    {
        var changes = new List<AlertChange>();
        for (var i = 0; i < state.Matters.Count; i++)
            if (state.Matters[i] is Matter.Open open)
                changes.Add(End(AlertPhase.Cancelled, open, rulebook.Rules[i], rulebook.Camera));
        return (RulesState.Start(rulebook), changes);
    }

    /// <summary>
    /// Goes on with other rules, zones or masks: matters of rules that stay as they are go on, open alerts of others are withdrawn, since nobody
    /// knows whether they would stand by the new rule.
    /// </summary>
    public static (RulesState State, IReadOnlyList<AlertChange> Changes) Adopt(RulesState state, Rulebook from, Rulebook to)
    {
        var (matters, taken) = (new Matter[to.Rules.Count], new HashSet<int>());
        for (var i = 0; i < matters.Length; i++)
        {
            var old = Enumerable.Range(0, from.Rules.Count).FirstOrDefault(j => RuleIdentity.Same(from, from.Rules[j], to, to.Rules[i]), -1);
            matters[i] = old < 0 ? new Matter.Quiet() : state.Matters[old];
            taken.Add(old);
        }
        var changes = state.Matters.Index().Where(m => !taken.Contains(m.Index)).Select(m => (Open: m.Item as Matter.Open, m.Index)).Where(m => m.Open is not null)
            .Select(m => End(AlertPhase.Cancelled, m.Open!, from.Rules[m.Index], from.Camera));
        return (state with { Matters = matters }, [.. changes]);
    }

    private static Matter Interrupt(Matter matter, TimeSpan elapsed, TimeSpan patience) =>
        matter is not Matter.Pending pending ? matter
        : elapsed > TimeSpan.Zero && elapsed <= patience ? pending with { Unseen = pending.Unseen + elapsed }
        : Quiet(matter);

    private static (Matter, AlertChange?) Decide(Matter matter, Rule rule, string camera, Sighting sighting, Pace step) => matter switch
    {
        Matter.Open open => Watch(open, rule, camera, sighting, step),
        Matter.Pending pending => Wait(pending, rule, camera, sighting, step),
        _ when sighting.Verdict == Verdict.Violation =>
            Wait(new(matter.LastStart == step.Now ? step.Now.AddMilliseconds(1) : step.Now) { LastStart = matter.LastStart }, rule, camera, sighting, step with { Elapsed = TimeSpan.Zero }),
        _ => (matter, null),
    };

    private static (Matter, AlertChange?) Wait(Matter.Pending pending, Rule rule, string camera, Sighting sighting, Pace step)
    {
        var (elapsed, every, now) = step;
        var violation = sighting.Verdict == Verdict.Violation;
        var unseen = violation ? TimeSpan.Zero : pending.Unseen + elapsed;
        var compliant = violation ? TimeSpan.Zero : sighting.Verdict == Verdict.Compliant ? pending.Compliant + elapsed : pending.Compliant;
        if (unseen > rule.PatienceAt(every) || compliant > rule.GapAt(every))
            return (Quiet(pending), null);
        var lasted = pending.Lasted + elapsed;
        var ballot = pending.Ballot.Add(new(lasted, sighting.Verdict, sighting.Confidence), rule.WindowAt(every));
        var enough = violation && lasted >= rule.Dwell && ballot.Violations >= rule.MinVotes && ballot.Violations >= rule.Share * ballot.Count;
        if (!enough)
            return (pending with { Lasted = lasted, Unseen = unseen, Compliant = compliant, Ballot = ballot }, null);

        var confidence = ballot.MeanConfidence;
        var open = new Matter.Open(pending.StartedAt, now, now) { People = sighting.Boxes.Count, Confidence = confidence, LastStart = pending.StartedAt };
        return (open, new(AlertPhase.Raised, 0, rule.Condition.Hazard, camera, rule.Zone?.Id, Verdict.Violation, confidence,
            pending.StartedAt, now, EndedAt: null, sighting.Boxes));
    }

    private static (Matter, AlertChange?) Watch(Matter.Open open, Rule rule, string camera, Sighting sighting, Pace step)
    {
        var (elapsed, _, now) = step;
        open = open with { SinceEvent = open.SinceEvent + elapsed, Lasted = open.Lasted + elapsed };
        // What could not be told has no vote: a matter that steam hides most of the time goes on by what is seen between.
        if (sighting.Verdict != Verdict.Undetermined)
            open = open with { Ballot = open.Ballot.Add(new(open.Lasted, sighting.Verdict, sighting.Confidence), rule.Clear) };
        switch (sighting.Verdict)
        {
            // A stray frame neither keeps the alert alive nor counts against it.
            case Verdict.Violation when open.Ballot.Violations < rule.KeepShare * open.Ballot.Count:
                return (open, null);
            case Verdict.Violation:
                open = open with { LastSeenAt = now, Over = TimeSpan.Zero, InDoubt = TimeSpan.Zero };
                return HasNews(open, rule, sighting) ? Update(open, rule, camera, sighting) : (open, null);
            case Verdict.Undetermined when open.InDoubt < rule.Doubt:
                return (open with { InDoubt = open.InDoubt + elapsed }, null);
            default:
                open = open with { Over = open.Over + elapsed };
                return open.Over < rule.Clear ? (open, null) : (Quiet(open), End(AlertPhase.Cleared, open, rule, camera, sighting.Verdict));
        }
    }

    private static bool HasNews(Matter.Open open, Rule rule, Sighting sighting) =>
        open.SinceEvent >= rule.UpdateEvery && (sighting.Boxes.Count > open.People || sighting.Confidence >= open.Confidence + 0.1);

    private static (Matter, AlertChange?) Update(Matter.Open open, Rule rule, string camera, Sighting sighting)
    {
        var confidence = Math.Max(open.Confidence, sighting.Confidence);
        var next = open with { Next = open.Next + 1, SinceEvent = TimeSpan.Zero, People = Math.Max(open.People, sighting.Boxes.Count), Confidence = confidence };
        return (next, new(AlertPhase.Updated, open.Next, rule.Condition.Hazard, camera, rule.Zone?.Id, Verdict.Violation, confidence,
            open.StartedAt, open.RaisedAt, EndedAt: null, sighting.Boxes));
    }

    private static AlertChange End(AlertPhase phase, Matter.Open open, Rule rule, string camera, Verdict? last = null)
    {
        // A clock set back in between may have put the last sighting before the start.
        var ended = open.LastSeenAt < open.StartedAt ? open.StartedAt : open.LastSeenAt;
        // An alert that ended because nothing could be told any more was not seen to be settled.
        var verdict = phase == AlertPhase.Cleared && last != Verdict.Undetermined ? Verdict.Compliant : Verdict.Undetermined;
        return new(phase, open.Next, rule.Condition.Hazard, camera, rule.Zone?.Id, verdict, open.Confidence, open.StartedAt, open.RaisedAt, ended, []);
    }

    private static Matter.Quiet Quiet(Matter matter) => new() { LastStart = matter.LastStart };

    /// <summary>From one frame to the next: watched time in between, usual time between frames, and when the frame was taken.</summary>
    private readonly record struct Pace(TimeSpan Elapsed, TimeSpan Every, DateTimeOffset Now);
}
