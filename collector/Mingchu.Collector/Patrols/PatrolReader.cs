using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Api;
using Mingchu.Collector.Core;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Patrols;
using Mingchu.Collector.Core.Premises;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Patrols;

/// <summary>Reads draws, tasks, key lists and the round for pages and API.</summary>
public sealed class PatrolReader(ScopedDbs dbs, PatrolPolicy policy, TimeProvider time)
{
    /// <summary>Draws, newest first, from a place on.</summary>
    public async Task<Page<DrawItem>> Draws(Scope scope, Cursor? after, int limit, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        var draws = db.Draws.AsNoTracking();
        if (after is { At: var at, Id: var id })
            draws = draws.Where(d => d.At < at || (d.At == at && d.Id.CompareTo(id) < 0));
        var rows = await draws.OrderByDescending(d => d.At).ThenByDescending(d => d.Id).Take(limit + 1)
            .Select(d => new { Row = d, Done = db.PatrolTasks.Count(t => t.DrawId == d.Id && t.DoneAt != null), Mine = db.PatrolTasks.Count(t => t.DrawId == d.Id) }).ToListAsync(ct);
        var items = rows.Take(limit).Select(r => new DrawItem(r.Row.Id, r.Row.Area, r.Row.MonthOf.ToString(), r.Row.At, r.Row.Candidates, r.Row.Drawn, r.Done, r.Mine)).ToList();
        return new(items, rows.Count > limit ? new Cursor(items[^1].At, items[^1].Id).ToString() : null);
    }

    /// <summary>One draw; null when the scope does not hold it. Of its candidates only those that the scope holds.</summary>
    public async Task<DrawView?> Draw(Scope scope, Guid id, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        if (await db.Draws.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, ct) is not { } row)
            return null;
        var tickets = await (from t in db.DrawTickets.AsNoTracking()
                             join p in db.Premises on t.PremisesId equals p.Id
                             where t.DrawId == id
                             orderby t.Ticket
                             select new { Row = t, p.Name, p.Area }).ToListAsync(ct);
        // Says nothing of any premises, and lets everybody check their own.
        var last = await db.DrawTickets.IgnoreQueryFilters().Where(t => t.DrawId == id && t.IsDrawn).MaxAsync(t => t.Ticket, ct);
        return new(row.Id, row.Area, row.MonthOf.ToString(), row.At, row.Algorithm, row.Seed, row.Share, row.Candidates, row.Drawn, last, row.Policy,
            [.. tickets.Select(t => new TicketView(t.Row.PremisesId, t.Name, Territory.OfficeOf(Area.Of(t.Area)).Path, InWords(t.Row.Why), t.Row.Ticket, t.Row.IsDrawn))]);
    }

    /// <summary>Tasks by when they are due, from a place on; only those not done yet, or all.</summary>
    public async Task<Page<TaskView>> Tasks(Scope scope, bool onlyOpen, Cursor? after, int limit, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        var tasks = db.PatrolTasks.AsNoTracking().Where(t => !onlyOpen || t.DoneAt == null);
        if (after is { At: var at, Id: var id })
            tasks = tasks.Where(t => t.DueAt > at || (t.DueAt == at && t.Id.CompareTo(id) > 0));
        var rows = await (from t in tasks join p in db.Premises on t.PremisesId equals p.Id orderby t.DueAt, t.Id select new { Row = t, p.Name }).Take(limit + 1).ToListAsync(ct);
        var now = time.GetUtcNow();
        var items = rows.Take(limit).Select(r => new TaskView(r.Row.Id, r.Row.PremisesId, r.Name, r.Row.Office, r.Row.DrawId, r.Row.GivenAt, r.Row.DueAt,
            (r.Row.DoneAt ?? now) > r.Row.DueAt, r.Row.InspectionId)).ToList();
        return new(items, rows.Count > limit ? new Cursor(items[^1].DueAt, items[^1].Id).ToString() : null);
    }

    /// <summary>Key lists, newest first, from a place on.</summary>
    public async Task<Page<KeyListItem>> KeyLists(Scope scope, Cursor? after, int limit, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        var lists = db.KeyLists.AsNoTracking();
        if (after is { At: var at, Id: var id })
            lists = lists.Where(l => l.SentAt < at || (l.SentAt == at && l.Id.CompareTo(id) < 0));
        var rows = await lists.OrderByDescending(l => l.SentAt).ThenByDescending(l => l.Id).Take(limit + 1).Select(l => new
        {
            Row = l,
            Inspected = db.KeyListEntries.Count(e => e.ListId == l.Id && db.Inspections.Any(i => i.PremisesId == e.PremisesId && i.At >= l.SentAt)),
        }).ToListAsync(ct);
        var items = rows.Take(limit).Select(r => new KeyListItem(r.Row.Id, r.Row.Area, r.Row.MonthOf.ToString(), r.Row.SentAt, r.Row.Entries, r.Inspected)).ToList();
        return new(items, rows.Count > limit ? new Cursor(items[^1].SentAt, items[^1].Id).ToString() : null);
    }

    /// <summary>One key list; null when the scope does not hold it.</summary>
    public async Task<KeyListView?> KeyList(Scope scope, Guid id, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        if (await db.KeyLists.AsNoTracking().SingleOrDefaultAsync(l => l.Id == id, ct) is not { } row)
            return null;
        var entries = await (from e in db.KeyListEntries.AsNoTracking()
                             join p in db.Premises on e.PremisesId equals p.Id
                             where e.ListId == id
                             orderby p.Id
                             select new
                             {
                                 Row = e,
                                 p.Name,
                                 Inspection = db.Inspections.Where(i => i.PremisesId == p.Id && i.At >= row.SentAt).OrderBy(i => i.At).Select(i => (Guid?)i.Id).FirstOrDefault(),
                             }).ToListAsync(ct);
        return new(row.Id, row.Area, row.MonthOf.ToString(), row.SentAt, row.Policy, [.. entries.Select(e => new KeyEntryView(e.Row.PremisesId, e.Name,
            [.. JsonSerializer.Deserialize(e.Row.Reasons, CaseJson.Stored.IReadOnlyListPhrase)!.Select(r => r.In(CultureInfo.CurrentUICulture))], e.Inspection))]);
    }

    /// <summary>How far the round is in what the scope holds.</summary>
    public async Task<RoundProgress> Progress(Scope scope, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        var month = Month.Of(time.GetUtcNow());
        var since = new DateTimeOffset(month.Index / 12, (month.Index % 12) + 1, 1, 0, 0, 0, TimeSpan.FromHours(8)).ToUniversalTime();
        var kitchens = db.Devices.AsNoTracking().Where(d => !d.Disabled && d.BornAt != null).Select(d => d.PremisesId).Distinct();
        return new(await kitchens.CountAsync(ct), await kitchens.CountAsync(p => db.Visits.Any(v => v.PremisesId == p && v.At >= since), ct),
            await kitchens.CountAsync(p => !db.Visits.Any(v => v.PremisesId == p), ct), policy.Round.LooksPerHour);
    }

    /// <summary>Looks of the round, newest first, from a place on.</summary>
    public async Task<Page<VisitView>> Visits(Scope scope, Cursor? after, int limit, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        var visits = db.Visits.AsNoTracking();
        if (after is { At: var at, Id: var id })
            visits = visits.Where(v => v.At < at || (v.At == at && v.Id.CompareTo(id) < 0));
        var rows = await (from v in visits join p in db.Premises on v.PremisesId equals p.Id orderby v.At descending, v.Id descending select new { Row = v, p.Name }).Take(limit + 1).ToListAsync(ct);
        var items = rows.Take(limit).Select(r => new VisitView(r.Row.Id, r.Row.PremisesId, r.Name, r.Row.At, r.Row.Cameras, r.Row.Asked, r.Row.Faults, r.Row.OpenCases)).ToList();
        return new(items, rows.Count > limit ? new Cursor(items[^1].At, items[^1].Id).ToString() : null);
    }

    private static string InWords(string phrase) => JsonSerializer.Deserialize(phrase, CaseJson.Stored.Phrase)!.In(CultureInfo.CurrentUICulture);
}
