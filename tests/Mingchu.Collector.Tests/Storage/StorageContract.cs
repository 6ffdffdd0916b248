using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Config;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Devices;
using Mingchu.Collector.Ingest;
using Mingchu.Collector.Premises;
using Mingchu.Collector.Storage;
using Mingchu.Collector.Tests.Ingest;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;
using Mingchu.Rig;

namespace Mingchu.Collector.Tests.Storage;

public sealed class SqliteStorage(Databases databases) : StorageContract(databases, "sqlite");

public sealed class PostgresStorage(Databases databases) : StorageContract(databases, "postgres");

/// <summary>What the storage promises, on every database. Two service providers on one database stand for two collectors.</summary>
public abstract class StorageContract(Databases databases, string provider) : IAsyncLifetime
{
    private static readonly Actor Zhang = new("u1", "张三", Role.Supervisor);
    private static readonly Actor Li = new("u2", "李四", Role.Supervisor);
    private readonly RunFolder folder = new();
    private StorageConfig storage = new();
    private ServiceProvider one = null!;
    private ServiceProvider two = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        storage = await databases.New(provider, Ct);
        (one, two) = (Collector(), Collector());
        // Both at once, as collectors do that are started together.
        await Task.WhenAll(one.GetRequiredService<Migrator>().Run(Ct), two.GetRequiredService<Migrator>().Run(Ct));
        foreach (var id in new[] { "p1", "p2" })
            Assert.Null(await one.GetRequiredService<PremisesRegistry>().Add(id, id, "putian", Ct));
        foreach (var (device, premises) in new[] { ("box-1", "p1"), ("box-2", "p1"), ("box-3", "p2") })
            Assert.Null((await one.GetRequiredService<DeviceRegistry>().Add(device, premises, false, Ct)).Error);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await one.DisposeAsync();
        await two.DisposeAsync();
        await folder.DisposeAsync();
    }

    [Fact]
    public async Task The_migrations_make_the_model_that_the_code_has()
    {
        await using var db = Db(one);
        Assert.False(db.Database.HasPendingModelChanges());
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(Ct));
    }

    [Fact]
    [Trait("row", "B2")]
    public async Task Two_collectors_at_once_open_one_case_and_double_nothing()
    {
        var start = Some.Now().AddMinutes(-20);
        var messages = Enumerable.Range(0, 40).Select(i => (Device: $"box-{1 + (i % 2)}", Alert: Some.Alert($"box-{1 + (i % 2)}", start.AddSeconds(i)))).ToList();
        // Each collector gets every message, as after a redelivery, in batches of its own.
        var outcomes = await Task.WhenAll(new[] { one, two }.Select((services, n) => Task.Run(async () =>
        {
            List<Outcome> all = [];
            foreach (var chunk in (n == 0 ? messages : messages.AsEnumerable().Reverse()).Chunk(5))
                all.AddRange(await Ingest(services, [.. chunk.Select(m => Message(m.Device, m.Alert))]));
            return all;
        })));
        Assert.Equal(40, outcomes.Sum(o => o.Count(x => x.Result == ReceiptResult.Accepted)));
        Assert.Equal(40, outcomes.Sum(o => o.Count(x => x.Result == ReceiptResult.Duplicate)));
        await using var db = Db(one);
        var opened = Assert.Single(await db.Cases.ToListAsync(Ct));
        Assert.Equal((40, 40), (opened.Leads, await db.Leads.CountAsync(Ct)));
        Assert.Null(await one.GetRequiredService<CaseVerifier>().Verify(opened.Id, Ct));
    }

    [Fact]
    public async Task Case_numbers_have_neither_gaps_nor_doubles_over_collectors()
    {
        var start = Some.Now().AddDays(-3);
        await Task.WhenAll(new[] { (one, "box-1"), (two, "box-3") }.Select(c => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
                await Ingest(c.Item1, [Message(c.Item2, Some.Alert(c.Item2, start.AddHours(i * 2)))]);
        })));
        await using var db = Db(one);
        var numbers = await db.Cases.Select(c => c.Number).OrderBy(n => n).ToListAsync(Ct);
        Assert.Equal(Enumerable.Range(1, 20).Select(n => $"{DateTimeOffset.UtcNow.Year}-{n:D6}"), numbers);
    }

    [Fact]
    public async Task Of_two_people_who_act_at_once_one_wins_and_the_other_is_told()
    {
        var opened = await Opened();
        var results = await Task.WhenAll(
            Task.Run(() => one.GetRequiredService<CaseDesk>().Do(opened.Id, new CaseCommand.Confirm { ExpectedVersion = 1 }, Zhang, Ct)),
            Task.Run(() => two.GetRequiredService<CaseDesk>().Do(opened.Id, new CaseCommand.MarkFalseAlarm { ExpectedVersion = 1 }, Li, Ct)));
        Assert.Single(results, r => r is null);
        Assert.Equal("stale-version", Assert.Single(results, r => r is not null)!.Code);
        await using var db = Db(one);
        Assert.Equal(2, await db.CaseEvents.CountAsync(e => e.CaseId == opened.Id, Ct));
    }

    [Fact]
    public async Task Changes_of_many_rows_are_all_saved_and_one_row_that_somebody_else_changed_stops_them_all()
    {
        var start = Some.Now().AddMinutes(-2);
        await Ingest(one, [Message("box-1", Some.Alert("box-1", start)), Message("box-3", Some.Alert("box-3", start))]);
        await using var late = Db(two);
        var stale = await late.Cases.OrderBy(c => c.PremisesId).ToListAsync(Ct);
        await using (var db = Db(one))
        {
            var cases = await db.Cases.OrderBy(c => c.PremisesId).ToListAsync(Ct);
            (cases[0].HolderRole, cases[0].Version) = (Role.Brigade, 7);
            (cases[1].DueAt, cases[1].Version) = (start, 8);
            await Save(db);
        }

        await using var check = Db(one);
        var saved = await check.Cases.AsNoTracking().OrderBy(c => c.PremisesId).ToListAsync(Ct);
        Assert.Equal([(Role.Brigade, stale[0].DueAt, 7), (stale[1].HolderRole, start, 8)], saved.Select(c => (c.HolderRole, c.DueAt, c.Version)));
        Assert.Equal(stale.Select(c => (c.Id, c.Number, c.Flow, c.LastAt)), saved.Select(c => (c.Id, c.Number, c.Flow, c.LastAt)));

        // What was read of the first meanwhile still holds, of the second it does not.
        late.Entry(stale[0]).Property(c => c.Version).OriginalValue = 7;
        (stale[0].AssigneeName, stale[1].AssigneeName) = ("张三", "张三");
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => Save(late));
        Assert.All(await check.Cases.AsNoTracking().ToListAsync(Ct), c => Assert.Null(c.AssigneeName));
    }

    [Fact]
    [Trait("row", "B10")]
    public async Task Tampering_with_a_file_or_the_list_shows()
    {
        var opened = await Opened();
        foreach (var command in new CaseCommand[] { new CaseCommand.Confirm(), new CaseCommand.AddNote("第一次到场"), new CaseCommand.Close("已整改") })
            Assert.Null(await one.GetRequiredService<CaseDesk>().Do(opened.Id, command, Zhang, Ct));
        var verifier = one.GetRequiredService<CaseVerifier>();
        Assert.Null(await verifier.Verify(opened.Id, Ct));

        await using var db = Db(one);
        await db.Cases.Where(c => c.Id == opened.Id).ExecuteUpdateAsync(s => s.SetProperty(c => c.Stage, Stage.FalseAlarm), Ct);
        Assert.Equal("summary", (await verifier.Verify(opened.Id, Ct))!.What);
        await db.Cases.Where(c => c.Id == opened.Id).ExecuteUpdateAsync(s => s.SetProperty(c => c.Stage, Stage.Closed), Ct);
        Assert.Null(await verifier.Verify(opened.Id, Ct));

        await db.CaseEvents.Where(e => e.CaseId == opened.Id && e.Sequence == 3)
            .ExecuteUpdateAsync(s => s.SetProperty(e => e.Data, "{\"type\":\"note-added\",\"text\":\"什么也没有\"}"), Ct);
        var fault = await verifier.Verify(opened.Id, Ct);
        Assert.Equal((3, "content", opened.Number), (fault!.Sequence, fault.What, fault.Number));
        await db.CaseEvents.Where(e => e.CaseId == opened.Id && e.Sequence >= 3).ExecuteDeleteAsync(Ct);
        Assert.Equal((3, "missing"), ((await verifier.Verify(opened.Id, Ct))!.Sequence, (await verifier.Verify(opened.Id, Ct))!.What));
    }

    [Fact]
    public async Task A_refusal_changes_nothing_and_an_unknown_case_is_said_so()
    {
        var opened = await Opened();
        var desk = one.GetRequiredService<CaseDesk>();
        Assert.Equal("wrong-stage", (await desk.Do(opened.Id, new CaseCommand.Close("x"), Zhang, Ct))!.Code);
        Assert.Equal("not-found", (await desk.Do(Guid.NewGuid(), new CaseCommand.Confirm(), Zhang, Ct))!.Code);
        await using var db = Db(one);
        Assert.Equal(1, (await db.Cases.SingleAsync(Ct)).Version);
    }

    [Fact]
    public async Task A_dead_letter_is_taken_in_after_the_fix_once()
    {
        var message = Message("box-9", Some.Alert("box-9", Some.Now().AddMinutes(-2)));
        var outcome = Assert.Single(await Ingest(one, [message]));
        Assert.Equal(RejectReasons.UnknownDevice, Assert.IsType<Reading.Unusable>(outcome.Reading).Why.Reason);
        var desk = one.GetRequiredService<DeadLetterDesk>();
        var letter = Assert.Single(await desk.List(10, Ct));
        Assert.Equal(RejectReasons.UnknownDevice, (await desk.Replay(letter.Id, Ct))!.Why!.Reason);
        Assert.Null((await one.GetRequiredService<DeviceRegistry>().Add("box-9", "p1", false, Ct)).Error);
        Assert.Equal(ReceiptResult.Accepted, (await desk.Replay(letter.Id, Ct))!.Result);
        Assert.Equal(ReceiptResult.Duplicate, (await desk.Replay(letter.Id, Ct))!.Result);
        Assert.Empty(await desk.List(10, Ct));
        await using var db = Db(one);
        Assert.Equal(1, await db.Leads.CountAsync(Ct));
    }

    [Fact]
    public async Task Dead_letters_are_bounded_per_device_and_the_oldest_go_first()
    {
        for (var i = 0; i < 30; i++)
            await Ingest(one, [new Incoming(Topics.Alerts("box-1"), System.Text.Encoding.UTF8.GetBytes($"bad {i}"), Some.Now())]);
        await Ingest(one, [new Incoming(Topics.Alerts("box-2"), "bad"u8.ToArray(), Some.Now())]);
        await using var db = Db(one);
        var kept = await db.DeadLetters.Where(d => d.Device == "box-1").Select(d => d.Payload).ToListAsync(Ct);
        Assert.Equal(Enumerable.Range(10, 20).Select(i => $"bad {i}"), kept.Select(System.Text.Encoding.UTF8.GetString).Order(StringComparer.Ordinal));
        Assert.Equal(1, await db.DeadLetters.CountAsync(d => d.Device == "box-2", Ct));
    }

    [Fact]
    public async Task Evidence_for_alerts_that_never_come_is_bounded()
    {
        for (var i = 0; i < 260; i += 52)
            await Ingest(one, [.. Enumerable.Range(i, 52).Select(n => EvidenceOf(n))]);
        var outcome = Assert.Single(await Ingest(one, [EvidenceOf(1000)]));
        Assert.Equal(RejectReasons.UnknownAlert, Assert.IsType<Reading.Unusable>(outcome.Reading).Why.Reason);
        await using var db = Db(one);
        Assert.Equal(256, await db.Evidence.CountAsync(Ct));

        static Incoming EvidenceOf(int n) => new(Topics.Evidence("box-1"),
            Some.Json("box-1", Some.Evidence(Some.Alert("box-1", Some.Now().AddMinutes(-10 - n)), Some.Jpeg($"{n}"))), Some.Now());
    }

    [Fact]
    public async Task A_box_that_was_moved_reports_to_its_new_premises_and_its_old_case_goes_on()
    {
        var alert = Some.Alert("box-1", Some.Now().AddMinutes(-5));
        await Ingest(one, [Message("box-1", alert)]);
        await using (var db = Db(one))
            await db.Devices.Where(d => d.Id == "box-1").ExecuteUpdateAsync(s => s.SetProperty(d => d.PremisesId, "p2"), Ct);
        await Ingest(one, [Message("box-1", alert.Cleared(60)), Message("box-1", Some.Alert("box-1", alert.StartedAt.AddMinutes(1)))]);
        await using var look = Db(one);
        var cases = await look.Cases.OrderBy(c => c.Number).ToListAsync(Ct);
        Assert.Equal([("p1", 60.0), ("p2", 8.0)], cases.Select(c => (c.PremisesId, c.Seconds)));
    }

    private ServiceProvider Collector() => CollectorApp.Offline(new()
    {
        Storage = storage,
        Evidence = new() { Folder = folder.Folder("evidence") },
        DeadLetters = new() { PerDevice = 20 },
    });

    private async Task<CaseSummary> Opened()
    {
        await Ingest(one, [Message("box-1", Some.Alert("box-1", Some.Now().AddMinutes(-2)))]);
        await using var db = Db(one);
        return await db.Cases.SingleAsync(Ct);
    }

    private static Incoming Message(string device, Alert alert) => new(Topics.Alerts(device), Some.Json(device, alert), Some.Now());

    private static Task<IReadOnlyList<Outcome>> Ingest(IServiceProvider services, IReadOnlyList<Incoming> messages) =>
        services.GetRequiredService<BatchWriter>().Write([.. messages.Select(m => MessageReader.Read(m, DateTimeOffset.UtcNow))], Ct);

    private static async Task Save(CollectorDb db)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(Ct);
        await BulkSave.Save(db, Ct);
        await transaction.CommitAsync(Ct);
    }

    private static CollectorDb Db(IServiceProvider services) => services.GetRequiredService<IDbContextFactory<CollectorDb>>().CreateDbContext();
}
