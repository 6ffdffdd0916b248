using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Mingchu.Collector.Config;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Platforms;
using Mingchu.Collector.Core.Risk;
using Mingchu.Collector.Platforms;
using Mingchu.Collector.Premises;
using Mingchu.Collector.Risk;
using Mingchu.Collector.Storage;
using Mingchu.Collector.Tests.Storage;

namespace Mingchu.Collector.Tests.Platforms;

public sealed class SqliteNoticeDueWork(Databases databases) : NoticeDueWorkContract(databases, "sqlite");

public sealed class PostgresNoticeDueWork(Databases databases) : NoticeDueWorkContract(databases, "postgres");

/// <summary>Several collectors share the notices and risk indexes that are due, on every kind of database.</summary>
public abstract class NoticeDueWorkContract(Databases databases, string provider) : IAsyncLifetime
{
    private static readonly Actor Author = new("a", "起草人", Role.Supervisor);
    private static readonly Actor Reviewer = new("r", "审查人", Role.Supervisor);
    private readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
    private readonly List<ServiceProvider> collectors = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var storage = await databases.New(provider, Ct);
        for (var i = 0; i < 3; i++)
            collectors.Add(CollectorApp.Offline(new CollectorConfig { Storage = storage }));
        await collectors[0].GetRequiredService<Migrator>().Run(Ct);
        Assert.Null(await collectors[0].GetRequiredService<PlatformRegistry>().Put("meituan", "美团", "", "", null, Ct));
        foreach (var id in new[] { "p1", "p2", "p3", "p4" })
        {
            Assert.Null(await collectors[0].GetRequiredService<PremisesRegistry>().Add(id, id, "putian/xianyou/licheng", Ct));
            Assert.Null((await collectors[0].GetRequiredService<PremisesDesk>().Write(id, new Dictionary<string, string> { ["platforms"] = "meituan", ["hot"] = "yes" }, 1, Author, Ct)).Refusal);
        }
    }

    [Fact]
    [Trait("row", "E1")]
    public async Task Three_collectors_at_once_do_what_is_due_of_notices_once_and_count_each_for_one_card()
    {
        var desk = collectors[0].GetRequiredService<NoticeDesk>();
        foreach (var premises in new[] { "p1", "p2", "p3", "p4" })
        {
            var (id, refusal) = await desk.Begin(new(NoticeKind.Delist, "meituan", premises, null, "catering", "无证", "食品安全法", "下架"), Author, null, Ct);
            Assert.Null(refusal);
            Assert.Null(await desk.Do(id!.Value, new NoticeCommand.Submit(), Author, null, Ct));
            Assert.Null(await desk.Do(id.Value, new NoticeCommand.Approve(), Reviewer, null, Ct));
        }

        clock.Advance(TimeSpan.FromDays(40));
        var done = await Task.WhenAll(collectors.Select(c => Task.Run(() => c.DueNotices(clock).Round(Ct), Ct)));

        Assert.Equal(4, done.Sum());
        await using var db = await collectors[0].GetRequiredService<IDbContextFactory<CollectorDb>>().CreateDbContextAsync(Ct);
        Assert.Equal(4, await db.Set<FaultRow>().CountAsync(f => f.Kind == FaultKind.Missing, Ct));
        // Each missing answer makes a yellow card by itself, and every second yellow one is red.
        Assert.Equal([CardColour.Yellow, CardColour.Red, CardColour.Yellow, CardColour.Red], await db.Set<CardRow>().OrderBy(c => c.Number).Select(c => c.Colour).ToListAsync(Ct));
        Assert.Equal(4, await db.Set<FaultRow>().Select(f => f.CardId).Distinct().CountAsync(Ct));
        Assert.All(await db.Listings.ToListAsync(Ct), l => Assert.Equal(ListingStatus.Delisted, l.Status));
    }

    [Fact]
    [Trait("row", "B10")]
    public async Task Tampering_with_a_notice_a_listing_or_a_card_shows_at_its_first_wrong_line()
    {
        var desk = collectors[0].GetRequiredService<NoticeDesk>();
        List<Guid> notices = [];
        foreach (var premises in new[] { "p1", "p2" })
        {
            var id = (await desk.Begin(new(NoticeKind.Suspend, "meituan", premises, null, "catering", "无证", "食品安全法", "置休"), Author, null, Ct)).Id!.Value;
            Assert.Null(await desk.Do(id, new NoticeCommand.Submit(), Author, null, Ct));
            Assert.Null(await desk.Do(id, new NoticeCommand.Approve(), Reviewer, null, Ct));
            notices.Add(id);
        }

        clock.Advance(TimeSpan.FromDays(40));
        await collectors[0].DueNotices(clock).Round(Ct);
        Assert.Equal([], await Faults());
        await using var db = await collectors[0].GetRequiredService<IDbContextFactory<CollectorDb>>().CreateDbContextAsync(Ct);
        var (number, listing) = (await db.Notices.Where(n => n.Id == notices[0]).Select(n => n.Number).SingleAsync(Ct), await db.Listings.Where(l => l.PremisesId == "p1").Select(l => l.Id).SingleAsync(Ct));

        await db.Notices.Where(n => n.Id == notices[0]).ExecuteUpdateAsync(s => s.SetProperty(n => n.Late, 7), Ct);
        Assert.Equal([($"notice {number}", 0, "summary")], await Faults());
        await db.Notices.Where(n => n.Id == notices[0]).ExecuteUpdateAsync(s => s.SetProperty(n => n.Late, 0), Ct);

        await db.Cards.Where(c => c.Number == 2).ExecuteUpdateAsync(s => s.SetProperty(c => c.Colour, CardColour.Yellow), Ct);
        Assert.Equal([("card 2 of meituan", 0, "summary")], await Faults());
        await db.Cards.Where(c => c.Number == 2).ExecuteUpdateAsync(s => s.SetProperty(c => c.Colour, CardColour.Red), Ct);

        var events = db.Set<PlatformEventRow>();
        await events.Where(e => e.FileId == notices[0] && e.Sequence >= 2).ExecuteUpdateAsync(s => s.SetProperty(e => e.ActorName, "别人"), Ct);
        await db.Listings.Where(l => l.Id == listing).ExecuteUpdateAsync(s => s.SetProperty(l => l.Status, ListingStatus.Listed), Ct);
        Assert.Equal([($"notice {number}", 2, "content"), ("listing p1 on meituan", 0, "summary")], await Faults());

        await events.Where(e => e.FileId == notices[0] && e.Sequence >= 3).ExecuteDeleteAsync(Ct);
        await events.Where(e => e.FileId == listing).ExecuteDeleteAsync(Ct);
        await db.Notices.Where(n => n.Id == notices[1]).ExecuteDeleteAsync(Ct);
        Assert.Equal([($"notice {number}", 2, "content"), ("listing p1 on meituan", 1, "missing"), ("file", 1, "deleted")], await Faults());
    }

    private async Task<List<(string, int, string)>> Faults()
    {
        List<(string, int, string)> faults = [];
        await foreach (var fault in collectors[1].GetRequiredService<PlatformVerifier>().VerifyAll(_ => { }, Ct))
            faults.Add((fault.Name, fault.Sequence, fault.What));
        return faults;
    }

    [Fact]
    [Trait("row", "E6")]
    public async Task Three_collectors_at_once_make_every_risk_index_once_a_day()
    {
        var done = await Task.WhenAll(collectors.Select(c => Task.Run(() => Risks(c).Round(Ct), Ct)));
        Assert.Equal(4, done.Sum());
        Assert.Equal(0, await Risks(collectors[1]).Round(Ct));
        clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(4, await Risks(collectors[2]).Round(Ct));

        var page = await collectors[0].GetRequiredService<RiskReader>().Ranking(Core.Areas.Scope.Everything, null, 0, 3, Ct);
        Assert.Equal(("p1", 15, "3"), (page.Items[0].PremisesId, page.Items[0].Index, page.Next));
    }

    private RiskWork Risks(ServiceProvider collector) => new(collector.GetRequiredService<IDbContextFactory<CollectorDb>>(), collector.GetRequiredService<WriterLock>(),
        RiskPolicy.Default, collector.GetRequiredService<RiskFacts>(), clock, NullLogger<RiskWork>.Instance);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var collector in collectors)
            await collector.DisposeAsync();
    }
}
