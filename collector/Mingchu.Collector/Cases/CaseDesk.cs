using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Cases;

/// <summary>Where people and other slices act on cases: one command, one transaction, one signal.</summary>
public sealed class CaseDesk(IDbContextFactory<CollectorDb> dbs, WriterLock writer, CaseBook book, CaseChanges changes, TimeProvider time)
{
    /// <summary>
    /// Does the command; null when done, else why not. When another process wrote at the same moment, the command is decided again on what
    /// it wrote, so of two people one wins and the other gets <c>stale-version</c> or <c>wrong-stage</c>.
    /// </summary>
    public async Task<Refusal?> Do(Guid caseId, CaseCommand command, Actor actor, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Once(caseId, command, actor, ct);
            }
            catch (DbUpdateException) when (attempt < 5)
            {
                // Somebody else's event took this sequence number: look again.
            }
        }
    }

    private async Task<Refusal?> Once(Guid caseId, CaseCommand command, Actor actor, CancellationToken ct)
    {
        CaseChanged change;
        using (await writer.Enter(ct))
        {
            await using var db = await dbs.CreateDbContextAsync(ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var summary = await db.Cases.SingleOrDefaultAsync(c => c.Id == caseId, ct);
            if (summary is null)
                return Refusal.Of(Refusals.NotFound);
            var before = summary.Version;
            var premises = await db.Premises.AsNoTracking().SingleAsync(p => p.Id == summary.PremisesId, ct);
            if (book.Apply(db, summary, premises, command, actor, time.GetUtcNow()) is { } refusal)
                return refusal;
            var types = db.ChangeTracker.Entries<CaseEventRow>().Select(e => e.Entity).OrderBy(e => e.Sequence).Select(e => e.Type).ToList();
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            change = new(summary.Id, summary.Number, before + types.Count, types);
        }

        changes.Publish([change]);
        return null;
    }
}
