using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Feed;
using Mingchu.Collector.Ingest;
using Mingchu.Collector.Push;
using Mingchu.Collector.Storage;
using Mingchu.Rig;

namespace Mingchu.Bench.Collector;

/// <summary>
/// What the database alone can take: the rows that ingest just wrote are taken out and put back as they are, in the same transactions, by statements
/// prepared once (SQLite) or of many rows (PostgreSQL). Nothing is read, decided, hashed or turned into JSON.
/// </summary>
internal sealed class BareInsert(City city, DateTimeOffset since)
{
    private readonly List<Batch> batches = [];

    /// <summary>Alerts of a transaction, on average.</summary>
    public double AlertsPerBatch => batches.Average(b => b.Leads.Count);

    /// <summary>Alerts per second.</summary>
    public async Task<double> Run(CancellationToken ct)
    {
        await using var db = await city.Open(ct);
        await Wait.Until("all pushes are done", async () => !await db.Set<Delivery>().AnyAsync(d => d.State == DeliveryState.Pending, ct), ct, TimeSpan.FromMinutes(10));
        await Read(db, ct);
        await TakeOut(db, ct);
        var began = Stopwatch.GetTimestamp();
        foreach (var batch in batches)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await BulkInsert.Rows(db, batch.Cases, ct);
            await BulkInsert.Rows(db, batch.Events, ct);
            await BulkInsert.Rows(db, batch.Leads, ct);
            await BulkInsert.Rows(db, batch.Seen, ct);
            await BulkInsert.Rows(db, batch.Deliveries, ct);
            await BulkInsert.Rows(db, [.. batch.Events.Select(e => new FeedRow { CaseId = e.CaseId, Sequence = e.Sequence })], ct);
            await transaction.CommitAsync(ct);
        }

        var rate = batches.Sum(b => b.Leads.Count) / Stopwatch.GetElapsedTime(began).TotalSeconds;
        await PutBackTheRest(db, ct);
        return rate;
    }

    // All rows of one transaction carry its time.
    private async Task Read(CollectorDb db, CancellationToken ct)
    {
        // What the collector's own round through the kitchens files meanwhile came by no message.
        var leads = await db.Leads.AsNoTracking().Where(l => l.CommittedAt >= since && l.AlertId != "").ToListAsync(ct);
        var cases = leads.Select(l => l.CaseId).Distinct().ToHashSet();
        var summaries = (await db.Cases.AsNoTracking().Where(c => c.OpenedAt >= since).ToListAsync(ct)).ToLookup(c => c.OpenedAt);
        var events = (await db.CaseEvents.AsNoTracking().Where(e => e.At >= since).ToListAsync(ct)).Where(e => cases.Contains(e.CaseId)).ToList();
        var deliveries = (await db.Set<Delivery>().AsNoTracking().Where(d => d.CreatedAt >= since).ToListAsync(ct)).ToLookup(d => d.CreatedAt);
        var seen = new Queue<SeenMessage>(await db.SeenMessages.AsNoTracking().Where(s => s.ReceivedAt >= since).OrderBy(s => s.ReceivedAt).ToListAsync(ct));
        Later = [.. events.Where(e => e.Type is "push-recorded" or "kept-quiet" or "reminded")];
        var byTime = events.Except(Later).ToLookup(e => e.At);
        foreach (var batch in leads.GroupBy(l => l.CommittedAt).OrderBy(g => g.Key))
            batches.Add(new([.. summaries[batch.Key]], [.. byTime[batch.Key]], [.. batch], [.. batch.Select(_ => seen.Dequeue())], [.. deliveries[batch.Key]]));
    }

    private List<CaseEventRow> Later { get; set; } = [];

    private async Task TakeOut(CollectorDb db, CancellationToken ct)
    {
        await db.Leads.Where(l => l.CommittedAt >= since && l.AlertId != "").ExecuteDeleteAsync(ct);
        // A case that the collector's own round opens in this very moment has its lead, and stays.
        var gone = db.Cases.Where(c => c.OpenedAt >= since && !db.Leads.Any(l => l.CaseId == c.Id));
        await db.CaseFeed.Where(f => gone.Any(c => c.Id == f.CaseId)).ExecuteDeleteAsync(ct);
        await db.CaseEvents.Where(e => gone.Any(c => c.Id == e.CaseId)).ExecuteDeleteAsync(ct);
        await db.Set<Delivery>().Where(d => gone.Any(c => c.Id == d.CaseId)).ExecuteDeleteAsync(ct);
        await db.Set<Mingchu.Collector.Push.InApp.InboxItem>().Where(i => gone.Any(c => c.Id == i.CaseId)).ExecuteDeleteAsync(ct);
        await gone.ExecuteDeleteAsync(ct);
        await db.SeenMessages.Where(s => s.ReceivedAt >= since).ExecuteDeleteAsync(ct);
    }

    private async Task PutBackTheRest(CollectorDb db, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await BulkInsert.Rows(db, Later, ct);
        await BulkInsert.Rows(db, [.. Later.Select(e => new FeedRow { CaseId = e.CaseId, Sequence = e.Sequence })], ct);
        await transaction.CommitAsync(ct);
    }

    private sealed record Batch(
        IReadOnlyList<CaseSummary> Cases, IReadOnlyList<CaseEventRow> Events, IReadOnlyList<LeadRow> Leads, IReadOnlyList<SeenMessage> Seen, IReadOnlyList<Delivery> Deliveries);
}
