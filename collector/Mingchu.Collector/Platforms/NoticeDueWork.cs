using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Platforms;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Platforms;

/// <summary>
/// Does to notices what time does: reminders, answers that are overdue and then missing. Taken and done like the due work of cases (<see cref="DueWork"/>): in one
/// transaction under a row lock that other collectors step over.
/// </summary>
public sealed class NoticeDueWork(IDbContextFactory<CollectorDb> dbs, WriterLock writer, PlatformBook book, CaseChanges changes, TimeProvider time, ILogger<NoticeDueWork> log)
    : RegularWork(TimeSpan.FromSeconds(15), time, log)
{
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(5);

    /// <summary>Does everything that is due now; how many notices it was.</summary>
    public override async Task<int> Round(CancellationToken ct)
    {
        var done = 0;
        while (await Next(ct))
            done++;
        return done;
    }

    private async Task<bool> Next(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = Time.GetUtcNow();
        var nowMs = now.ToUnixTimeMilliseconds();
        // A look without writing first: an idle collector takes no write lock.
        if (!await db.Set<NoticeRow>().AnyAsync(n => n.NextAtMs <= nowMs, ct))
            return false;
        IReadOnlyList<CaseChanged> changed;
        using (await writer.Enter(ct))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            if (await Take(db, nowMs, ct) is not { } row)
                return false;
            try
            {
                if (await book.Apply(db, row, new NoticeCommand.Tick(), Actor.System, now, ct) is { } refusal)
                    throw new InvalidOperationException(refusal.Sentence);
                changed = NoticeDesk.Changed(db);
                await db.SaveChangesAsync(ct);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One notice that can't be done must not hold up the others.
                await transaction.RollbackAsync(ct);
                Log.LogError(e, "What is due of notice {Notice} could not be done; it is tried again later", row.Number);
                var later = nowMs + (long)Later.TotalMilliseconds;
                await db.Set<NoticeRow>().Where(n => n.Id == row.Id).ExecuteUpdateAsync(set => set.SetProperty(n => n.NextAtMs, later), ct);
                return true;
            }

            await transaction.CommitAsync(ct);
        }

        changes.Publish(changed);
        return true;
    }

    private static async Task<NoticeRow?> Take(CollectorDb db, long nowMs, CancellationToken ct)
    {
        var due = db.Database.IsNpgsql()
            ? db.Set<NoticeRow>().FromSql($"""SELECT * FROM "platform_notices" WHERE "NextAtMs" <= {nowMs} ORDER BY "NextAtMs" LIMIT 1 FOR UPDATE SKIP LOCKED""")
            // The transaction is SQLite's one writer: what it reads stays so until it commits.
            : db.Set<NoticeRow>().Where(n => n.NextAtMs <= nowMs).OrderBy(n => n.NextAtMs).Take(1);
        return (await due.ToListAsync(ct)).FirstOrDefault();
    }
}
