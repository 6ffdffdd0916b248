using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Deadlines;
using Mingchu.Collector.Core.Patrols;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Patrols;

/// <summary>What came of writing a campaign or a report.</summary>
/// <param name="Id">The campaign; null when nothing was done.</param>
/// <param name="Code">Why nothing was done: <c>not-allowed</c>, <c>not-found</c>, <c>invalid</c>, <c>stale</c>, <c>begun</c>, <c>over</c>, <c>key-used</c>; null when done.</param>
/// <param name="Faults">With <c>invalid</c>: what is wrong, as <c>path: what</c>.</param>
public sealed record CampaignResult(Guid? Id, string? Code, IReadOnlyList<string> Faults)
{
    /// <summary>Nothing was done.</summary>
    public static CampaignResult No(string code, params IReadOnlyList<string> faults) => new(null, code, faults);
}

/// <summary>Where bureaus begin, change and end campaigns and offices hand in their reports (D7).</summary>
public sealed class CampaignDesk(ScopedDbs dbs, WriterLock writer, BusinessCalendar calendar, TimeProvider time)
{
    private const string Subject = "campaign:";

    /// <summary>Longest report, characters.</summary>
    public const int MaxText = 20_000;

    /// <summary>Longest reason of an early end, characters.</summary>
    public const int MaxReason = 500;

    /// <summary>Who begins campaigns: bureaus, supervisors and administrators.</summary>
    public static bool MayBegin(Role role) => role is Role.Admin or Role.Supervisor or Role.CityBureau or Role.CountyBureau;

    /// <summary>Who changes and ends a campaign: who could begin it.</summary>
    public static bool MayChange(Actor actor, string area) => MayBegin(actor.Role) && Scope.Of(actor).Sees(Area.Of(area));

    /// <summary>Begins a campaign in an area, which must be the actor's or lie in it. The same <paramref name="key"/> of the same sender gives the campaign that it began before.</summary>
    public async Task<CampaignResult> Begin(string? area, Campaign campaign, Actor actor, CancellationToken ct, string? key = null)
    {
        if (!MayBegin(actor.Role))
            return CampaignResult.No("not-allowed");
        var (place, faults) = Check(area, campaign, actor);
        if (place is null)
            return CampaignResult.No("invalid", faults);
        var now = time.GetUtcNow();
        using var turn = await writer.Enter(ct);
        await using var db = await dbs.Open(Scope.Of(actor), ct);
        if (await DoneRequest.Find(db, actor, key, ct) is { } done)
            return done.StartsWith(Subject, StringComparison.Ordinal) ? new(Guid.Parse(done[Subject.Length..]), null, []) : CampaignResult.No("key-used");
        var row = new CampaignRow { Id = Guid.CreateVersion7(now), Area = "", Name = "", From = default, Until = default, Plan = "", By = actor.Name, At = now };
        row.Take(place, campaign);
        db.Campaigns.Add(row);
        await DoneRequest.Remember(db, actor, key, $"{Subject}{row.Id:D}", now, ct);
        await db.SaveChangesAsync(ct);
        return new(row.Id, null, []);
    }

    /// <summary>Writes a campaign anew: all of it before its first day, afterwards only its name and what it is about.</summary>
    /// <param name="id">The campaign.</param>
    /// <param name="area">Path of the area it is in.</param>
    /// <param name="campaign">What it is to be.</param>
    /// <param name="seen">Version the actor looked at.</param>
    /// <param name="actor">Who: whoever could begin it.</param>
    /// <param name="ct">Stops it.</param>
    public Task<CampaignResult> Change(Guid id, string? area, Campaign campaign, int seen, Actor actor, CancellationToken ct) => On(id, seen, actor, (row, today) =>
    {
        var (place, faults) = Check(area, campaign, actor);
        if (place is null)
            return CampaignResult.No("invalid", faults);
        var before = row.ToCampaign();
        if (before.HasBegun(today) && !(place.Path == row.Area && before.AsksTheSame(campaign)))
            return CampaignResult.No("begun");
        row.Take(place, campaign);
        return null;
    }, ct);

    /// <summary>Ends a campaign today: what is done later does not count, and reports due later are owed no more.</summary>
    /// <param name="id">The campaign.</param>
    /// <param name="reason">Why, 1..500 characters.</param>
    /// <param name="seen">Version the actor looked at.</param>
    /// <param name="actor">Who: whoever could begin it.</param>
    /// <param name="ct">Stops it.</param>
    public Task<CampaignResult> End(Guid id, string? reason, int seen, Actor actor, CancellationToken ct) => On(id, seen, actor, (row, today) =>
    {
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > MaxReason)
            return CampaignResult.No("invalid", $"reason: 1..{MaxReason}");
        (row.EndedOn, row.EndReason) = (today, reason.Trim());
        return null;
    }, ct);

    private async Task<CampaignResult> On(Guid id, int seen, Actor actor, Func<CampaignRow, DateOnly, CampaignResult?> work, CancellationToken ct)
    {
        using var turn = await writer.Enter(ct);
        await using var db = await dbs.Open(Scope.Of(actor), ct);
        if (await db.Campaigns.SingleOrDefaultAsync(c => c.Id == id, ct) is not { } row)
            return CampaignResult.No("not-found");
        // Offices below see it; it is not theirs to change.
        if (!MayChange(actor, row.Area))
            return CampaignResult.No("not-allowed");
        if (row.Version != seen)
            return CampaignResult.No("stale");
        if (row.ToCampaign().IsOver(Today))
            return CampaignResult.No("over");
        if (work(row, Today) is { } refused)
            return refused;
        (row.Version, row.ChangedBy) = (row.Version + 1, actor.Name);
        try
        {
            await db.SaveChangesAsync(ct);
            return new(id, null, []);
        }
        catch (DbUpdateConcurrencyException)
        {
            return CampaignResult.No("stale");
        }
    }

    private static (Area? Area, IReadOnlyList<string> Faults) Check(string? area, Campaign campaign, Actor actor) =>
        !Area.TryParse(area, out var place) || !Scope.Of(actor).Sees(place) ? (null, [$"area: {area}"])
        : campaign.Faults(place) is { Count: > 0 } faults ? (null, faults)
        : (place, []);

    /// <summary>Hands in a report for an office; again for the same report replaces its text, not its time.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="report">Number of the report, 0 for the first.</param>
    /// <param name="office">Path of the office's area; the actor's own when null.</param>
    /// <param name="text">1..20,000 characters.</param>
    /// <param name="actor">Who: of the office, or of a level above it.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<CampaignResult> Report(Guid campaign, int report, string? office, string? text, Actor actor, CancellationToken ct)
    {
        if (!actor.Role.IsRegulator())
            return CampaignResult.No("not-allowed");
        using var turn = await writer.Enter(ct);
        await using var db = await dbs.Open(Scope.Of(actor), ct);
        if (await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == campaign, ct) is not { } row)
            return CampaignResult.No("not-found");
        var plan = row.ToCampaign();
        var place = office ?? actor.Area?.Path;
        if (report < 0 || report >= plan.Reports.Count || !Area.TryParse(place, out var area) || !Scope.Of(actor).Sees(area) || plan.Targets.All(t => t.Office != place))
            return CampaignResult.No("not-found");
        if (string.IsNullOrWhiteSpace(text) || text.Length > MaxText)
            return CampaignResult.No("invalid", $"text: 1..{MaxText}");
        var now = time.GetUtcNow();
        if (await db.CampaignReports.SingleOrDefaultAsync(r => r.CampaignId == campaign && r.Report == report && r.Area == place, ct) is { } handedIn)
            (handedIn.Text, handedIn.By, handedIn.ChangedAt) = (text.Trim(), actor.Name, now);
        else
            db.CampaignReports.Add(new() { CampaignId = campaign, Report = report, Area = place!, Text = text.Trim(), By = actor.Name, At = now, ChangedAt = now });
        await db.SaveChangesAsync(ct);
        return new(campaign, null, []);
    }

    internal static async Task<Dictionary<(int Report, string Office), DateOnly>> Days(CollectorDb db, BusinessCalendar calendar, Guid campaign, CancellationToken ct) =>
        (await db.CampaignReports.AsNoTracking().Where(r => r.CampaignId == campaign).Select(r => new { r.Report, r.Area, r.At }).ToListAsync(ct))
            .ToDictionary(r => (r.Report, r.Area), r => calendar.DayOf(r.At));

    /// <summary>Today where the offices are.</summary>
    public DateOnly Today => calendar.DayOf(time.GetUtcNow());
}
