using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Feed;
using Mingchu.Collector.Ingest;
using Mingchu.Collector.Push;
using Mingchu.Collector.Push.InApp;
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
    private List<CaseEventRow> later = [];
    private Guid[] cases = [];

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

    // All rows of one transaction carry its time. What else the collector files meanwhile (licences that do not fit, say) came from no box and stays.
    private async Task Read(CollectorDb db, CancellationToken ct)
    {
        var leads = await db.Leads.AsNoTracking().Where(l => l.CommittedAt >= since && l.Device.StartsWith(City.BoxPrefix)).ToListAsync(ct);
        cases = [.. leads.Select(l => l.CaseId).Distinct()];
        var ours = cases.ToHashSet();
        var summaries = (await db.Cases.AsNoTracking().Where(c => c.OpenedAt >= since).ToListAsync(ct)).Where(c => ours.Contains(c.Id)).ToLookup(c => c.OpenedAt);
        var events = (await db.CaseEvents.AsNoTracking().Where(e => e.At >= since).ToListAsync(ct)).Where(e => ours.Contains(e.CaseId)).ToList();
        var deliveries = (await db.Set<Delivery>().AsNoTracking().Where(d => d.CreatedAt >= since).ToListAsync(ct)).Where(d => d.CaseId is { } id && ours.Contains(id)).ToLookup(d => d.CreatedAt);
        var seen = new Queue<SeenMessage>(await db.SeenMessages.AsNoTracking().Where(s => s.ReceivedAt >= since).OrderBy(s => s.ReceivedAt).ToListAsync(ct));
        later = [.. events.Where(e => e.Type is "push-recorded" or "kept-quiet" or "reminded")];
        var byTime = events.Except(later).ToLookup(e => e.At);
        foreach (var batch in leads.GroupBy(l => l.CommittedAt).OrderBy(g => g.Key))
            batches.Add(new([.. summaries[batch.Key]], [.. byTime[batch.Key]], [.. batch], [.. batch.Select(_ => seen.Dequeue())], [.. deliveries[batch.Key]]));
    }

    private async Task TakeOut(CollectorDb db, CancellationToken ct)
    {
        await db.CaseFeed.Where(f => EF.Parameter(cases).Contains(f.CaseId)).ExecuteDeleteAsync(ct);
        await db.Leads.Where(l => EF.Parameter(cases).Contains(l.CaseId)).ExecuteDeleteAsync(ct);
        await db.CaseEvents.Where(e => EF.Parameter(cases).Contains(e.CaseId)).ExecuteDeleteAsync(ct);
        await db.Set<Delivery>().Where(d => EF.Parameter(cases).Contains(d.CaseId!.Value)).ExecuteDeleteAsync(ct);
        await db.Set<InboxItem>().Where(i => EF.Parameter(cases).Contains(i.CaseId!.Value)).ExecuteDeleteAsync(ct);
        await db.Cases.Where(c => EF.Parameter(cases).Contains(c.Id)).ExecuteDeleteAsync(ct);
        await db.SeenMessages.Where(s => s.ReceivedAt >= since).ExecuteDeleteAsync(ct);
    }

    private async Task PutBackTheRest(CollectorDb db, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await BulkInsert.Rows(db, later, ct);
        await BulkInsert.Rows(db, [.. later.Select(e => new FeedRow { CaseId = e.CaseId, Sequence = e.Sequence })], ct);
        await transaction.CommitAsync(ct);
    }

    private sealed record Batch(
        IReadOnlyList<CaseSummary> Cases, IReadOnlyList<CaseEventRow> Events, IReadOnlyList<LeadRow> Leads, IReadOnlyList<SeenMessage> Seen, IReadOnlyList<Delivery> Deliveries);
}
