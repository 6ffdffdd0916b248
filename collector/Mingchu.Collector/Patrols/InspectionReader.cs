using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Access;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Api;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Privacy;
using Mingchu.Collector.Evidence;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Patrols;

/// <summary>Reads inspections for pages and API.</summary>
public sealed class InspectionReader(ScopedDbs dbs, EvidenceFiles files, BlurredCopies copies, AccessLog log)
{
    /// <summary>Inspections, newest first, from a place on; of one premises, or with one result (<c>clean</c>, <c>case</c>), or all.</summary>
    public async Task<Page<InspectionItem>> List(Scope scope, string? premises, string? result, Cursor? after, int limit, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        var inspections = db.Inspections.AsNoTracking().Where(i => (premises == null || i.PremisesId == premises) && (result == null || (result == "case") == (i.Failed > 0)));
        if (after is { At: var at, Id: var id })
            inspections = inspections.Where(i => i.At < at || (i.At == at && i.Id.CompareTo(id) < 0));
        var rows = await (from i in inspections
                          join p in db.Premises on i.PremisesId equals p.Id
                          join l in db.CheckLists on new { Id = i.ListId, Version = i.ListVersion } equals new { l.Id, l.Version }
                          orderby i.At descending, i.Id descending
                          select new { Row = i, p.Name, p.Area, List = l }).Take(limit + 1).ToListAsync(ct);
        var items = rows.Take(limit).Select(r => new InspectionItem(r.Row.Id, r.Row.PremisesId, r.Name, r.Area, r.Row.ListId, r.Row.ListVersion,
            r.List.ToList().Title.In(CultureInfo.CurrentUICulture), r.Row.By, r.Row.ByRole, r.Row.At, r.Row.Failed, ResultOf(r.Row))).ToList();
        return new(items, rows.Count > limit ? new Cursor(items[^1].At, items[^1].Id).ToString() : null);
    }

    /// <summary>One inspection; null when the scope does not hold it.</summary>
    public async Task<InspectionView?> Find(Scope scope, Guid id, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        if (await db.Inspections.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, ct) is not { } row)
            return null;
        var premises = await db.Premises.AsNoTracking().SingleAsync(p => p.Id == row.PremisesId, ct);
        var list = (await db.CheckLists.AsNoTracking().SingleAsync(l => l.Id == row.ListId && l.Version == row.ListVersion, ct)).ToList();
        var points = await db.InspectionPoints.AsNoTracking().Where(p => p.InspectionId == id).ToDictionaryAsync(p => p.Point, ct);
        var pictures = (await db.InspectionPictures.AsNoTracking().Where(p => p.InspectionId == id).OrderBy(p => p.Sha256).ToListAsync(ct)).ToLookup(p => p.Point, p => p.Sha256);
        var ids = points.Values.Select(p => p.CaseId).OfType<Guid>().ToList();
        var numbers = await db.Cases.AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Number, ct);
        return new(row.Id, row.PremisesId, premises.Name, premises.Area, row.ListId, row.ListVersion, list.Title.In(CultureInfo.CurrentUICulture), row.By, row.ByRole, row.At,
            row.RecordedAt, row.Note, row.Failed, ResultOf(row),
            [.. from point in list.Points
                where points.ContainsKey(point.Id)
                let found = points[point.Id]
                select new InspectedPoint(point.Id, point.Text.In(CultureInfo.CurrentUICulture), found.Answer, found.Note, found.CaseId,
                    found.CaseId is { } of ? numbers.GetValueOrDefault(of) : null, [.. pictures[point.Id].Select(h => $"/api/v1/inspections/{id:D}/pictures/{h}")])]);
    }

    /// <summary>A picture of an inspection and its type, after it was logged who reads it; null when there is none.</summary>
    public async Task<(Stream File, string MediaType)?> Picture(Viewer viewer, Guid id, string sha256, CancellationToken ct)
    {
        await using var db = await dbs.Open(viewer.Scope, ct);
        if (viewer.Actor is not { } actor || await db.InspectionPictures.AsNoTracking().FirstOrDefaultAsync(p => p.InspectionId == id && p.Sha256 == sha256, ct) is not { } found)
            return null;
        var inspection = await (from i in db.Inspections join p in db.Premises on i.PremisesId equals p.Id where i.Id == id select new { p.Area, i.ById }).SingleAsync(ct);
        // Nobody says where heads are in what an inspector took, so a copy for others is blurred as a whole.
        var blurred = PictureRules.Of(actor, isClip: false, inspection.ById) != Showing.AsTaken;
        if ((blurred ? await copies.Open(sha256, found.MediaType, heads: null, ct) : await files.Open(sha256, found.MediaType, ct)) is not { } file)
            return null;
        await log.Record(actor, AccessKinds.Evidence, $"inspection {id:D} {sha256}", inspection.Area, ct);
        return (file, blurred ? MediaTypes.Jpeg : found.MediaType);
    }

    private static string ResultOf(InspectionRow row) => row.Failed > 0 ? "case" : "clean";
}
