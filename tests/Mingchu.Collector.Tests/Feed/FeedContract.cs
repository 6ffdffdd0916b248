using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Config;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Feed;
using Mingchu.Collector.Premises;
using Mingchu.Collector.Storage;
using Mingchu.Collector.Tests.Storage;

namespace Mingchu.Collector.Tests.Feed;

public sealed class SqliteFeed(Databases databases) : FeedContract(databases, "sqlite");

public sealed class PostgresFeed(Databases databases) : FeedContract(databases, "postgres");

/// <summary>What the feed of events promises while several collectors write, on every database.</summary>
public abstract class FeedContract(Databases databases, string provider) : IAsyncLifetime
{
    private static readonly Actor Zhang = new("u1", "张三", Role.Supervisor);
    private readonly List<ServiceProvider> collectors = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var storage = await databases.New(provider, Ct);
        for (var i = 0; i < 3; i++)
            collectors.Add(CollectorApp.Offline(new CollectorConfig { Storage = storage }));
        await collectors[0].GetRequiredService<Migrator>().Run(Ct);
        foreach (var (id, area) in new[] { ("p1", "putian/xianyou"), ("p2", "putian/xianyou"), ("p3", "putian/xianyou-2"), ("p4", "fuzhou") })
            Assert.Null(await collectors[0].GetRequiredService<PremisesRegistry>().Add(id, id, area, Ct));
    }

    [Fact]
    [Trait("row", "H5")]
    public async Task A_reader_that_is_cut_off_again_and_again_gets_every_event_of_several_writers_once_and_in_order()
    {
        var cases = new List<Guid>();
        foreach (var premises in new[] { "p1", "p2", "p3", "p4" })
            cases.Add(await Open(premises));
        using var stop = new CancellationTokenSource();
        var writing = Task.WhenAll(collectors.Select((collector, n) => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
                Assert.Null(await collector.GetRequiredService<CaseDesk>().Do(cases[(n + i) % cases.Count], new CaseCommand.AddNote($"{n}/{i}"), Zhang, Ct));
        }, Ct)));

        // What a page brought is kept and its cursor with it; a page that is cut off on its way is asked for again.
        List<FeedItem> kept = [];
        var (cursor, pages) = (0L, 0);
        for (var quiet = 0; quiet < 2;)
        {
            var done = writing.IsCompleted;
            var (items, next, _) = await Reader(pages % 3).Read(new Viewer(Zhang), cursor, 7, Ct);
            if (++pages % 4 == 0)
                continue;
            kept.AddRange(items);
            cursor = next;
            quiet = done && items.Count == 0 ? quiet + 1 : 0;
        }

        await writing;
        await using var db = await Db();
        var all = await db.CaseEvents.Select(e => new { e.CaseId, e.Sequence }).ToListAsync(Ct);
        Assert.Equal(75 + 4, all.Count);
        Assert.Equal(all.Select(e => (e.CaseId, e.Sequence)).Order(), kept.Select(i => (i.CaseId, i.Sequence)).Order());
        Assert.All(kept.GroupBy(i => i.CaseId), lines => Assert.Equal(Enumerable.Range(1, lines.Count()), lines.Select(l => l.Sequence)));
        Assert.Equal(kept.Select(i => long.Parse(i.Cursor, CultureInfo.InvariantCulture)).Order().Distinct(), kept.Select(i => long.Parse(i.Cursor, CultureInfo.InvariantCulture)));
    }

    [Fact]
    [Trait("row", "H5")]
    public async Task An_event_whose_transaction_is_still_open_is_not_passed_over_by_one_that_comes_after_it()
    {
        var (slow, quick) = (await Open("p1"), await Open("p2"));
        var before = (await Reader(0).Read(new Viewer(Zhang), 0, 100, Ct)).Next;
        await using var db = await Db();
        await using var open = await db.Database.BeginTransactionAsync(Ct);
        var summary = await db.Cases.SingleAsync(c => c.Id == slow, Ct);
        var premises = await db.Premises.AsNoTracking().SingleAsync(p => p.Id == "p1", Ct);
        Assert.Null(collectors[0].GetRequiredService<CaseBook>().Apply(db, summary, premises, new CaseCommand.AddNote("慢"), Zhang, DateTimeOffset.UtcNow));
        await db.SaveChangesAsync(Ct);

        var second = Task.Run(() => collectors[1].GetRequiredService<CaseDesk>().Do(quick, new CaseCommand.AddNote("快"), Zhang, Ct), Ct);
        // Until the first commits, a reader sees neither, however often it looks.
        for (var look = 0; look < 5; look++)
            Assert.Empty((await Reader(2).Read(new Viewer(Zhang), before, 100, Ct)).Items);
        Assert.False(second.IsCompleted);
        await open.CommitAsync(Ct);
        Assert.Null(await second);

        Assert.Equal([slow, quick], (await Reader(2).Read(new Viewer(Zhang), before, 100, Ct)).Items.Select(i => i.CaseId));
    }

    [Fact]
    [Trait("row", "H4")]
    public async Task Everybody_reads_the_events_of_their_own_area_only_and_nobody_outside_the_supervision_what_they_hold()
    {
        var ids = new Dictionary<string, Guid>();
        foreach (var premises in new[] { "p1", "p3", "p4" })
            ids[premises] = await Open(premises);
        Viewer county = new(new Actor("c", "县局", Role.CountyBureau) { Area = Area.Of("putian/xianyou") });
        Viewer merchant = new(new Actor("m", "店主", Role.Merchant) { PremisesId = "p4" });

        var seen = Assert.Single((await Reader(0).Read(county, 0, 100, Ct)).Items);
        var own = Assert.Single((await Reader(0).Read(merchant, 0, 100, Ct)).Items);

        Assert.Equal((ids["p1"], "putian/xianyou", "opened"), (seen.CaseId, seen.Area, seen.Type));
        Assert.Equal("张三", seen.By);
        Assert.Equal("opened", seen.Data!.Value.GetProperty("type").GetString());
        Assert.Equal((ids["p4"], null, null), (own.CaseId, own.By, own.Data));
        Assert.Empty((await Reader(0).Read(new Viewer(null), 0, 100, Ct)).Items);
        // The cursor goes past what is hidden, so that a reader of a small area does not look at everything again.
        Assert.Equal((await Reader(0).Read(new Viewer(Zhang), 0, 100, Ct)).Next, (await Reader(0).Read(county, 0, 100, Ct)).Next);
    }

    [Fact]
    public async Task Cases_of_premises_that_move_are_the_new_areas()
    {
        var id = await Open("p4");
        var desk = new PremisesDesk(collectors[0].GetRequiredService<ScopedDbs>(), collectors[0].GetRequiredService<WriterLock>(), TimeProvider.System);
        Assert.Null((await desk.Write("p4", new Dictionary<string, string> { ["area"] = "putian/xianyou" }, 1, Zhang, Ct)).Refusal);

        var county = new Viewer(new Actor("c", "县局", Role.CountyBureau) { Area = Area.Of("putian/xianyou") });
        var former = new Viewer(new Actor("f", "市局", Role.CityBureau) { Area = Area.Of("fuzhou") });
        Assert.Equal(id, Assert.Single((await Reader(0).Read(county, 0, 100, Ct)).Items).CaseId);
        Assert.Empty((await Reader(0).Read(former, 0, 100, Ct)).Items);
    }

    [Fact]
    public async Task Whoever_waits_is_told_of_what_another_collector_wrote()
    {
        var id = await Open("p1");
        var head = await Reader(0).Head(new Viewer(Zhang), Ct);
        var waiting = Reader(0).Wait(new Viewer(Zhang), head, 100, TimeSpan.FromMinutes(5), Ct);

        Assert.Null(await collectors[1].GetRequiredService<CaseDesk>().Do(id, new CaseCommand.Confirm(), Zhang, Ct));

        Assert.Equal("confirmed", Assert.Single((await waiting).Items).Type);
    }

    private FeedReader Reader(int collector) =>
        new(collectors[collector].GetRequiredService<ScopedDbs>(), collectors[collector].GetRequiredService<CaseChanges>(), TimeProvider.System);

    private Task<CollectorDb> Db() => collectors[0].GetRequiredService<IDbContextFactory<CollectorDb>>().CreateDbContextAsync(Ct);

    private async Task<Guid> Open(string premises)
    {
        var result = await collectors[0].GetRequiredService<LeadDesk>().Register(new(LeadSource.Complaint, premises, "floor-wet", "积水"), Zhang, null, Ct);
        Assert.Null(result.Refusal);
        return result.CaseId!.Value;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var collector in collectors)
            await collector.DisposeAsync();
    }
}
