using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Config;
using Mingchu.Collector.Core;
using Mingchu.Collector.Core.Calm;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Deadlines;
using Mingchu.Collector.Core.Items;
using Mingchu.Collector.Core.Routing;
using Mingchu.Collector.Premises;
using Mingchu.Collector.Push;
using Mingchu.Collector.Push.Calm;
using Mingchu.Collector.Storage;
using Mingchu.Rig;

namespace Mingchu.Collector.Tests.Push;

/// <summary>A migrated database with premises, where cases can be opened as ingest does it, and collectors that push from it.</summary>
internal sealed class PushStorage : IAsyncDisposable
{
    private readonly RunFolder folder = new();
    private ServiceProvider services = null!;
    private PostgresCluster? cluster;
    private int leads;

    /// <summary>What its collectors warned of.</summary>
    public Warnings<PushPipeline> Warnings { get; } = new();

    public IDbContextFactory<CollectorDb> Databases => services.GetRequiredService<IDbContextFactory<CollectorDb>>();

    public static async Task<PushStorage> Open(string provider)
    {
        var storage = new PushStorage();
        if (provider == "postgres")
            storage.cluster = await PostgresCluster.Start(storage.folder, default);
        storage.services = CollectorApp.Offline(new CollectorConfig
        {
            Storage = new() { Provider = provider, ConnectionString = storage.cluster?.ConnectionString("push") ?? $"Data Source={storage.folder.At("push.db")}" },
        });
        await storage.services.GetRequiredService<Migrator>().Run(default);
        Assert.Null(await storage.services.GetRequiredService<PremisesRegistry>().Add("canteen-1", "实验小学食堂", "putian/xianyou", default));
        return storage;
    }

    /// <summary>Opens a case whose notices go to these channels; <paramref name="commit"/> false rolls everything back.</summary>
    public async Task<Guid> OpenCase(IReadOnlyList<IChannel> channels, DateTimeOffset now, bool commit = true)
    {
        var book = new CaseBook([new Outbox(RoutingPolicy.Default, ItemPolicy.Default, channels).React], new(WorkflowPolicy.Default));
        var id = Guid.CreateVersion7(now);
        await using var db = await Databases.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var premises = await db.Premises.SingleAsync();
        var lead = new Lead($"alert:box/{++leads:x32}", LeadSource.Alert, premises.Id, "no-cap", "box/c1", 0.9, now, now, null, now);
        book.Open(db, premises, id, await new CaseNumbers(db).Next(now.Year, default), new(lead, new(1, [Phrase.Of("grade.hazard", "@hazard.no-cap", "1")], "default-1")), now);
        await db.SaveChangesAsync();
        if (commit)
            await transaction.CommitAsync();
        return id;
    }

    public async Task<IReadOnlyList<Delivery>> Deliveries(Guid? caseId = null)
    {
        await using var db = await Databases.CreateDbContextAsync();
        return await db.Set<Delivery>().AsNoTracking().Where(d => caseId == null || d.CaseId == caseId).OrderBy(d => d.Id).ToListAsync();
    }

    public async Task<IReadOnlyList<CaseEventRow>> Events(Guid caseId)
    {
        await using var db = await Databases.CreateDbContextAsync();
        return await db.CaseEvents.AsNoTracking().Where(e => e.CaseId == caseId).OrderBy(e => e.Sequence).ToListAsync();
    }

    /// <summary>How long a claim holds.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>Queue of one collector: each has its own lock and signals, as processes have.</summary>
    public PushQueue Queue() => new(Databases, Lease, new WriterLock(), new CaseBook([], new(WorkflowPolicy.Default)), new CaseChanges());

    /// <summary>A running pipeline of one collector, for which many notices of one matter are no flapping: all of a storage are of one matter.</summary>
    public PushPipeline Collector(IReadOnlyList<IChannel> channels, TimeProvider? clock = null) =>
        new(Queue(), new CalmDesk(Databases, CalmPolicy.Default with { Flapping = null }, BusinessCalendar.Default), channels, new CaseChanges(), clock ?? TimeProvider.System, Warnings);

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (cluster is not null)
            await cluster.DisposeAsync();
        await folder.DisposeAsync();
    }
}
