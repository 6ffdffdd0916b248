using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Cases;

/// <summary>Where people and other slices act on cases: one command, one transaction, one signal.</summary>
public sealed class CaseDesk(ScopedDbs dbs, WriterLock writer, CaseBook book, CaseChanges changes, TimeProvider time)
{
    /// <summary>
    /// Does the command; null when done, else why not; a case that the actor does not see is not there for them. When another process wrote at the same moment, the command is decided again on what
    /// it wrote, so of two people one wins and the other gets <c>stale-version</c> or <c>wrong-stage</c>.
    /// </summary>
    /// <param name="caseId">The case.</param>
    /// <param name="command">What to do.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="ct">Stops it.</param>
    /// <param name="key">The sender's key of this one request: sent again, it is answered as done and not done again.</param>
    public async Task<Refusal?> Do(Guid caseId, CaseCommand command, Actor actor, CancellationToken ct, string? key = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Once(caseId, command, actor, key, ct);
            }
            catch (DbUpdateException) when (attempt < 5)
            {
                // Somebody else's event took this sequence number: look again.
            }
        }
    }

    private async Task<Refusal?> Once(Guid caseId, CaseCommand command, Actor actor, string? key, CancellationToken ct)
    {
        CaseChanged change;
        using (await writer.Enter(ct))
        {
            await using var db = await dbs.Open(Scope.Of(actor), ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var summary = await db.Cases.SingleOrDefaultAsync(c => c.Id == caseId, ct);
            if (summary is null)
                return Refusal.Of(Refusals.NotFound);
            var now = time.GetUtcNow();
            var subject = $"case:{caseId:D}";
            if (await DoneRequest.Find(db, actor, key, ct) is { } done)
                return done == subject ? null : Refusal.Of(Refusals.KeyUsed);
            var before = summary.Version;
            var premises = await db.Premises.IgnoreQueryFilters().AsNoTracking().SingleAsync(p => p.Id == summary.PremisesId, ct);
            if (book.Apply(db, summary, premises, command, actor, now) is { } refusal)
                return refusal;
            await DoneRequest.Remember(db, actor, key, subject, now, ct);
            var types = db.ChangeTracker.Entries<CaseEventRow>().Select(e => e.Entity).OrderBy(e => e.Sequence).Select(e => e.Type).ToList();
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            change = new(summary.Id, summary.Number, before + types.Count, types);
        }

        changes.Publish([change]);
        return null;
    }
}
