using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Grading;

namespace Mingchu.Collector.Core.Grouping;

/// <summary>A case a lead might belong to: same premises and hazard.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Stage">Where it stands.</param>
/// <param name="FirstAt">Earliest start of its leads, UTC.</param>
/// <param name="LastAt">Newest time known of its leads, UTC.</param>
public sealed record GroupingCandidate(Guid CaseId, Stage Stage, DateTimeOffset FirstAt, DateTimeOffset LastAt);

/// <summary>De-duplication and grouping: which leads are one case.</summary>
public static class CaseGrouping
{
    /// <summary>
    /// The unsettled case that this lead joins, or null when it begins a new one: no more than the window before its first or after its
    /// last sign, and no longer in all than the longest case. Late leads of an earlier time join too. Several: the newest.
    /// </summary>
    public static Guid? CaseOf(Lead lead, IEnumerable<GroupingCandidate> candidates, GroupingPolicy policy)
    {
        var byPerson = lead.Source is not LeadSource.Alert;
        var window = byPerson ? TimeSpan.FromHours(policy.ReportWindowHours) : TimeSpan.FromMinutes(policy.WindowMinutes);
        // A case that people are busy with takes their reports however long it stands.
        var longest = byPerson ? TimeSpan.FromDays(3660) : TimeSpan.FromHours(policy.MaxCaseHours);
        var end = lead.EndedAt ?? lead.RaisedAt;
        return candidates
            .Where(c => !c.Stage.IsSettled()
                && lead.StartedAt <= c.LastAt + window && end >= c.FirstAt - window
                && lead.StartedAt < c.FirstAt + longest && c.LastAt < lead.StartedAt + longest)
            .OrderByDescending(c => c.LastAt)
            .Select(c => (Guid?)c.CaseId)
            .FirstOrDefault();
    }
}
