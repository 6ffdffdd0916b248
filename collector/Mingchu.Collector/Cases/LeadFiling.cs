using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Grading;
using Mingchu.Collector.Core.Grouping;
using Mingchu.Collector.Premises;
using Mingchu.Collector.Storage;
using Mingchu.Contracts.Hazards;

namespace Mingchu.Collector.Cases;

/// <summary>What happened before at the premises, as the lead-push model weighs it.</summary>
/// <param name="EarlierCases">Cases of the hazard in the policy's window, false alarms left out.</param>
/// <param name="MissedDeadlines">Deadlines the merchant missed in cases opened in the policy's window.</param>
/// <param name="Risk">Risk index of the premises, 0..100; null when there is none.</param>
public sealed record Past(int EarlierCases, int MissedDeadlines, double? Risk = null);

/// <summary>Brings a lead of any source into its case: joins the one that it belongs to, or opens one; grades; all inside somebody's transaction.</summary>
public sealed class LeadFiling(CollectorDb db, CaseBook book, GradingPolicy policy, CaseNumbers numbers, DateTimeOffset now)
{
    /// <summary>The case that has the lead now, and whether it is new.</summary>
    /// <param name="premises">Where.</param>
    /// <param name="lead">What.</param>
    /// <param name="candidates">Unsettled cases of the same premises and hazard.</param>
    /// <param name="past">What happened before.</param>
    /// <param name="actor">Who hands it in.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<(CaseSummary Case, bool IsNew)> File(
        PremisesRow premises, Lead lead, IEnumerable<CaseSummary> candidates, Past past, Actor actor, CancellationToken ct)
    {
        var known = candidates.ToDictionary(c => c.Id);
        if (CaseGrouping.CaseOf(lead, known.Values.Select(c => new GroupingCandidate(c.Id, c.Stage, c.FirstAt, c.LastAt)), policy.Grouping) is { } joined)
        {
            Join(premises, lead, known[joined], past, actor);
            return (known[joined], false);
        }

        var grade = Grader.Grade(policy, new(HazardList.Current.Find(lead.Hazard)!, lead.Confidence, lead.Seconds, past.EarlierCases, past.Risk, past.MissedDeadlines));
        var number = await numbers.Next(now.UtcDateTime.Year, ct);
        return (book.Open(db, premises, Guid.CreateVersion7(now), number, new(lead, grade), now, actor), true);
    }

    /// <summary>Adds the lead to an unsettled case of the same premises and hazard.</summary>
    public void Join(PremisesRow premises, Lead lead, CaseSummary summary, Past past, Actor actor)
    {
        Must(book.Apply(db, summary, premises, new CaseCommand.AddLead(lead), actor, now));
        Regrade(premises, summary, past);
    }

    /// <summary>Raises the grade when the facts now say so; a person's grade stays.</summary>
    public void Regrade(PremisesRow premises, CaseSummary summary, Past past)
    {
        if (summary.Stage.IsSettled() || summary.GradedByPerson)
            return;
        var grade = Grader.Grade(policy, new(HazardList.Current.Find(summary.Hazard)!, summary.Confidence, summary.Seconds, past.EarlierCases, past.Risk, past.MissedDeadlines));
        if (grade.Grade > summary.Grade)
            Must(book.Apply(db, summary, premises, new CaseCommand.Regrade(grade), Actor.System, now));
    }

    private static void Must(Refusal? refusal)
    {
        if (refusal is not null)
            throw new InvalidOperationException($"a command that was checked before was refused: {refusal.Sentence}");
    }
}
