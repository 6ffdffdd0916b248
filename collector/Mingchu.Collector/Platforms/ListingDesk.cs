using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Platforms;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Platforms;

/// <summary>Where platforms review and apply, and regulators release or refuse.</summary>
public sealed class ListingDesk(ScopedDbs dbs, WriterLock writer, PlatformBook book, TimeProvider time)
{
    private const int Attempts = 5;

    /// <summary>Does a step of a relisting; null when done, else why not.</summary>
    public async Task<Refusal?> Do(Guid id, ListingCommand command, Actor actor, string? key, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Once(id, command, actor, key, ct);
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Another collector's event took this sequence number: decide again on what it wrote.
            }
        }
    }

    private async Task<Refusal?> Once(Guid id, ListingCommand command, Actor actor, string? key, CancellationToken ct)
    {
        using var turn = await writer.Enter(ct);
        await using var db = await dbs.Open(Scope.Of(actor), ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Set<ListingRow>().SingleOrDefaultAsync(l => l.Id == id, ct) is not { } row)
            return Refusal.Of(PlatformRefusals.NoListing);
        var subject = $"listing:{id:N}";
        if (await DoneRequest.Find(db, actor, key, ct) is { } done)
            return done == subject ? null : Refusal.Of(Refusals.KeyUsed);
        var now = time.GetUtcNow();
        if (await book.Apply(db, row, command, actor, now, ct) is { } refusal)
            return refusal;
        await DoneRequest.Remember(db, actor, key, subject, now, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return null;
    }
}
