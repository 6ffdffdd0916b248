using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Cases;

/// <summary>
/// Does to cases what time does: reminders, missed deadlines, major incidents that a level did not take notice of. Each is taken and done in one
/// transaction under a row lock that other collectors step over, so of several exactly one does it, and a crash leaves it to be done.
/// </summary>
public sealed class DueWork(IDbContextFactory<CollectorDb> dbs, WriterLock writer, CaseBook book, CaseChanges changes, TimeProvider time, ILogger<DueWork> log)
    : RegularWork(TimeSpan.FromSeconds(5), time, log)
{
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(5);

    /// <summary>Does everything that is due now; how many cases it was.</summary>
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
        var nowMs = Time.GetUtcNow().ToUnixTimeMilliseconds();
        // A look without writing first: an idle collector takes no write lock.
        if (!await db.Cases.AnyAsync(c => c.NextAtMs <= nowMs, ct))
            return false;
        CaseChanged? change = null;
        using (await writer.Enter(ct))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            if (await Take(db, nowMs, ct) is not { } summary)
                return false;
            try
            {
                change = await Tick(db, summary, ct);
                await db.SaveChangesAsync(ct);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One case that can't be done must not hold up the others.
                await transaction.RollbackAsync(ct);
                Log.LogError(e, "What is due in case {Case} could not be done; it is tried again later", summary.Number);
                var later = nowMs + (long)Later.TotalMilliseconds;
                await db.Cases.Where(c => c.Id == summary.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.NextAtMs, later), ct);
                return true;
            }

            await transaction.CommitAsync(ct);
        }

        if (change is not null)
            changes.Publish([change]);
        return true;
    }

    private static async Task<CaseSummary?> Take(CollectorDb db, long nowMs, CancellationToken ct)
    {
        var due = db.Database.IsNpgsql()
            ? db.Cases.FromSql($"""SELECT * FROM "cases" WHERE "NextAtMs" <= {nowMs} ORDER BY "NextAtMs" LIMIT 1 FOR UPDATE SKIP LOCKED""")
            // The transaction is SQLite's one writer: what it reads stays so until it commits.
            : db.Cases.Where(c => c.NextAtMs <= nowMs).OrderBy(c => c.NextAtMs).Take(1);
        return (await due.ToListAsync(ct)).FirstOrDefault();
    }

    private async Task<CaseChanged?> Tick(CollectorDb db, CaseSummary summary, CancellationToken ct)
    {
        var before = summary.Version;
        var premises = await db.Premises.AsNoTracking().SingleAsync(p => p.Id == summary.PremisesId, ct);
        if (book.Apply(db, summary, premises, new CaseCommand.Tick(), Actor.System, Time.GetUtcNow()) is { } refusal)
            throw new InvalidOperationException(refusal.Sentence);
        var types = db.ChangeTracker.Entries<CaseEventRow>().Select(e => e.Entity).OrderBy(e => e.Sequence).Select(e => e.Type).ToList();
        return new(summary.Id, summary.Number, before + types.Count, types);
    }
}
