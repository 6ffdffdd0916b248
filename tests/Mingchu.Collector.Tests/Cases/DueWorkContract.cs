using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Config;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Premises;
using Mingchu.Collector.Storage;
using Mingchu.Collector.Tests.Storage;

namespace Mingchu.Collector.Tests.Cases;

public sealed class SqliteDueWork(Databases databases) : DueWorkContract(databases, "sqlite");

public sealed class PostgresDueWork(Databases databases) : DueWorkContract(databases, "postgres");

/// <summary>Several collectors share the due work of one database, on every kind of it; each has its own lock and clock, as processes have.</summary>
public abstract class DueWorkContract(Databases databases, string provider) : IAsyncLifetime
{
    private static readonly Actor Zhang = new("u1", "张三", Role.Supervisor);
    private readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
    private readonly List<ServiceProvider> collectors = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var storage = await databases.New(provider, Ct);
        for (var i = 0; i < 3; i++)
            collectors.Add(CollectorApp.Offline(new CollectorConfig { Storage = storage }));
        await collectors[0].GetRequiredService<Migrator>().Run(Ct);
        foreach (var id in new[] { "p1", "p2", "p3", "p4", "p5", "p6" })
            Assert.Null(await collectors[0].GetRequiredService<PremisesRegistry>().Add(id, id, "putian/xianyou/licheng", Ct));
    }

    [Fact]
    [Trait("row", "B4")]
    public async Task Three_collectors_at_once_do_what_is_due_once()
    {
        var desk = collectors[0].GetRequiredService<LeadDesk>();
        foreach (var premises in new[] { "p1", "p2", "p3", "p4", "p5", "p6" })
            Assert.Null((await desk.Register(new(LeadSource.Complaint, premises, "floor-wet", "积水"), Zhang, null, Ct)).Refusal);
        Assert.Equal(0, await Work(collectors[0]).Round(Ct));

        clock.Advance(TimeSpan.FromDays(40));
        var done = await Task.WhenAll(collectors.Select(c => Task.Run(() => Work(c).Round(Ct), Ct)));
        // A clock that jumps back and forth again finds nothing to do twice.
        clock.AdjustTime(clock.GetUtcNow().AddDays(-39));
        Assert.Equal(0, await Work(collectors[1]).Round(Ct));

        Assert.Equal(6, done.Sum());
        await using var db = await collectors[0].GetRequiredService<IDbContextFactory<CollectorDb>>().CreateDbContextAsync(Ct);
        Assert.Equal(6, await db.CaseEvents.CountAsync(e => e.Type == "deadline-missed", Ct));
        Assert.All(await db.Cases.AsNoTracking().ToListAsync(Ct), c => Assert.Equal((1, 0, Role.CountyBureau), (c.ToState().Flow.Missed, c.MissedByMerchant, c.HolderRole)));
        await foreach (var fault in collectors[0].GetRequiredService<CaseVerifier>().VerifyAll(_ => { }, Ct))
            Assert.Fail($"{fault.Number}: {fault.What}");
    }

    [Fact]
    [Trait("row", "B1")]
    public async Task The_same_lead_handed_in_to_several_collectors_at_once_is_one()
    {
        var results = await Task.WhenAll(collectors.Select(c => Task.Run(() => c.GetRequiredService<LeadDesk>()
            .Register(new(LeadSource.OtherSystem, "p1", "rodent", "老鼠", null, "12345-1"), Zhang, null, Ct), Ct)));

        Assert.All(results, r => Assert.Null(r.Refusal));
        Assert.Single(results.Select(r => (r.LeadId, r.CaseId)).Distinct());
        Assert.Single(results, r => r.IsNew);
    }

    private DueWork Work(ServiceProvider collector) => new(collector.GetRequiredService<IDbContextFactory<CollectorDb>>(), collector.GetRequiredService<WriterLock>(),
        collector.GetRequiredService<CaseBook>(), collector.GetRequiredService<CaseChanges>(), clock, NullLogger<DueWork>.Instance);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var collector in collectors)
            await collector.DisposeAsync();
    }
}
