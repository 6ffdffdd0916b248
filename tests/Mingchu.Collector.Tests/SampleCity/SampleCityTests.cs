using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Config;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Platforms;
using Mingchu.Collector.Core.Premises;
using Mingchu.Collector.Licences;
using Mingchu.Collector.Platforms;
using Mingchu.Collector.Storage;
using Mingchu.Collector.Tests.Storage;
using Mingchu.SampleCity;

namespace Mingchu.Collector.Tests.SampleCity;

public sealed class SampleCityTests(Databases databases)
{
    private static readonly CityPlan Plan = new(160, 6, 7, new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    [Trait("row", "B10")]
    public async Task A_sample_city_has_cases_of_every_source_in_every_stage_and_their_files_hold(string provider)
    {
        await using var collector = await Fill(provider, Plan);
        await using var db = await Db(collector);

        Assert.Equal((160, Plan.Cases), (await db.Premises.CountAsync(Ct), await db.Cases.CountAsync(Ct)));
        Assert.Equal(Enum.GetValues<Stage>(), (await db.Cases.Select(c => c.Stage).Distinct().ToListAsync(Ct)).Order());
        Assert.True(await db.Leads.Select(l => l.Source).Distinct().CountAsync(Ct) >= 9);
        Assert.Equal(await db.CaseEvents.CountAsync(Ct), await db.CaseFeed.CountAsync(Ct));
        Assert.False(await db.CaseEvents.AnyAsync(e => e.At > Plan.Until, Ct));
        var count = 0;
        await foreach (var fault in collector.GetRequiredService<CaseVerifier>().VerifyAll(n => count = n, Ct))
            Assert.Fail($"{fault.Number}: {fault.What} at {fault.Sequence}");
        Assert.Equal(Plan.Cases, count);
        await Holds(db);
        Assert.True(await SampleCityWriter.IsUsed(collector, Ct));
        // Numbers go on where the history ended.
        await db.Database.BeginTransactionAsync(Ct);
        Assert.Equal($"2026-{await db.Cases.CountAsync(c => c.Number.StartsWith("2026-"), Ct) + 1:D6}", await new CaseNumbers(db).Next(2026, Ct));
    }

    // A third of restaurants and eateries are on platforms, with notices, cards and licences that the pages show; every file holds.
    private static async Task Holds(CollectorDb db)
    {
        var eligible = await db.Premises.Where(p => p.Kind == PremisesKind.Catering || p.Kind == PremisesKind.SmallEatery).Select(p => p.OnPlatforms).ToListAsync(Ct);
        Assert.InRange(eligible.Count(p => p.Length > 0), eligible.Count / 5, eligible.Count / 2);
        Assert.Equal(await db.Listings.CountAsync(Ct), await db.Set<ShopRow>().CountAsync(Ct));
        Assert.Equal(await db.Premises.CountAsync(Ct), await db.Set<LicenceRow>().CountAsync(Ct));
        Assert.NotEmpty(await db.Set<FindingRow>().Where(f => f.CaseId != null).ToListAsync(Ct));
        Assert.True(await db.Notices.AnyAsync(n => n.Stage == NoticeStage.Settled, Ct) && await db.Set<SpotCheckRow>().AnyAsync(Ct));
        var lines = (await db.Set<PlatformEventRow>().OrderBy(e => e.Sequence).ToListAsync(Ct)).ToLookup(e => e.FileId, e => e.ToRecord());
        foreach (var notice in await db.Notices.ToListAsync(Ct))
            Assert.Null(CaseChain.Verify(lines[notice.Id], notice.HeadHash));
        foreach (var listing in await db.Listings.ToListAsync(Ct))
            Assert.Null(CaseChain.Verify(lines[listing.Id], listing.HeadHash));
        Assert.DoesNotContain(lines.SelectMany(file => file), l => l.At > Plan.Until);
    }

    [Fact]
    public async Task The_same_seed_makes_the_same_city_and_another_seed_another()
    {
        var plan = Plan with { Premises = 40 };
        var one = await Heads(plan);

        Assert.Equal(one, await Heads(plan));
        Assert.NotEqual(one, await Heads(plan with { Seed = 8 }));
    }

    private async Task<string> Heads(CityPlan plan)
    {
        await using var collector = await Fill("sqlite", plan);
        await using var db = await Db(collector);
        return string.Join('\n', (await db.Cases.OrderBy(c => c.Number).Select(c => c.Number + c.PremisesId + c.HeadHash).ToListAsync(Ct))
            .Concat(await db.Notices.OrderBy(n => n.Number).Select(n => n.Number + n.HeadHash).ToListAsync(Ct))
            .Concat(await db.Listings.OrderBy(l => l.Id).Select(l => l.PremisesId + l.HeadHash).ToListAsync(Ct))
            .Concat(await db.Set<CardRow>().OrderBy(c => c.Id).Select(c => c.Platform + c.Id).ToListAsync(Ct)));
    }

    private async Task<ServiceProvider> Fill(string provider, CityPlan plan)
    {
        var collector = CollectorApp.Offline(new CollectorConfig { Storage = await databases.New(provider, Ct) });
        await collector.GetRequiredService<Migrator>().Run(Ct);
        Assert.False(await SampleCityWriter.IsUsed(collector, Ct));
        await SampleCityWriter.Fill(collector, plan, _ => { }, Ct);
        return collector;
    }

    private static Task<CollectorDb> Db(ServiceProvider collector) => collector.GetRequiredService<IDbContextFactory<CollectorDb>>().CreateDbContextAsync(Ct);
}
