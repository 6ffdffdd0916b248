using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Api;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Deadlines;
using Mingchu.Collector.Core.Patrols;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Patrols;

/// <summary>A campaign in a list.</summary>
/// <param name="Until">Last day: as planned, or when it was ended early.</param>
/// <param name="Phase">Name of the phase that runs; null when none does.</param>
public sealed record CampaignItem(Guid Id, string Name, string Area, DateOnly From, DateOnly Until, string? Phase, DateTimeOffset At);

/// <summary>A whole campaign, with the progress of the offices that the reader sees.</summary>
/// <param name="Plan">With the day of its early end.</param>
/// <param name="ChangedBy">Who changed or ended it last; null when nobody did.</param>
/// <param name="EndReason">Why it was ended early; null when it was not.</param>
/// <param name="Version">For If-Match.</param>
public sealed record CampaignView(
    Guid Id, string Area, string By, DateTimeOffset At, Campaign Plan, string? Phase, IReadOnlyList<OfficeStanding> Offices, IReadOnlyList<ReportText> Reports, string? ChangedBy, string? EndReason,
    int Version);

/// <summary>How far an office is.</summary>
/// <param name="Name">Of the office.</param>
/// <param name="Reports">Per report: open, handed-in, late or missing.</param>
public sealed record OfficeStanding(string Office, string Name, int Target, int Done, int Failed, IReadOnlyList<ReportState> Reports);

/// <summary>A report that was handed in.</summary>
public sealed record ReportText(int Report, string Office, string Text, string By, DateTimeOffset At, DateTimeOffset ChangedAt);

/// <summary>Reads campaigns for pages and API.</summary>
public sealed class CampaignReader(ScopedDbs dbs, BusinessCalendar calendar, TimeProvider time)
{
    /// <summary>Campaigns, newest first, from a place on.</summary>
    public async Task<Page<CampaignItem>> List(Scope scope, Cursor? after, int limit, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        var campaigns = db.Campaigns.AsNoTracking();
        if (after is { At: var at, Id: var id })
            campaigns = campaigns.Where(c => c.At < at || (c.At == at && c.Id.CompareTo(id) < 0));
        var rows = await campaigns.OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Take(limit + 1).ToListAsync(ct);
        var today = calendar.DayOf(time.GetUtcNow());
        var items = rows.Take(limit).Select(c => new CampaignItem(c.Id, c.Name, c.Area, c.From, c.EndedOn ?? c.Until, c.ToCampaign().PhaseOf(today)?.Name, c.At)).ToList();
        return new(items, rows.Count > limit ? new Cursor(items[^1].At, items[^1].Id).ToString() : null);
    }

    /// <summary>One campaign; null when the scope does not hold it.</summary>
    public async Task<CampaignView?> Find(Scope scope, Guid id, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        if (await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) is not { } row)
            return null;
        var (plan, today) = (row.ToCampaign(), calendar.DayOf(time.GetUtcNow()));
        // Days begin at midnight where the offices are; a day more on either side, and the figures cut by the day.
        var (first, last) = (new DateTimeOffset(plan.From.AddDays(-1), default, TimeSpan.Zero), new DateTimeOffset(plan.Until.AddDays(2), default, TimeSpan.Zero));
        var inspections = (await (from i in db.Inspections.AsNoTracking()
                                  join p in db.Premises on i.PremisesId equals p.Id
                                  where i.At >= first && i.At < last && (p.Area == row.Area || p.Area.StartsWith(row.Area + "/"))
                                  select new { i.PremisesId, p.Area, i.At, i.Failed }).ToListAsync(ct))
            .ConvertAll(i => new CampaignInspection(i.PremisesId, i.Area, calendar.DayOf(i.At), i.Failed));
        var progress = CampaignFigures.Progress(plan, inspections, await CampaignDesk.Days(db, calendar, id, ct), today).Where(o => scope.Sees(Area.Of(o.Office))).ToList();
        List<OfficeStanding> offices = [];
        foreach (var office in progress)
            offices.Add(new(office.Office, await PlanReading.NameOf(db, Area.Of(office.Office), ct), office.Target, office.Done, office.Failed, office.Reports));
        var reports = await db.CampaignReports.AsNoTracking().Where(r => r.CampaignId == id).OrderBy(r => r.Report).ThenBy(r => r.Area)
            .Select(r => new ReportText(r.Report, r.Area, r.Text, r.By, r.At, r.ChangedAt)).ToListAsync(ct);
        // Who does not see an office does not see what it is to do.
        var shown = plan with { Targets = [.. plan.Targets.Where(t => scope.Sees(Area.Of(t.Office)))] };
        return new(row.Id, row.Area, row.By, row.At, shown, plan.PhaseOf(today)?.Name, offices, reports, row.ChangedBy, row.EndReason, row.Version);
    }
}
