using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Evidence;

/// <summary>How the evidence of all boxes stands.</summary>
/// <param name="Signed">Pieces signed by their box's own key.</param>
/// <param name="Unsigned">Pieces without a signature.</param>
/// <param name="OtherKey">Pieces signed by a key that is not accepted.</param>
/// <param name="Broken">A line for each piece whose signature or file does not hold.</param>
public sealed record SealReport(int Signed, int Unsigned, int OtherKey, IReadOnlyList<string> Broken);

/// <summary>Checks the signature of every piece of evidence, and that its file still has the hash that was signed.</summary>
public sealed class SealVerifier(IDbContextFactory<CollectorDb> dbs, EvidenceFiles files)
{
    public async Task<SealReport> Verify(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var keys = (await db.DeviceKeys.AsNoTracking().ToListAsync(ct)).ToLookup(k => k.Device);
        var (counts, broken) = (new int[4], new List<string>());
        await foreach (var row in db.Evidence.AsNoTracking().Where(e => e.StoredAt != null).OrderBy(e => e.Device).ThenBy(e => e.AlertId).ThenBy(e => e.Kind).AsAsyncEnumerable().WithCancellation(ct))
        {
            var state = Seals.Of(row, keys[row.Device]);
            counts[(int)state]++;
            var name = $"evidence {(row.Device.Length == 0 ? "-" : row.Device)} {row.AlertId} {row.Kind.Word()}";
            if (state == SealState.Broken)
                broken.Add($"{name}: the signature does not hold");
            if (await files.Check(row.Sha256, row.MediaType, ct) is { } fault)
                broken.Add($"{name}: {fault}");
        }

        return new(counts[(int)SealState.Signed], counts[(int)SealState.Unsigned], counts[(int)SealState.OtherKey], broken);
    }
}
