using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Config;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Patrols;
using Mingchu.Collector.Core.Premises;
using Mingchu.Collector.Patrols;
using Mingchu.Collector.Premises;
using Mingchu.Collector.Push;
using Mingchu.Collector.Storage;
using Mingchu.Collector.Tests.Storage;

namespace Mingchu.Collector.Tests.Patrols;

public sealed class SqlitePlan(Databases databases) : PlanContract(databases, "sqlite");

public sealed class PostgresPlan(Databases databases) : PlanContract(databases, "postgres");

/// <summary>Three collectors plan the patrols of one database, on every kind of it; each has its own lock, as processes have.</summary>
public abstract class PlanContract(Databases databases, string provider) : IAsyncLifetime
{
    private static readonly Area Xianyou = Area.Of("putian/xianyou");

    // A Tuesday morning in China.
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 12, 1, 1, 0, 0, TimeSpan.Zero));
    private readonly List<ServiceProvider> collectors = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var storage = await databases.New(provider, Ct);
        for (var i = 0; i < 3; i++)
            collectors.Add(CollectorApp.Offline(new CollectorConfig { Storage = storage }));
        await collectors[0].GetRequiredService<Migrator>().Run(Ct);
        for (var i = 0; i < 20; i++)
            Assert.Null(await collectors[0].GetRequiredService<PremisesRegistry>().Add($"p{i}", $"店 {i}", i % 2 == 0 ? "putian/xianyou/licheng/donghe" : "putian/xianyou/fengting", Ct));
        Assert.Null(await collectors[0].GetRequiredService<PremisesRegistry>().Add("elsewhere", "福州店", "fuzhou/gulou/east", Ct));
        await using var db = await Database();
        await db.Premises.Where(p => p.Id != "elsewhere").ExecuteUpdateAsync(set => set.SetProperty(p => p.MonthlyOrders, 6000), Ct);
        await db.Premises.Where(p => p.Id == "p0").ExecuteUpdateAsync(set => set.SetProperty(p => p.Status, PremisesStatus.Stopped), Ct);
        await db.Premises.Where(p => p.Id == "p1").ExecuteUpdateAsync(set => set.SetProperty(p => p.BadRatings, 50).SetProperty(p => p.NearSchool, true), Ct);
    }

    [Fact]
    [Trait("row", "D2")]
    public async Task A_month_is_drawn_once_from_a_seed_that_anybody_can_repeat_and_spread_to_the_offices()
    {
        var made = await Task.WhenAll(collectors.Select(c => Task.Run(() => Draws(c).Round(Ct), Ct)));
        Assert.Equal(0, await Draws(collectors[1]).Round(Ct));

        Assert.Equal(1, made.Sum());
        await using var db = await Database();
        var draw = await db.Draws.AsNoTracking().SingleAsync(Ct);
        Assert.Equal(("putian/xianyou", "2026-12", 19, 3), (draw.Area, draw.MonthOf.ToString(), draw.Candidates, draw.Drawn));
        var again = RandomDraw.Run(draw.Seed, Enumerable.Range(1, 19).Select(i => $"p{i}"), draw.Share).Where(t => t.IsDrawn).Select(t => t.Id).Order();
        var tasks = await db.PatrolTasks.AsNoTracking().OrderBy(t => t.PremisesId).ToListAsync(Ct);
        Assert.Equal(again, tasks.Select(t => t.PremisesId).Order());
        Assert.All(tasks, t => Assert.Equal(int.Parse(t.PremisesId[1..], null) % 2 == 0 ? "putian/xianyou/licheng" : "putian/xianyou/fengting", t.Office));
        // 15 working days: to the end of office hours on the 22nd.
        Assert.All(tasks, t => Assert.Equal(new DateTimeOffset(2026, 12, 22, 9, 30, 0, TimeSpan.Zero), t.DueAt));
        Assert.Equal(tasks.Select(t => t.Office).Distinct().Count(), await db.Set<Delivery>().CountAsync(d => d.Occasion == Occasions.Drawn && d.Channel == "in-app", Ct));

        clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal(1, await Draws(collectors[2]).Round(Ct));
        Assert.Equal(2, await db.Draws.Select(d => d.Seed).Distinct().CountAsync(Ct));
    }

    [Fact]
    [Trait("row", "D2")]
    public async Task An_inspection_settles_what_the_office_owed_for_the_premises()
    {
        await Draws(collectors[0]).Round(Ct);
        await using var db = await Database();
        var task = await db.PatrolTasks.AsNoTracking().FirstAsync(Ct);
        var chen = new Actor("chen", "chen", Role.TownOffice) { Area = Area.Of(task.Office) };
        var reader = new PatrolReader(new(collectors[0].GetRequiredService<IDbContextFactory<CollectorDb>>()), PatrolPolicy.Default, clock);
        Assert.Contains(task.PremisesId, (await reader.Tasks(Scope.Of(chen), true, null, 50, Ct)).Items.Select(t => t.Premises));
        var draw = (await reader.Draw(Scope.Of(chen), task.DrawId, Ct))!;
        Assert.All(draw.Tickets, t => Assert.Equal((task.Office, t.IsDrawn), (t.Office, string.CompareOrdinal(t.Ticket, draw.LastTicket) <= 0)));

        clock.Advance(TimeSpan.FromDays(2));
        var desk = ActivatorUtilities.CreateInstance<InspectionDesk>(collectors[0], clock);
        var result = await desk.Record(new(task.PremisesId, "items", null, [.. CheckLists.Default.Find("items")!.Points.Select(p => new PointAnswer(p.Id, Answer.Pass))], "k"), chen, Ct);
        Assert.Empty(result.Faults);

        Assert.DoesNotContain(task.PremisesId, (await reader.Tasks(Scope.Of(chen), true, null, 50, Ct)).Items.Select(t => t.Premises));
        var done = Assert.Single((await reader.Tasks(Scope.Of(chen), false, null, 50, Ct)).Items, t => t.Premises == task.PremisesId);
        Assert.Equal((result.Id, false), (done.Inspection, done.IsLate));
    }

    [Fact]
    [Trait("row", "D3")]
    public async Task Every_office_gets_its_key_premises_once_a_month_with_the_reasons()
    {
        for (var i = 0; i < 2; i++)
        {
            var closed = (await Leads().Register(new(LeadSource.Complaint, "elsewhere", i == 0 ? "rodent" : "floor-wet", "有问题"), Actor.System, null, Ct)).CaseId!.Value;
            await using var other = await Database();
            await other.Cases.Where(c => c.Id == closed).ExecuteUpdateAsync(set => set.SetProperty(c => c.Stage, Stage.Closed), Ct);
        }

        var sent = await Task.WhenAll(collectors.Select(c => Task.Run(() => Lists(c).Round(Ct), Ct)));
        Assert.Equal(0, await Lists(collectors[1]).Round(Ct));

        Assert.Equal(3, sent.Sum());
        var reader = new PatrolReader(new(collectors[0].GetRequiredService<IDbContextFactory<CollectorDb>>()), PatrolPolicy.Default, clock);
        var lists = (await reader.KeyLists(Scope.Everything, null, 50, Ct)).Items;
        Assert.Equal([("fuzhou/gulou/east", 1), ("putian/xianyou/fengting", 10), ("putian/xianyou/licheng", 9)], lists.Select(l => (l.Area, l.Entries)).OrderBy(l => l.Area, StringComparer.Ordinal));
        var fengting = (await reader.KeyList(Scope.Everything, lists.Single(l => l.Area.EndsWith("fengting", StringComparison.Ordinal)).Id, Ct))!;
        Assert.Equal(3, fengting.Entries.Single(e => e.Premises == "p1").Reasons.Count);
        await using var db = await Database();
        Assert.Equal(3, await db.Set<Delivery>().CountAsync(d => d.Occasion == Occasions.KeyList && d.Channel == "in-app" && d.Audience == "town-office", Ct));
        var town = new Actor("x", "x", Role.TownOffice) { Area = Area.Of("putian/xianyou/fengting") };
        Assert.Equal([fengting.Id], (await reader.KeyLists(Scope.Of(town), null, 50, Ct)).Items.Select(l => l.Id));
    }

    [Fact]
    [Trait("row", "D7")]
    public async Task A_campaign_reminds_each_office_once_before_and_once_after_a_report_is_due()
    {
        var bureau = new Actor("b", "县局", Role.CountyBureau) { Area = Xianyou };
        var town = new Actor("t", "所长", Role.TownOffice) { Area = Area.Of("putian/xianyou/licheng") };
        var desk = ActivatorUtilities.CreateInstance<CampaignDesk>(collectors[0], clock);
        var campaign = new Campaign("脏乱差整治", "", [new("整治", new(2026, 12, 1), new(2026, 12, 31))],
            [new("putian/xianyou/licheng", 2), new("putian/xianyou/fengting", 1)], [new("月报", new(2026, 12, 10))]);
        Assert.Equal("not-allowed", (await desk.Begin("putian/xianyou/licheng", campaign, town, Ct)).Code);
        Assert.Equal("invalid", (await desk.Begin("fuzhou", campaign, bureau, Ct)).Code);
        var id = (await desk.Begin("putian/xianyou", campaign, bureau, Ct)).Id!.Value;
        Assert.Equal(0, await Remind());

        Assert.Null((await desk.Report(id, 0, null, "已检查 2 家", town, Ct)).Code);
        Assert.Equal("not-found", (await desk.Report(id, 0, "putian/xianyou/fengting", "x", town, Ct)).Code);
        Assert.Equal("not-found", (await desk.Report(id, 1, null, "x", town, Ct)).Code);
        clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(1, await Remind());
        clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(1, await Remind());
        clock.Advance(TimeSpan.FromDays(20));
        Assert.Equal(0, await Remind());

        await using var db = await Database();
        Assert.Equal(["report-due putian/xianyou/fengting", "report-late putian/xianyou/fengting"], (await db.Set<Delivery>().Where(d => d.Channel == "in-app").ToListAsync(Ct))
            .Select(d => $"{d.Occasion} {System.Text.Json.JsonDocument.Parse(d.Notice).RootElement.GetProperty("area").GetString()}").Order());
        var reader = ActivatorUtilities.CreateInstance<CampaignReader>(collectors[0], clock);
        var seen = (await reader.Find(Scope.Of(town), id, Ct))!;
        Assert.Equal([("putian/xianyou/licheng", ReportState.HandedIn)], seen.Offices.Select(o => (o.Office, o.Reports[0])));
        Assert.Equal(2, (await reader.Find(Scope.Of(bureau), id, Ct))!.Offices.Count);
        Assert.Null(await reader.Find(Scope.Of(bureau with { Area = Area.Of("fuzhou") }), id, Ct));
    }

    [Fact]
    [Trait("row", "D7")]
    public async Task A_campaign_is_written_anew_before_it_begins_described_anew_afterwards_and_ended_early_each_by_who_looked_last()
    {
        var bureau = new Actor("b", "县局", Role.CountyBureau) { Area = Xianyou };
        var town = new Actor("t", "所长", Role.TownOffice) { Area = Area.Of("putian/xianyou/licheng") };
        var (desk, other) = (ActivatorUtilities.CreateInstance<CampaignDesk>(collectors[0], clock), ActivatorUtilities.CreateInstance<CampaignDesk>(collectors[1], clock));
        var reader = ActivatorUtilities.CreateInstance<CampaignReader>(collectors[0], clock);
        var campaign = new Campaign("脏乱差整治", "", [new("整治", new(2026, 12, 2), new(2026, 12, 31))], [new("putian/xianyou/licheng", 2)], [new("月报", new(2026, 12, 20))]);
        var id = (await desk.Begin("putian/xianyou", campaign, bureau, Ct, "k")).Id!.Value;
        Assert.Equal(id, (await other.Begin("putian/xianyou", campaign, bureau, Ct, "k")).Id);

        var wider = campaign with { Targets = [new("putian/xianyou/licheng", 3), new("putian/xianyou/fengting", 1)] };
        Assert.Equal("not-allowed", (await desk.Change(id, "putian/xianyou", wider, 1, bureau with { Area = Area.Of("putian/xianyou/licheng") }, Ct)).Code);
        Assert.Equal("not-allowed", (await desk.End(id, "x", 1, town, Ct)).Code);
        Assert.Equal("not-found", (await desk.Change(id, "putian/xianyou", wider, 1, bureau with { Area = Area.Of("fuzhou/gulou") }, Ct)).Code);
        Assert.Equal("invalid", (await desk.Change(id, "fuzhou", wider, 1, bureau, Ct)).Code);
        // Two that looked at the same: one is told.
        Assert.Equal([null, "stale"], (await Task.WhenAll(desk.Change(id, "putian/xianyou", wider, 1, bureau, Ct), other.Change(id, "putian/xianyou", wider, 1, bureau, Ct))).Select(r => r.Code).Order());
        Assert.Equal(2, (await reader.Find(Scope.Of(bureau), id, Ct))!.Offices.Count);

        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("begun", (await desk.Change(id, "putian/xianyou", campaign, 2, bureau, Ct)).Code);
        Assert.Equal("begun", (await desk.Change(id, "putian", wider, 2, bureau with { Role = Role.Supervisor, Area = null }, Ct)).Code);
        Assert.Null((await desk.Change(id, "putian/xianyou", wider with { Name = "脏乱差百日整治", Text = "回头看" }, 2, bureau, Ct)).Code);

        Assert.Equal("invalid", (await desk.End(id, " ", 3, bureau, Ct)).Code);
        Assert.Equal("stale", (await desk.End(id, "提前完成", 2, bureau, Ct)).Code);
        Assert.Null((await desk.End(id, "提前完成", 3, bureau, Ct)).Code);
        Assert.Equal("over", (await desk.End(id, "提前完成", 4, bureau, Ct)).Code);
        var seen = (await reader.Find(Scope.Of(town), id, Ct))!;
        Assert.Equal(("脏乱差百日整治", new DateOnly(2026, 12, 2), "提前完成", "县局", ReportState.Dropped), (seen.Plan.Name, seen.Plan.EndedOn, seen.EndReason, seen.ChangedBy, seen.Offices[0].Reports[0]));
        clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(0, await Remind());
    }

    private async Task<int> Remind() => (await Task.WhenAll(collectors.Select(c => Task.Run(() => ActivatorUtilities.CreateInstance<CampaignReminders>(c, clock).Round(Ct), Ct)))).Sum();

    private DrawDesk Draws(ServiceProvider collector) => ActivatorUtilities.CreateInstance<DrawDesk>(collector, clock);

    private KeyListDesk Lists(ServiceProvider collector) => ActivatorUtilities.CreateInstance<KeyListDesk>(collector, clock);

    private LeadDesk Leads() => ActivatorUtilities.CreateInstance<LeadDesk>(collectors[0], clock);

    private Task<CollectorDb> Database() => collectors[0].GetRequiredService<IDbContextFactory<CollectorDb>>().CreateDbContextAsync(Ct);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var collector in collectors)
            await collector.DisposeAsync();
    }
}
