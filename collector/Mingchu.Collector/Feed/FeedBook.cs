using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Feed;

/// <summary>
/// Gives lines of case files their places in the feed. Whoever reads up to a position has everything before it, because positions rise in
/// the order of commits: they are given as the last statement of a transaction, under a lock that is held until the commit. On SQLite that
/// is the one writer's; on PostgreSQL an advisory lock, which nobody holds while waiting for anything else, so it can't be part of a deadlock.
/// </summary>
internal static class FeedBook
{
    // "feed" in ASCII; the locks of premises are keyed by two numbers' hash and can't be mistaken for it in practice.
    private const long Lock = 0x66656564;

    /// <summary>Saves what is tracked and places the new lines, in one transaction: somebody's, or one of its own.</summary>
    public static async Task<int> Save(CollectorDb db, Func<Task<int>> save, CancellationToken ct)
    {
        var added = db.ChangeTracker.Entries<CaseEventRow>().Where(e => e.State == EntityState.Added).Select(e => e.Entity).ToList();
        if (added.Count == 0)
            return await save();
        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        var saved = await save();
        await Place(db, added, ct);
        if (own is not null)
            await own.CommitAsync(ct);
        return saved;
    }

    /// <summary>Places saved lines, in their order within each case; the caller's transaction commits right after.</summary>
    public static async Task Place(CollectorDb db, IEnumerable<CaseEventRow> lines, CancellationToken ct)
    {
        var ordered = lines.OrderBy(l => l.At).ThenBy(l => l.CaseId).ThenBy(l => l.Sequence).ToList();
        if (db is PostgresCollectorDb)
        {
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Lock})", ct);
            Guid[] cases = [.. ordered.Select(l => l.CaseId)];
            int[] sequences = [.. ordered.Select(l => l.Sequence)];
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO "case_feed" ("CaseId", "Sequence")
                SELECT c, s FROM unnest({cases}, {sequences}) WITH ORDINALITY AS lines(c, s, n) ORDER BY n
                """, ct);
            return;
        }

        await BulkInsert.Rows(db, [.. ordered.Select(l => new FeedRow { CaseId = l.CaseId, Sequence = l.Sequence })], ct);
    }
}
