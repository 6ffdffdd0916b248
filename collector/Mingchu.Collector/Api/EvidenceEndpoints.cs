using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Access;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Core.Privacy;
using Mingchu.Collector.Evidence;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Api;

/// <summary>Pictures and clips for people and systems that are signed in.</summary>
public static class EvidenceEndpoints
{
    /// <summary>Adds the endpoint below <c>/api/v1</c>.</summary>
    public static void MapEvidence(this IEndpointRouteBuilder api) =>
        api.MapGet("/evidence/{sha256:regex(^[0-9a-f]{{64}}$)}", Read).WithTags("cases")
            .WithSummary("A picture or clip by its hash; whoever is not of the market supervision gets pictures with blurred faces, and no clips").ProducesProblem(404);

    private static async Task<Results<FileStreamHttpResult, NotFound>> Read(
        string sha256, Viewer viewer, ScopedDbs dbs, AccessLog log, EvidenceFiles files, BlurredCopies copies, HttpContext context, CancellationToken ct)
    {
        if (viewer.Actor is not { } actor)
            return TypedResults.NotFound();
        await using var db = await dbs.Open(viewer.Scope, ct);
        var found = await (
            from e in db.Evidence.AsNoTracking()
            where e.Sha256 == sha256 && e.StoredAt != null
            join c in db.Cases on e.CaseId equals c.Id into cases
            from c in cases.DefaultIfEmpty()
            join p in db.Premises on c.PremisesId equals p.Id into places
            from p in places.DefaultIfEmpty()
            select new { Row = e, c.Number, p.Area }).ToListAsync(ct);
        if (found.FirstOrDefault() is not { Row.MediaType: MediaTypes.Jpeg or MediaTypes.Png or MediaTypes.Mp4 } first)
            return TypedResults.NotFound();
        // The same picture may be evidence of two alerts: it is shown by the strictest of them.
        var showing = found.Max(f => PictureRules.Of(actor, f.Row.MediaType == MediaTypes.Mp4, f.Row.AddedBy));
        var file = showing switch
        {
            Showing.AsTaken => await files.Open(sha256, first.Row.MediaType, ct),
            Showing.Blurred => await copies.Open(sha256, first.Row.MediaType, Heads(found.Select(f => f.Row)), ct),
            _ => null,
        };
        if (file is null)
            return TypedResults.NotFound();
        await log.Record(actor, AccessKinds.Evidence, $"{first.Number} {sha256}", first.Area ?? "", ct);
        // The address is the hash of the original, so that never changes; only this person's browser may keep it. A copy is another file for another person at the same address.
        context.Response.Headers.CacheControl = showing == Showing.AsTaken ? "private, max-age=31536000, immutable" : "private, no-store";
        context.Response.Headers.Vary = "Cookie, Authorization";
        return TypedResults.Stream(file, showing == Showing.Blurred ? MediaTypes.Jpeg : first.Row.MediaType, enableRangeProcessing: true);
    }

    private static List<Contracts.Messages.PictureArea>? Heads(IEnumerable<EvidenceRow> rows)
    {
        var heads = rows.Select(r => r.HeadAreas()).ToList();
        return heads.TrueForAll(h => h is not null) ? [.. heads.SelectMany(h => h!)] : null;
    }
}
