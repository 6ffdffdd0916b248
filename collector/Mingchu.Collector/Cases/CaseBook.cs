using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Premises;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Cases;

/// <summary>Applies commands to cases inside somebody's transaction: decides, appends to the file, updates the list, lets others react.</summary>
public sealed class CaseBook(IEnumerable<CaseReaction> reactions, CaseDecider decider)
{
    private readonly CaseReaction[] reactions = [.. reactions];

    /// <summary>Opens a case. The lead must belong to none; a person's command must have been decided before.</summary>
    public CaseSummary Open(
        CollectorDb db, PremisesRow premises, Guid id, string number, CaseCommand.OpenFromLead command, DateTimeOffset now, Actor? actor = null)
    {
        actor ??= Actor.System;
        var events = Events(For(premises).Decide(null, command, actor, now));
        var state = events.Aggregate((CaseState?)null, CaseState.Evolve)!;
        var summary = new CaseSummary
        {
            Id = id,
            Number = number,
            PremisesId = state.PremisesId,
            AreaKey = CaseSummary.AreaKeyOf(premises.Area),
            Hazard = state.Hazard,
            GradeReasons = "[]",
            GradePolicy = "",
            Flow = "{}",
            HeadHash = CaseChain.Root,
            OpenedAt = now,
        };
        db.Cases.Add(summary);
        Append(db, summary, premises, null, events, actor, now);
        return summary;
    }

    /// <summary>Does the command on a tracked summary; null when done, else why not.</summary>
    public Refusal? Apply(CollectorDb db, CaseSummary summary, PremisesRow premises, CaseCommand command, Actor actor, DateTimeOffset now)
    {
        var state = summary.ToState();
        switch (For(premises).Decide(state, command, actor, now))
        {
            case CaseDecision.Accepted accepted:
                Append(db, summary, premises, state, accepted.Events, actor, now);
                return null;
            case CaseDecision.Refused refused:
                return refused.Refusal;
            default:
                throw new InvalidOperationException("a decision is accepted or refused");
        }
    }

    private CaseDecider For(PremisesRow premises) => decider.For(premises.OnPlatforms.Length > 0);

    private void Append(
        CollectorDb db, CaseSummary summary, PremisesRow premises, CaseState? state, IReadOnlyList<CaseEvent> events, Actor actor, DateTimeOffset now)
    {
        List<CaseRecord> lines = [];
        var head = summary.HeadHash;
        foreach (var happened in events)
        {
            state = CaseState.Evolve(state, happened);
            var line = CaseChain.Next(summary.Id, state.Version, head, happened, actor, now);
            head = line.Hash;
            lines.Add(line);
            db.CaseEvents.Add(CaseEventRow.From(line));
        }

        summary.Take(state!, head, now);
        foreach (var reaction in reactions)
            reaction(db, new(summary, premises, lines, events));
    }

    private static IReadOnlyList<CaseEvent> Events(CaseDecision decision) => decision is CaseDecision.Accepted accepted
        ? accepted.Events
        : throw new InvalidOperationException(((CaseDecision.Refused)decision).Refusal.Sentence);
}
