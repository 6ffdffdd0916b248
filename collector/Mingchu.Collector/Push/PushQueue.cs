using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core;
using Mingchu.Collector.Core.Calm;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Push;

/// <summary>Due deliveries, claimed in the database: of several collectors exactly one gets each, and a dead one's come back after <see cref="Lease"/>.</summary>
public sealed class PushQueue(IDbContextFactory<CollectorDb> dbs, WriterLock writer, CaseBook book, CaseChanges changes)
{
    /// <summary>How long a claimed delivery is out of reach for others; longer than any channel's time limit.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>Claims up to <paramref name="limit"/> due deliveries, oldest first, and counts the attempt.</summary>
    public async Task<IReadOnlyList<Delivery>> Claim(int limit, DateTimeOffset now, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var (claim, nowMs, until) = (Guid.CreateVersion7(now), now.ToUnixTimeMilliseconds(), (now + Lease).ToUnixTimeMilliseconds());
        // A look without writing first: an idle collector takes no write lock.
        if (!await db.Set<Delivery>().AnyAsync(d => d.State == DeliveryState.Pending && d.DueAtMs <= nowMs, ct))
            return [];
        using (await writer.Enter(ct))
        {
            const string pending = nameof(DeliveryState.Pending);
            // One statement is one write transaction in SQLite: its condition still holds when the rows are written.
            var taken = db.Database.IsNpgsql()
                ? await db.Database.ExecuteSqlAsync($"""
                    UPDATE "deliveries" SET "Claim" = {claim}, "DueAtMs" = {until}, "Attempts" = "Attempts" + 1 WHERE "Id" IN (
                      SELECT "Id" FROM "deliveries" WHERE "State" = {pending} AND "DueAtMs" <= {nowMs} ORDER BY "DueAtMs" LIMIT {limit} FOR UPDATE SKIP LOCKED)
                    """, ct)
                : await db.Database.ExecuteSqlAsync($"""
                    UPDATE "deliveries" SET "Claim" = {claim}, "DueAtMs" = {until}, "Attempts" = "Attempts" + 1 WHERE "Id" IN (
                      SELECT "Id" FROM "deliveries" WHERE "State" = {pending} AND "DueAtMs" <= {nowMs} ORDER BY "DueAtMs" LIMIT {limit})
                    """, ct);
            if (taken == 0)
                return [];
        }
        return await db.Set<Delivery>().AsNoTracking().Where(d => d.Claim == claim).OrderBy(d => d.Id).ToListAsync(ct);
    }

    /// <summary>
    /// Records what became of an attempt, and at the end of the matter a line in the case's file, in one transaction;
    /// false when the claim had run out and another collector has it now.
    /// </summary>
    public async Task<bool> Settle(Delivery claimed, SendResult result, DateTimeOffset now, double unit, CancellationToken ct)
    {
        var verdict = Judge(claimed.Attempts, result, now, unit);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Settle(claimed, verdict, now, ct);
            }
            catch (DbUpdateException) when (attempt < 5)
            {
                // Another process added to the case's file at the same moment: look again.
            }
        }
    }

    /// <summary>
    /// Keeps a claimed notice quiet: for good, with a line in the case's file that says why, or until a time; false when another collector has it now.
    /// </summary>
    public async Task<bool> Quieten(Delivery claimed, Ruling ruling, DateTimeOffset now, CancellationToken ct)
    {
        var (verdict, because) = ruling switch
        {
            Ruling.Mute mute => (new Verdict(DeliveryState.Muted, null, now), mute.Because),
            Ruling.Wait wait => (new Verdict(DeliveryState.Pending, null, wait.Until), wait.Because),
            _ => throw new ArgumentOutOfRangeException(nameof(ruling)),
        };
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Settle(claimed, verdict, now, ct, because);
            }
            catch (DbUpdateException) when (attempt < 5)
            {
                // Another process added to the case's file at the same moment: look again.
            }
        }
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

    private async Task<bool> Settle(Delivery claimed, Verdict verdict, DateTimeOffset now, CancellationToken ct, Phrase? quiet = null)
    {
        CaseChanged? change = null;
        using (await writer.Enter(ct))
        {
            await using var db = await dbs.CreateDbContextAsync(ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            DateTimeOffset? deliveredAt = verdict.State == DeliveryState.Delivered ? now : null;
            var dueMs = verdict.Due.ToUnixTimeMilliseconds();
            var why = quiet is null ? null : JsonSerializer.Serialize(quiet, CaseJson.Stored.Phrase);
            // Waiting is no attempt.
            var attempts = claimed.Attempts - (quiet is not null ? 1 : 0);
            var mine = await db.Set<Delivery>().Where(d => d.Id == claimed.Id && d.Claim == claimed.Claim).ExecuteUpdateAsync(set => set
                .SetProperty(d => d.State, verdict.State)
                .SetProperty(d => d.LastError, d => verdict.Error ?? d.LastError)
                .SetProperty(d => d.DueAtMs, dueMs)
                .SetProperty(d => d.Attempts, attempts)
                .SetProperty(d => d.Quiet, why)
                .SetProperty(d => d.DeliveredAt, deliveredAt)
                .SetProperty(d => d.Claim, (Guid?)null), ct) == 1;
            if (!mine)
                return false;
            if (verdict.State != DeliveryState.Pending && await db.Cases.SingleOrDefaultAsync(c => c.Id == claimed.CaseId, ct) is { } summary)
            {
                CaseCommand record = quiet is not null
                    ? new CaseCommand.RecordQuiet(claimed.Id.ToString("D"), claimed.Audience, claimed.Channel, quiet)
                    : new CaseCommand.RecordPush(claimed.Id.ToString("D"), claimed.Audience, claimed.Channel,
                        verdict.State == DeliveryState.Delivered, claimed.Attempts, verdict.Error);
                var premises = await db.Premises.SingleAsync(p => p.Id == summary.PremisesId, ct);
                book.Apply(db, summary, premises, record, Actor.System, now);
                change = new(summary.Id, summary.Number, summary.Version, [quiet is null ? "push-recorded" : "kept-quiet"]);
                await db.SaveChangesAsync(ct);
            }
            await transaction.CommitAsync(ct);
        }
        if (change is not null)
            changes.Publish([change]);
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
}
