using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Feed;
using Mingchu.Collector.Ingest;
using Mingchu.Collector.Push;

namespace Mingchu.Collector.Storage;

/// <summary>Saves what is tracked, for work that touches many rows: those of the tables that grow with every message in bulk, everything else by EF.</summary>
public static class BulkSave
{
    /// <summary>Saves inside the current transaction. Errors are the provider's or EF's.</summary>
    /// <exception cref="DbUpdateConcurrencyException">A row is not as it was read.</exception>
    public static async Task Save(CollectorDb db, CancellationToken ct)
    {
        db.ChangeTracker.DetectChanges();
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        var lines = In<CaseEventRow>(db, EntityState.Added);
        // What others refer to comes first.
        await Insert(db, In<CaseSummary>(db, EntityState.Added), ct);
        await Insert(db, lines, ct);
        await Insert(db, In<LeadRow>(db, EntityState.Added), ct);
        await Insert(db, In<SeenMessage>(db, EntityState.Added), ct);
        await Insert(db, In<Delivery>(db, EntityState.Added), ct);
        if (db is not PostgresCollectorDb)
        {
            await BulkUpdate.Rows(db, In<CaseSummary>(db, EntityState.Modified), ct);
            await BulkUpdate.Rows(db, In<Delivery>(db, EntityState.Modified), ct);
        }

        await db.SaveChangesAsync(ct);
        if (lines.Count > 0)
            await FeedBook.Place(db, lines.Select(l => l.Entity), ct);
    }

    private static List<EntityEntry<T>> In<T>(CollectorDb db, EntityState state)
        where T : class => [.. db.ChangeTracker.Entries<T>().Where(e => e.State == state)];

    private static async Task Insert<T>(CollectorDb db, List<EntityEntry<T>> added, CancellationToken ct)
        where T : class
    {
        await BulkInsert.Rows(db, [.. added.Select(e => e.Entity)], ct);
        foreach (var entry in added)
            entry.State = EntityState.Unchanged;
    }
}
