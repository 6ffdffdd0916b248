using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Access;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Evidence;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Api;

/// <summary>Pictures and clips for people and systems that are signed in.</summary>
public static class EvidenceEndpoints
{
    /// <summary>Adds the endpoint below <c>/api/v1</c>.</summary>
    public static void MapEvidence(this IEndpointRouteBuilder api) =>
        api.MapGet("/evidence/{sha256:regex(^[0-9a-f]{{64}}$)}", Read).WithTags("cases").WithSummary("A picture or clip by its hash").ProducesProblem(404);

    private static async Task<Results<PhysicalFileHttpResult, NotFound>> Read(
        string sha256, Viewer viewer, ScopedDbs dbs, AccessLog log, EvidenceFolder folder, HttpContext context, CancellationToken ct)
    {
        await using var db = await dbs.Open(viewer.Scope, ct);
        var found = await (
            from e in db.Evidence.AsNoTracking()
            where e.Sha256 == sha256 && e.StoredAt != null
            join c in db.Cases on e.CaseId equals c.Id into cases
            from c in cases.DefaultIfEmpty()
            join p in db.Premises on c.PremisesId equals p.Id into places
            from p in places.DefaultIfEmpty()
            select new { e.MediaType, c.Number, p.Area }).FirstOrDefaultAsync(ct);
        if (viewer.Actor is not { } actor || found?.MediaType is not (MediaTypes.Jpeg or MediaTypes.Mp4) || folder.Find(sha256, found.MediaType) is not { } file)
            return TypedResults.NotFound();
        await log.Record(actor, AccessKinds.Evidence, $"{found.Number} {sha256}", found.Area ?? "", ct);
        // The address is the hash of the content, so it never changes; only this person's browser may keep it.
        context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        return TypedResults.PhysicalFile(Path.GetFullPath(file), found.MediaType, enableRangeProcessing: true);
    }
}
