using System.Data.Common;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core;
using Mingchu.Collector.Core.Calm;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Premises;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Push;

/// <summary>Due deliveries, claimed in the database: of several collectors exactly one gets each, and a dead one's come back after <see cref="PushSettings.Lease"/>.</summary>
public sealed class PushQueue
{
    private const int MostTogether = 64;

    private readonly IDbContextFactory<CollectorDb> dbs;
    private readonly TimeSpan lease;
    private readonly WriterLock writer;
    private readonly CaseBook book;
    private readonly CaseChanges changes;
    private readonly Together<Ending, bool> endings;

    /// <param name="dbs">Where the deliveries stand.</param>
    /// <param name="lease">How long a claimed delivery is out of reach for others; longer than any send takes.</param>
    /// <param name="writer">The turn to write.</param>
    /// <param name="book">Files of cases, which say how a notice ended.</param>
    /// <param name="changes">Hears of these.</param>
    public PushQueue(IDbContextFactory<CollectorDb> dbs, TimeSpan lease, WriterLock writer, CaseBook book, CaseChanges changes)
    {
        (this.dbs, this.lease, this.writer, this.book, this.changes) = (dbs, lease, writer, book, changes);
        endings = new(Record, MostTogether);
    }

    /// <summary>
    /// Claims up to <paramref name="limit"/> due deliveries, oldest first, and counts the attempt. Once claimed they are returned, also when
    /// <paramref name="ct"/> is cancelled meanwhile: a claim that nobody knows of would keep them from being sent until it runs out.
    /// </summary>
    public async Task<IReadOnlyList<Delivery>> Claim(int limit, DateTimeOffset now, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var (claim, nowMs, until) = (Guid.CreateVersion7(now), now.ToUnixTimeMilliseconds(), (now + lease).ToUnixTimeMilliseconds());
        // A look without writing first: an idle collector takes no write lock.
        if (!await db.Set<Delivery>().AnyAsync(d => d.State == DeliveryState.Pending && d.DueAtMs <= nowMs, ct))
            return [];
        using (await writer.EnterForOwnRows(db, ct))
        {
            ct.ThrowIfCancellationRequested();
            const string pending = nameof(DeliveryState.Pending);
            // One statement is one write transaction in SQLite: its condition still holds when the rows are written.
            var taken = db.Database.IsNpgsql()
                ? await db.Database.ExecuteSqlAsync($"""
                    UPDATE "deliveries" SET "Claim" = {claim}, "DueAtMs" = {until}, "Attempts" = "Attempts" + 1 WHERE "Id" IN (
                      SELECT "Id" FROM "deliveries" WHERE "State" = {pending} AND "DueAtMs" <= {nowMs} ORDER BY "DueAtMs" LIMIT {limit} FOR UPDATE SKIP LOCKED)
                    """, CancellationToken.None)
                : await db.Database.ExecuteSqlAsync($"""
                    UPDATE "deliveries" SET "Claim" = {claim}, "DueAtMs" = {until}, "Attempts" = "Attempts" + 1 WHERE "Id" IN (
                      SELECT "Id" FROM "deliveries" WHERE "State" = {pending} AND "DueAtMs" <= {nowMs} ORDER BY "DueAtMs" LIMIT {limit})
                    """, CancellationToken.None);
            if (taken == 0)
                return [];
        }
        return await db.Set<Delivery>().AsNoTracking().Where(d => d.Claim == claim).OrderBy(d => d.Id).ToListAsync(CancellationToken.None);
    }

    /// <summary>
    /// Records what became of an attempt, and at the end of the matter a line in the case's file, in one transaction;
    /// false when the claim had run out and another collector has it now.
    /// </summary>
    public Task<bool> Settle(Delivery claimed, SendResult result, DateTimeOffset now, double unit, CancellationToken ct) =>
        endings.Write(new(claimed, Judge(claimed.Attempts, result, now, unit), now, null)).WaitAsync(ct);

    /// <summary>
    /// Keeps a claimed notice quiet: for good, with a line in the case's file that says why, or until a time; false when another collector has it now.
    /// </summary>
    public Task<bool> Quieten(Delivery claimed, Ruling ruling, DateTimeOffset now, CancellationToken ct)
    {
        var (verdict, because) = ruling switch
        {
            Ruling.Mute mute => (new Verdict(DeliveryState.Muted, null, now), mute.Because),
            Ruling.Wait wait => (new Verdict(DeliveryState.Pending, null, wait.Until), wait.Because),
            _ => throw new ArgumentOutOfRangeException(nameof(ruling)),
        };
        return endings.Write(new(claimed, verdict, now, because)).WaitAsync(ct);
    }

    /// <summary>Lets go of a delivery whose attempt was broken off, for any collector to send at once.</summary>
    public async Task GiveBack(Delivery claimed, DateTimeOffset now, CancellationToken ct)
    {
        using var turn = await writer.Enter(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var nowMs = now.ToUnixTimeMilliseconds();
        await db.Set<Delivery>().Where(d => d.Id == claimed.Id && d.Claim == claimed.Claim).ExecuteUpdateAsync(set => set
            .SetProperty(d => d.DueAtMs, nowMs)
            .SetProperty(d => d.Claim, (Guid?)null), ct);
    }

    // Those that end at about the same time are recorded in one transaction.
    private async Task<IReadOnlyList<bool>> Record(IReadOnlyList<Ending> ended, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Once(ended, ct);
            }
            catch (Exception e) when (attempt < 5 && e is DbUpdateException or DbException)
            {
                // Another process added to one of the cases' files, or took one of the notices, at the same moment: look again.
            }
        }
    }

    private async Task<IReadOnlyList<bool>> Once(IReadOnlyList<Ending> ended, CancellationToken ct)
    {
        List<bool> mine = [];
        List<CaseChanged> news = [];
        using (await writer.Enter(ct))
        {
            await using var db = await dbs.CreateDbContextAsync(ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var ids = ended.Select(e => e.Claimed.Id).ToList();
            var rows = await db.Set<Delivery>().Where(d => ids.Contains(d.Id)).ToDictionaryAsync(d => d.Id, ct);
            mine.AddRange(ended.Select(e => rows.GetValueOrDefault(e.Claimed.Id) is { } row && End(row, e)));
            var over = ended.Where((e, i) => mine[i] && e.Verdict.State != DeliveryState.Pending).ToList();
            var caseIds = over.Select(e => e.Claimed.CaseId).OfType<Guid>().Distinct().ToList();
            var cases = await db.Cases.Where(c => caseIds.Contains(c.Id)).ToDictionaryAsync(c => c.Id, ct);
            var places = cases.Values.Select(c => c.PremisesId).Distinct().ToList();
            var premises = await db.Premises.AsNoTracking().Where(p => places.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
            foreach (var ending in over)
                if (ending.Claimed.CaseId is { } id && cases.GetValueOrDefault(id) is { } summary)
                    news.Add(Note(db, summary, premises[summary.PremisesId], ending));
            await BulkSave.Save(db, ct);
            await transaction.CommitAsync(ct);
        }

        changes.Publish(news);
        return mine;
    }

    private CaseChanged Note(CollectorDb db, CaseSummary summary, PremisesRow premises, Ending ending)
    {
        var (claimed, verdict) = (ending.Claimed, ending.Verdict);
        CaseCommand record = ending.Quiet is { } quiet
            ? new CaseCommand.RecordQuiet(claimed.Id.ToString("D"), claimed.Audience, claimed.Channel, quiet)
            : new CaseCommand.RecordPush(claimed.Id.ToString("D"), claimed.Audience, claimed.Channel,
                verdict.State == DeliveryState.Delivered, claimed.Attempts, verdict.Error);
        book.Apply(db, summary, premises, record, Actor.System, ending.Now);
        return new(summary.Id, summary.Number, summary.Version, [ending.Quiet is null ? "push-recorded" : "kept-quiet"]);
    }

    // The claim is a concurrency token: who takes the row between reading and saving makes this fail, and it is looked at again.
    private static bool End(Delivery row, Ending ending)
    {
        var (claimed, verdict) = (ending.Claimed, ending.Verdict);
        if (row.Claim != claimed.Claim)
            return false;
        row.State = verdict.State;
        row.LastError = verdict.Error ?? row.LastError;
        row.DueAtMs = verdict.Due.ToUnixTimeMilliseconds();
        // Waiting is no attempt.
        row.Attempts = claimed.Attempts - (ending.Quiet is not null ? 1 : 0);
        row.Quiet = ending.Quiet is null ? null : JsonSerializer.Serialize(ending.Quiet, CaseJson.Stored.Phrase);
        row.DeliveredAt = verdict.State == DeliveryState.Delivered ? ending.Now : null;
        row.Claim = null;
        return true;
    }

    private static Verdict Judge(int attempts, SendResult result, DateTimeOffset now, double unit)
    {
        switch (result)
        {
            case SendResult.Delivered:
                return new(DeliveryState.Delivered, null, now);
            case SendResult.Permanent permanent:
                return new(DeliveryState.Failed, Cut(permanent.Reason), now);
            case SendResult.Recoverable recoverable when attempts >= Backoff.MaxAttempts:
                return new(DeliveryState.Failed, Cut(recoverable.Reason), now);
            case SendResult.Recoverable recoverable:
                var pause = Backoff.After(attempts, unit);
                // A receiver may ask for more patience, within reason.
                var asked = recoverable.After is { } after && after < TimeSpan.FromDays(1) ? after : TimeSpan.Zero;
                return new(DeliveryState.Pending, Cut(recoverable.Reason), now + (asked > pause ? asked : pause));
            default:
                throw new InvalidOperationException($"unknown result {result.GetType().Name}");
        }
    }

    private static string Cut(string reason) => reason.Length <= 500 ? reason : reason[..500];

    private sealed record Verdict(DeliveryState State, string? Error, DateTimeOffset Due);

    private sealed record Ending(Delivery Claimed, Verdict Verdict, DateTimeOffset Now, Phrase? Quiet);
}
