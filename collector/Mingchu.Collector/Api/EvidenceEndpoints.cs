using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Config;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Api;

/// <summary>Pictures and clips for people and systems that are signed in.</summary>
public static class EvidenceEndpoints
{
    /// <summary>Adds the endpoint below <c>/api/v1</c>.</summary>
    public static void MapEvidence(this IEndpointRouteBuilder api) =>
        api.MapGet("/evidence/{sha256:regex(^[0-9a-f]{{64}}$)}", Read).WithTags("cases").WithSummary("A picture or clip by its hash").ProducesProblem(404);

    private static async Task<Results<PhysicalFileHttpResult, NotFound>> Read(
        string sha256, IDbContextFactory<CollectorDb> dbs, CollectorConfig config, HttpContext context, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var mediaType = await db.Evidence.AsNoTracking().Where(e => e.Sha256 == sha256 && e.StoredAt != null).Select(e => e.MediaType).FirstOrDefaultAsync(ct);
        var file = Path.GetFullPath(Path.Combine(config.Evidence.Folder, sha256[..2], sha256 + (mediaType == "video/mp4" ? ".mp4" : ".jpg")));
        if (mediaType is not ("image/jpeg" or "video/mp4") || !File.Exists(file))
            return TypedResults.NotFound();
        // The address is the hash of the content, so it never changes; only this person's browser may keep it.
        context.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        return TypedResults.PhysicalFile(file, mediaType, enableRangeProcessing: true);
    }
}
