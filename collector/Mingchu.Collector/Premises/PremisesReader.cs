using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Api;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Premises;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Premises;

/// <summary>Reads premises for pages and API, as far as the scope reaches.</summary>
public sealed class PremisesReader(ScopedDbs dbs, PremisesPolicy policy, TimeProvider time)
{
    /// <summary>Premises by id, after a given one.</summary>
    public async Task<Page<PremisesItem>> List(Scope scope, PremisesFilter filter, string? after, int limit, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        var premises = Filtered(db, filter);
        if (after is not null)
#pragma warning disable CA1309 // EF translates it only without a culture.
            premises = premises.Where(p => string.Compare(p.Id, after) > 0);
#pragma warning restore CA1309
        var now = Month.Of(time.GetUtcNow());
        var rows = await premises.OrderBy(p => p.Id).Take(limit + 1).Select(p => new
        {
            Row = p,
            Devices = db.Devices.Count(d => d.PremisesId == p.Id),
            Supervisors = db.Assignments.Count(a => a.PremisesId == p.Id && !a.IsCoordinator),
            Coordinators = db.Assignments.Count(a => a.PremisesId == p.Id && a.IsCoordinator),
        }).ToListAsync(ct);
        var items = rows.Take(limit).Select(r => new PremisesItem(r.Row.Id, r.Row.Name, r.Row.Area, r.Row.Kind, r.Row.Address, r.Row.Status, r.Row.NoDineIn,
            r.Row.Hot, r.Row.SchoolCanteen, r.Row.Latitude, r.Row.Longitude, MonthOf(r.Row)?.ToString(), r.Devices, r.Row.Version,
            GapsOf(r.Row, r.Supervisors, r.Coordinators, now))).ToList();
        return new(items, rows.Count > limit ? items[^1].Id : null);
    }

    /// <summary>Counts of the areas right below the filter's area, or of the viewer's own area, or of the cities.</summary>
    public async Task<IReadOnlyList<AreaCount>> Counts(Scope scope, PremisesFilter filter, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        var premises = Filtered(db, filter);
        // What the scope hides is hidden by the database's own filter. Saying it once more lets the index on the area be used.
        if (scope.Area?.Path is { } own)
        {
            var end = own + "0";
#pragma warning disable CA1309 // EF translates it only without a culture.
            premises = premises.Where(p => string.Compare(p.Area, own) >= 0 && string.Compare(p.Area, end) < 0);
#pragma warning restore CA1309
        }

        // Put together by the database, by what follows the area above: a tree has thousands of units. Nothing follows it where premises lie in it directly.
        var above = filter.Area ?? scope.Area;
        var skip = above is null ? 0 : above.Path.Length + 1;
#pragma warning disable CA1866 // EF translates it only with a string.
        var counts = await (
            from p in premises
            let rest = (p.Area + "//").Substring(skip)
            group p by new { Part = rest.Substring(0, rest.IndexOf("/")), p.Status } into g
            select new { g.Key.Part, g.Key.Status, Count = g.Count() }).ToListAsync(ct);
#pragma warning restore CA1866
        var below = counts.GroupBy(c => above is null ? c.Part : c.Part.Length == 0 ? above.Path : $"{above.Path}/{c.Part}").OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        var paths = below.ConvertAll(g => g.Key);
        var names = await db.Areas.AsNoTracking().Where(a => paths.Contains(a.Area)).ToDictionaryAsync(a => a.Area, a => a.Name, ct);
        return [.. below.Select(g => new AreaCount(g.Key, names.GetValueOrDefault(g.Key, Area.Of(g.Key).Part), g.Sum(c => c.Count),
            g.Where(c => c.Status == PremisesStatus.Stopped).Sum(c => c.Count)))];
    }

    /// <summary>One premises, or null when the viewer does not see it.</summary>
    public async Task<PremisesView?> Find(Scope scope, string id, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        if (await db.Premises.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct) is not { } row)
            return null;
        var cameras = await (from d in db.Devices.AsNoTracking()
                             join c in db.Cameras on d.Id equals c.Device
                             where d.PremisesId == id && c.Present
                             orderby d.Id, c.Camera
                             select new PremisesCamera(d.Id, c.Camera, c.Name, d.Online && c.State == Contracts.Messages.CameraState.Online)).ToListAsync(ct);
        var assigned = await db.Assignments.AsNoTracking().Where(a => a.PremisesId == id).Select(a => a.PersonId).ToListAsync(ct);
        // Who looks after premises that one sees is told, though the person be of an office above.
        var people = await db.People.AsNoTracking().IgnoreQueryFilters().Where(p => assigned.Contains(p.Id)).OrderBy(p => p.Role).ThenBy(p => p.Id)
            .Select(p => new AssignedPerson(p.Id, p.Name, p.Role, p.Area, p.Phone)).ToListAsync(ct);
        var cases = await db.Cases.AsNoTracking().Where(c => c.PremisesId == id).OrderByDescending(c => c.OpenedAt).Take(20)
            .Select(c => new PremisesCase(c.Id, c.Number, c.Hazard, c.Grade, c.Stage, c.OpenedAt)).ToListAsync(ct);
        var history = await db.Set<PremisesChangeRow>().AsNoTracking().Where(c => c.PremisesId == id).OrderByDescending(c => c.Version).Take(50).ToListAsync(ct);
        var entry = row.ToEntry();
        return new(PremisesColumns.All.ToDictionary(c => c.Name, c => c.Read(entry)), row.Version,
            Gaps.Of(row.Status, MonthOf(row), [.. people.Select(p => p.Role)], policy, Month.Of(time.GetUtcNow())), cameras, people, cases,
            [.. history.Select(h => new PremisesChange(h.Version, h.At, h.By, JsonSerializer.Deserialize<Dictionary<string, string[]>>(h.Fields)!))]);
    }

    /// <summary>Every entry that passes the filter, by id.</summary>
    public async Task<IReadOnlyList<PremisesEntry>> Entries(Scope scope, PremisesFilter filter, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        return [.. (await Filtered(db, filter).OrderBy(p => p.Id).ToListAsync(ct)).Select(p => p.ToEntry())];
    }

    private static Month? MonthOf(PremisesRow row) => row.RefreshedMonth is { } month ? new(month) : null;

    private Gaps GapsOf(PremisesRow row, int supervisors, int coordinators, Month now) => Gaps.Of(row.Status, MonthOf(row),
        [.. Enumerable.Repeat(Role.TownOffice, supervisors), .. Enumerable.Repeat(Role.Coordinator, coordinators)], policy, now);

    private IQueryable<PremisesRow> Filtered(CollectorDb db, PremisesFilter filter)
    {
        var premises = db.Premises.AsNoTracking();
        if (filter.Area?.Path is { } area)
            premises = premises.Where(p => p.Area == area || p.Area.StartsWith(area + "/"));
        if (filter.Kind is { } kind)
            premises = premises.Where(p => p.Kind == kind);
        if (filter.Status is { } status)
            premises = premises.Where(p => p.Status == status);
        if (filter.Hot is { } hot)
            premises = premises.Where(p => p.Hot == hot);
        if (filter.NoDineIn is { } takeaway)
            premises = premises.Where(p => p.NoDineIn == takeaway);
        if (filter.SchoolCanteen is { } school)
            premises = premises.Where(p => p.SchoolCanteen == school);
        if (filter.Kitchen is { } kitchen)
            premises = premises.Where(p => db.Devices.Any(d => d.PremisesId == p.Id) == kitchen);
        if (filter.Text is { } text)
            premises = premises.Where(p => p.Id == text || p.Name.Contains(text) || p.Address.Contains(text) || p.Licence.Contains(text));
        if (filter.Gap is not { } gap)
            return premises;
        var (fresh, supervisors, coordinators) = (policy.FreshSince(Month.Of(time.GetUtcNow())).Index, policy.Supervisors, policy.Coordinators);
        return premises.Where(p => p.Status == PremisesStatus.Open && (
            ((gap == "any" || gap == "stale") && (p.RefreshedMonth == null || p.RefreshedMonth < fresh))
            || ((gap == "any" || gap == "supervisors") && db.Assignments.Count(a => a.PremisesId == p.Id && !a.IsCoordinator) < supervisors)
            || ((gap == "any" || gap == "coordinators") && db.Assignments.Count(a => a.PremisesId == p.Id && a.IsCoordinator) < coordinators)));
    }
}
