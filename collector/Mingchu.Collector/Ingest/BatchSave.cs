using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Feed;
using Mingchu.Collector.Push;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Ingest;

/// <summary>Saves what a batch wrote: the new rows of the tables that grow with every message in bulk, everything else by EF.</summary>
internal static class BatchSave
{
    /// <summary>Saves inside the current transaction. Errors are the provider's or EF's.</summary>
    public static async Task Save(CollectorDb db, CancellationToken ct)
    {
        db.ChangeTracker.DetectChanges();
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        var lines = New<CaseEventRow>(db);
        // What others refer to comes first.
        await Insert(db, New<CaseSummary>(db), ct);
        await Insert(db, lines, ct);
        await Insert(db, New<LeadRow>(db), ct);
        await Insert(db, New<SeenMessage>(db), ct);
        await Insert(db, New<Delivery>(db), ct);
        await db.SaveChangesAsync(ct);
        if (lines.Count > 0)
            await FeedBook.Place(db, lines.Select(l => l.Entity), ct);
    }

    private static List<EntityEntry<T>> New<T>(CollectorDb db)
        where T : class => [.. db.ChangeTracker.Entries<T>().Where(e => e.State == EntityState.Added)];

    private static async Task Insert<T>(CollectorDb db, List<EntityEntry<T>> added, CancellationToken ct)
        where T : class
    {
        await BulkInsert.Rows(db, [.. added.Select(e => e.Entity)], ct);
        foreach (var entry in added)
            entry.State = EntityState.Unchanged;
    }
}
