using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core.Grading;
using Mingchu.Collector.Evidence;
using Mingchu.Collector.Storage;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Ingest;

/// <summary>
/// Writes a batch of messages in one transaction: ids, leads, case events, lists, device states, dead letters. When it returns, all of it is
/// durable; when it throws, none of it is, and the same batch may be written again.
/// </summary>
public sealed class BatchWriter(
    IDbContextFactory<CollectorDb> dbs,
    WriterLock writer,
    CaseBook book,
    CaseChanges changes,
    GradingPolicy policy,
    EvidenceFiles files,
    DeadLetterBox deadLetters,
    TimeProvider time,
    ILogger<BatchWriter> log)
{
    private const int Attempts = 4;

    /// <summary>Outcomes in the order of the batch.</summary>
    public async Task<IReadOnlyList<Outcome>> Write(IReadOnlyList<Reading> batch, CancellationToken ct)
    {
        var here = await StoreInline(batch, ct);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Once(batch, here, ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested && !IsAway(e))
            {
                // Another collector took the same key or row at the same time: what it wrote is read at the next attempt.
                if (attempt < Attempts)
                    continue;
                if (batch.Count > 1)
                    return await OneByOne(batch, ct);
                log.LogError(e, "Message {MessageId} of {Device} can't be stored", batch[0].MessageId, batch[0].Device);
                return await Once([Refused(batch[0])], here, ct);
            }
        }
    }

    private async Task<IReadOnlyList<Outcome>> OneByOne(IReadOnlyList<Reading> batch, CancellationToken ct)
    {
        List<Outcome> outcomes = [];
        foreach (var reading in batch)
            outcomes.AddRange(await Write([reading], ct));
        return outcomes;
    }

    private async Task<IReadOnlyList<Outcome>> Once(IReadOnlyList<Reading> batch, IReadOnlySet<string> here, CancellationToken ct)
    {
        List<CaseChanged> changed;
        List<Outcome> outcomes = [];
        using (await writer.Enter(ct))
        {
            await using var db = await dbs.CreateDbContextAsync(ct);
            db.Database.AutoSavepointsEnabled = false;
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var now = time.GetUtcNow();
            var context = new BatchContext(db, book, policy, here, now);
            await context.Load([.. batch.OfType<Reading.Usable>()], ct);
            foreach (var reading in batch)
                outcomes.Add(await Apply(context, reading, ct));
            await deadLetters.Add(db, [.. outcomes.Select(o => o.Reading).OfType<Reading.Unusable>()], now, ct);
            changed = [.. db.ChangeTracker.Entries<CaseEventRow>().Select(e => e.Entity).GroupBy(e => e.CaseId).Select(g => new CaseChanged(
                g.Key, context.Case(g.Key).Number, g.Max(e => e.Sequence), [.. g.OrderBy(e => e.Sequence).Select(e => e.Type)]))];
            await BulkSave.Save(db, ct);
            await transaction.CommitAsync(ct);
        }

        changes.Publish(changed);
        return outcomes;
    }

    private static async Task<Outcome> Apply(BatchContext context, Reading reading, CancellationToken ct)
    {
        if (reading is not Reading.Usable message)
            return new(reading, ReceiptResult.Rejected);
        if (context.Device(message.Device) is not { } device)
            return Reject(message, new(RejectReasons.UnknownDevice, null, $"device '{message.Device}' is not registered here or is switched off"));
        // Seconds are enough for "last seen", and spare a write per message.
        if (!message.Source.Replay && (device.LastSeenAt is not { } last || context.Now - last > TimeSpan.FromSeconds(10)))
            device.LastSeenAt = context.Now;
        var counted = message.Body is Alert or Contracts.Messages.Evidence;
        if (counted && context.IsSeen(message))
            return new(message, ReceiptResult.Duplicate);
        var rejection = message.Body switch
        {
            Alert alert => await AlertIntake.Apply(context, device, message, alert, ct),
            Contracts.Messages.Evidence evidence => await EvidenceIntake.Apply(context, device, message, evidence, ct),
            _ => StateIntake.Apply(context, device, message),
        };
        if (rejection is not null)
            return Reject(message, rejection);
        if (counted)
            context.MarkSeen(message);
        return new(message, ReceiptResult.Accepted);
    }

    // Before the transaction, which must not wait for another machine; the hashes of the files that are kept.
    private async Task<IReadOnlySet<string>> StoreInline(IReadOnlyList<Reading> batch, CancellationToken ct)
    {
        HashSet<string> here = [];
        foreach (var reading in batch)
            if (reading is Reading.Usable { Body: Contracts.Messages.Evidence { Inline: { } inline } said }
                && await files.Store(new MemoryStream(Convert.FromBase64String(inline)), said.Sha256, said.MediaType, ct) is { Error: null })
                here.Add(said.Sha256);
        return here;
    }

    private static Outcome Reject(Reading.Usable message, Rejection why) =>
        new(new Reading.Unusable(message.Source, message.Device, message.MessageId, why), ReceiptResult.Rejected);

    private static Reading.Unusable Refused(Reading reading) => new(reading.Source, reading.Device, reading.MessageId,
        new(RejectReasons.Invalid, null, "the storage refuses this message; the collector's log says why"));

    // The database or disk is not there: the message is not to blame and has to wait.
    private static bool IsAway(Exception error)
    {
        for (var e = error; e is not null; e = e.InnerException)
        {
            if (e is SqliteException sqlite)
                return sqlite.SqliteErrorCode is not (19 or 18 or 20); // constraint, too big, mismatch
            if (e is DbException { SqlState: { } state })
                return !state.StartsWith("22", StringComparison.Ordinal) && !state.StartsWith("23", StringComparison.Ordinal) && state is not ("40001" or "40P01");
            if (e is DbException or IOException or TimeoutException or UnauthorizedAccessException)
                return true;
        }

        return false;
    }
}
