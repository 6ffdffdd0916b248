using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Platforms;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Platforms;

/// <summary>A spot check in words.</summary>
public sealed record SpotCheckView(Guid Id, DateTimeOffset At, string By, int Failed, Guid? NoticeId, IReadOnlyList<PointResult> Results);

/// <summary>Spot checks of platforms (E4): what is not in order becomes the draft of a guidance letter, which goes the way of every notice.</summary>
public sealed class SpotCheckDesk(ScopedDbs dbs, WriterLock writer, NoticeDesk notices, PlatformPolicy policy, TimeProvider time)
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Keeps the check and drafts the letter; the check's id, or why not. The same key gives the same letter and check.</summary>
    public async Task<(Guid? Id, Refusal? Refusal)> Add(string platform, IReadOnlyList<PointResult> results, string basis, string demand, string key, Actor actor, CancellationToken ct)
    {
        if (!actor.Role.IsRegulator())
            return (null, Refusal.Of(PlatformRefusals.NotYours, "@role." + actor.Role.Word()));
        if (!SpotCheck.IsWhole(policy, results))
            return (null, Refusal.Of("spot-check", $"{policy.CheckList.Count}"));
        var facts = SpotCheck.Facts(policy, results);
        Guid? notice = null;
        if (facts.Length > 0)
        {
            var (id, refusal) = await notices.Begin(new(NoticeKind.Guidance, platform, null, null, policy.Lines[0].Id, facts, basis, demand), actor, key, ct);
            if (refusal is not null)
                return (null, refusal);
            notice = id;
        }

        // The id comes from the key, so that the same request is the same check.
        var check = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{actor.Id}\n{key}")).AsSpan(0, 16));
        using var turn = await writer.Enter(ct);
        await using var db = await dbs.Open(Scope.Of(actor), ct);
        if (!await db.Platforms.IgnoreQueryFilters().AnyAsync(p => p.Id == platform, ct))
            return (null, Refusal.Of(PlatformRefusals.UnknownPlatform, platform));
        if (await db.Set<SpotCheckRow>().IgnoreQueryFilters().AnyAsync(c => c.Id == check, ct))
            return (check, null);
        var row = new SpotCheckRow
        {
            Id = check,
            Platform = platform,
            At = time.GetUtcNow(),
            By = actor.Name,
            Policy = policy.Version,
            Results = JsonSerializer.Serialize(results, Readable),
            Failed = results.Count(r => !r.Passed),
            NoticeId = notice,
        };
        db.Add(row);
        await db.SaveChangesAsync(ct);
        return (row.Id, null);
    }

    /// <summary>The newest checks of a platform, at most 50, for the market supervision.</summary>
    public async Task<IReadOnlyList<SpotCheckView>> List(Viewer viewer, string platform, CancellationToken ct)
    {
        if (viewer.Actor?.Role.IsRegulator() is not true)
            return [];
        await using var db = await dbs.Open(viewer.Scope, ct);
        return [.. (await db.Set<SpotCheckRow>().AsNoTracking().Where(c => c.Platform == platform).OrderByDescending(c => c.At).Take(50).ToListAsync(ct))
            .Select(c => new SpotCheckView(c.Id, c.At, c.By, c.Failed, c.NoticeId, JsonSerializer.Deserialize<List<PointResult>>(c.Results)!))];
    }
}
