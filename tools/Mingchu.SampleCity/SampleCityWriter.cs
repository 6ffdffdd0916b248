using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Grading;
using Mingchu.Collector.Core.Licences;
using Mingchu.Collector.Core.Platforms;
using Mingchu.Collector.Core.Routing;
using Mingchu.Collector.Feed;
using Mingchu.Collector.Platforms;
using Mingchu.Collector.Premises;
using Mingchu.Collector.Push;
using Mingchu.Collector.Storage;

namespace Mingchu.SampleCity;

/// <summary>Fills an empty database with a city and its history.</summary>
public static class SampleCityWriter
{
    /// <summary>Whether somebody's data is in the database; a city is never put beside it.</summary>
    public static async Task<bool> IsUsed(IServiceProvider collector, CancellationToken ct)
    {
        await using var db = await Open(collector, ct);
        return await db.Premises.AnyAsync(ct) || await db.Areas.AnyAsync(ct) || await db.Cases.AnyAsync(ct) || await db.Devices.AnyAsync(ct) || await db.People.AnyAsync(ct) || await db.Platforms.AnyAsync(ct);
    }

    /// <summary>Fills it; the schema is there. <paramref name="progress"/> hears of cases written so far.</summary>
    public static async Task Fill(IServiceProvider collector, CityPlan plan, Action<int> progress, CancellationToken ct)
    {
        var ground = new CityGround(plan);
        var shops = new CityShops(plan, collector.GetRequiredService<LicencePolicy>(), ground.Premises);
        await using var scratch = await Open(collector, ct);
        await Write(collector, async db => await WriteGround(db, scratch, ground, shops, plan, ct), ct);
        // The book without the outbox: what was told long ago is not to be told again.
        var book = new CaseBook([], collector.GetRequiredService<CaseDecider>());
        var history = new CityHistory(plan, ground, shops, collector.GetRequiredService<GradingPolicy>(), book, scratch);
        var (written, writing) = (0, Task.CompletedTask);
        foreach (var batch in history.Tell())
        {
            await writing;
            progress(written);
            // The next cases are lived while these are written.
            writing = Task.Run(() => Write(collector, db => WriteCases(db, batch, ct), ct), ct);
            written += batch.Cases.Count;
        }

        await writing;
        progress(written);
        await Write(collector, db => BulkInsert.Rows(db, [.. history.Numbers.Select(n => new CaseCounter { Year = n.Key, Last = n.Value })], ct), ct);
        await Write(collector, async db =>
        {
            await BulkInsert.Rows(db, [.. shops.Licences], ct);
            await BulkInsert.Rows(db, [.. shops.Shops], ct);
            await BulkInsert.Rows(db, shops.Findings, ct);
            var policy = collector.GetRequiredService<PlatformPolicy>();
            // Without a channel: nobody is to be told of what is invented.
            var told = new WorkNotices(RoutingPolicy.Default, []);
            await new CityNotices(plan, ground, shops, history, policy, new(collector.GetRequiredService<NoticeDecider>(), policy, book, told), db, ct).Tell();
        }, ct);
    }

    private static async Task WriteGround(CollectorDb db, CollectorDb scratch, CityGround ground, CityShops shops, CityPlan plan, CancellationToken ct)
    {
        foreach (var entry in ground.Premises)
            PremisesBook.Add(scratch, entry, "sample-city", plan.Since);
        await BulkInsert.Rows(db, ground.Areas, ct);
        await BulkInsert.Rows(db, ground.Offices, ct);
        await BulkInsert.Rows(db, ground.People, ct);
        await BulkInsert.Rows(db, [.. scratch.ChangeTracker.Entries<PremisesRow>().Select(e => e.Entity)], ct);
        await BulkInsert.Rows(db, [.. scratch.ChangeTracker.Entries<PremisesChangeRow>().Select(e => e.Entity)], ct);
        await BulkInsert.Rows(db, [.. CityWords.Platforms.Select(p => new PlatformRow { Id = p.Id, Name = p.Name })], ct);
        // Not those that the book added beside the premises: their ids would differ from run to run.
        await BulkInsert.Rows(db, shops.Listings, ct);
        await BulkInsert.Rows(db, ground.Assignments, ct);
        await BulkInsert.Rows(db, ground.Devices, ct);
        await BulkInsert.Rows(db, ground.Cameras, ct);
        scratch.ChangeTracker.Clear();
    }

    private static async Task WriteCases(CollectorDb db, CityBatch batch, CancellationToken ct)
    {
        await BulkInsert.Rows(db, batch.Cases, ct);
        await BulkInsert.Rows(db, batch.Events, ct);
        await BulkInsert.Rows(db, batch.Leads, ct);
        await BulkInsert.Rows(db, batch.Seen, ct);
        await BulkInsert.Rows(db, batch.Deliveries, ct);
        await BulkInsert.Rows(db, [.. batch.Events.OrderBy(e => e.At).ThenBy(e => e.CaseId).ThenBy(e => e.Sequence).Select(e => new FeedRow { CaseId = e.CaseId, Sequence = e.Sequence })], ct);
    }

    private static async Task Write(IServiceProvider collector, Func<CollectorDb, Task> work, CancellationToken ct)
    {
        await using var db = await Open(collector, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await work(db);
        await transaction.CommitAsync(ct);
    }

    private static Task<CollectorDb> Open(IServiceProvider collector, CancellationToken ct) =>
        collector.GetRequiredService<IDbContextFactory<CollectorDb>>().CreateDbContextAsync(ct);
}
