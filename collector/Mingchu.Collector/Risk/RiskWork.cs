using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Risk;
using Mingchu.Collector.Premises;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Risk;

/// <summary>
/// Makes the risk indexes anew when they are due: new premises at once, all others every <see cref="RiskPolicy.RecomputeHours"/>. A batch is taken and done in one
/// transaction under row locks that other collectors step over.
/// </summary>
public sealed class RiskWork(IDbContextFactory<CollectorDb> dbs, WriterLock writer, RiskPolicy policy, RiskFacts facts, TimeProvider time, ILogger<RiskWork> log)
    : RegularWork(TimeSpan.FromMinutes(1), time, log)
{
    /// <summary>Premises of one transaction.</summary>
    public const int Batch = 200;

    /// <summary>Makes every index that is due; how many it was.</summary>
    public override async Task<int> Round(CancellationToken ct)
    {
        var (done, next) = (0, 0);
        while ((next = await Next(ct)) > 0)
            done += next;
        return done;
    }

    private async Task<int> Next(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = Time.GetUtcNow();
        var nowMs = now.ToUnixTimeMilliseconds();
        // A look without writing first: an idle collector takes no write lock.
        if (!await db.Premises.AnyAsync(p => p.RiskDueAtMs <= nowMs, ct))
            return 0;
        using var turn = await writer.Enter(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var due = await Take(db, nowMs, ct);
        var counts = await facts.Of(db, policy, due, now, ct);
        var ids = due.Select(p => p.Id).ToList();
        var rows = await db.Set<RiskRow>().Where(r => ids.Contains(r.PremisesId)).ToDictionaryAsync(r => r.PremisesId, ct);
        var next = nowMs + (long)TimeSpan.FromHours(policy.RecomputeHours).TotalMilliseconds;
        foreach (var premises in due)
        {
            var index = RiskIndex.Of(policy, counts[premises.Id]);
            (premises.RiskIndex, premises.RiskDueAtMs) = (index.Value, next);
            var parts = JsonSerializer.Serialize(index.Parts);
            if (rows.TryGetValue(premises.Id, out var row))
                (row.Parts, row.Policy, row.At) = (parts, index.Policy, now);
            else
                db.Add(new RiskRow { PremisesId = premises.Id, Parts = parts, Policy = index.Policy, At = now });
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return due.Count;
    }

    private static async Task<List<PremisesRow>> Take(CollectorDb db, long nowMs, CancellationToken ct)
    {
        var due = db.Database.IsNpgsql()
            ? db.Premises.FromSql($"""SELECT * FROM "premises" WHERE "RiskDueAtMs" <= {nowMs} ORDER BY "RiskDueAtMs", "Id" LIMIT {Batch} FOR UPDATE SKIP LOCKED""")
            // The transaction is SQLite's one writer: what it reads stays so until it commits.
            : db.Premises.Where(p => p.RiskDueAtMs <= nowMs).OrderBy(p => p.RiskDueAtMs).ThenBy(p => p.Id).Take(Batch);
        return await due.ToListAsync(ct);
    }
}
