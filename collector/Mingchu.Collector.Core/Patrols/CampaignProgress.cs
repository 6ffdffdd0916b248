using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Deadlines;

namespace Mingchu.Collector.Core.Patrols;

/// <summary>An inspection as a campaign counts it.</summary>
/// <param name="Premises">Where.</param>
/// <param name="Area">Path of their area.</param>
/// <param name="Day">When.</param>
/// <param name="Failed">Points failed.</param>
public sealed record CampaignInspection(string Premises, string Area, DateOnly Day, int Failed);

/// <summary>How far an office is.</summary>
/// <param name="Office">Path of its area.</param>
/// <param name="Target">Premises to inspect.</param>
/// <param name="Done">Premises inspected; one inspected twice counts once.</param>
/// <param name="Failed">Premises of them with a failed point.</param>
/// <param name="Reports">One state per report of the campaign.</param>
public sealed record OfficeProgress(string Office, int Target, int Done, int Failed, IReadOnlyList<ReportState> Reports);

/// <summary>Where a report stands.</summary>
public enum ReportState
{
    /// <summary>Not due yet.</summary>
    Open,

    /// <summary>Handed in by the day.</summary>
    HandedIn,

    /// <summary>Handed in later.</summary>
    Late,

    /// <summary>Missing after the day.</summary>
    Missing,

    /// <summary>Owed no more: the campaign was ended before its day.</summary>
    Dropped,
}

/// <summary>A notice about a report that is due.</summary>
/// <param name="Report">Number of the report in the campaign, 0 for the first.</param>
/// <param name="Office">Path of the office's area.</param>
/// <param name="IsLate">Whether the day is over.</param>
public sealed record ReportReminder(int Report, string Office, bool IsLate);

/// <summary>Counts what offices did in a campaign.</summary>
public static class CampaignFigures
{
    /// <summary>The progress of every office with a target, in the campaign's order.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="inspections">Inspections of its days and area.</param>
    /// <param name="reports">Day on which a report (number, office) was handed in.</param>
    /// <param name="today">Today.</param>
    public static IReadOnlyList<OfficeProgress> Progress(
        Campaign campaign, IReadOnlyCollection<CampaignInspection> inspections, IReadOnlyDictionary<(int Report, string Office), DateOnly> reports, DateOnly today) =>
        [.. campaign.Targets.Select(target =>
        {
            var own = inspections.Where(i => campaign.PhaseOf(i.Day) is not null && Area.IsWithin(i.Area, target.Office)).GroupBy(i => i.Premises).ToList();
            return new OfficeProgress(target.Office, target.Inspections, own.Count, own.Count(g => g.Any(i => i.Failed > 0)),
                [.. campaign.Reports.Select((r, n) => State(campaign, r, reports.TryGetValue((n, target.Office), out var day) ? day : null, today))]);
        })];

    /// <summary>Reminders that are due today or were before and concern a report that is still missing; which were sent already is the caller's to know.</summary>
    public static IReadOnlyList<ReportReminder> Reminders(
        Campaign campaign, IReadOnlyDictionary<(int Report, string Office), DateOnly> reports, DateOnly today, BusinessCalendar calendar, CampaignPolicy policy) =>
        [.. from n in Enumerable.Range(0, campaign.Reports.Count)
            let due = campaign.Reports[n].Due
            where !(due > campaign.EndedOn)
            from office in campaign.Targets.Select(t => t.Office)
            where !reports.ContainsKey((n, office))
            from late in (bool[])[false, true]
            where late ? today >= Move(calendar, due, 1) : today >= Move(calendar, due, -policy.RemindWorkingDays) && today <= due
            select new ReportReminder(n, office, late)];

    private static ReportState State(Campaign campaign, CampaignReport report, DateOnly? handedIn, DateOnly today) =>
        handedIn is { } day ? day <= report.Due ? ReportState.HandedIn : ReportState.Late
        : report.Due > campaign.EndedOn ? ReportState.Dropped
        : today > report.Due ? ReportState.Missing : ReportState.Open;

    // So many working days later, or earlier when negative.
    private static DateOnly Move(BusinessCalendar calendar, DateOnly day, int workingDays)
    {
        for (var left = Math.Abs(workingDays); left > 0;)
            if (calendar.IsWorkingDay(day = day.AddDays(Math.Sign(workingDays))))
                left--;
        return day;
    }
}
