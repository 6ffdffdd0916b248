using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
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
        string sha256, IDbContextFactory<CollectorDb> dbs, EvidenceFolder folder, HttpContext context, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var mediaType = await db.Evidence.AsNoTracking().Where(e => e.Sha256 == sha256 && e.StoredAt != null).Select(e => e.MediaType).FirstOrDefaultAsync(ct);
        if (mediaType is not (MediaTypes.Jpeg or MediaTypes.Mp4) || folder.Find(sha256, mediaType) is not { } file)
            return TypedResults.NotFound();
        // The address is the hash of the content, so it never changes; only this person's browser may keep it.
        context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        return TypedResults.PhysicalFile(Path.GetFullPath(file), mediaType, enableRangeProcessing: true);
    }
}
