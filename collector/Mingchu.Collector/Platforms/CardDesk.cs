using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Platforms;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Platforms;

/// <summary>Where cards are taken back (E3).</summary>
public sealed class CardDesk(ScopedDbs dbs, WriterLock writer, TimeProvider time)
{
    /// <summary>Takes a card back; null when done, else why not.</summary>
    /// <param name="platform">Id of the platform.</param>
    /// <param name="number">Which card of the platform, from 1.</param>
    /// <param name="reason">Why, 1..4000 characters.</param>
    /// <param name="seen">Version the actor looked at.</param>
    /// <param name="actor">Who.</param>
    /// <param name="key">The sender's key of this one request: sent again, it is answered as done; null for none.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Refusal?> TakeBack(string platform, int number, string reason, int seen, Actor actor, string? key, CancellationToken ct)
    {
        var subject = $"card:{platform}/{number}";
        using var turn = await writer.Enter(ct);
        await using var db = await dbs.Open(Scope.Of(actor), ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Cards.SingleOrDefaultAsync(c => c.Platform == platform && c.Number == number, ct) is not { } row)
            return Refusal.Of(PlatformRefusals.NoCard);
        if (await DoneRequest.Find(db, actor, key, ct) is { } done)
            return done == subject ? null : Refusal.Of(Refusals.KeyUsed);
        var now = time.GetUtcNow();
        if (PlatformBook.TakeBack(db, row, reason, seen, actor, now) is { } refusal)
            return refusal;
        await DoneRequest.Remember(db, actor, key, subject, now, ct);
        try
        {
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return null;
        }
        catch (DbUpdateException)
        {
            // Another collector took it back meanwhile.
            return Refusal.Of(PlatformRefusals.Changed);
        }
    }
}
