using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Access;

/// <summary>Writes down who reads sensitive data, before it is given out: what can't be logged is not shown.</summary>
public sealed class AccessLog(IDbContextFactory<CollectorDb> dbs, WriterLock writer, TimeProvider time)
{
    /// <summary>Somebody is about to read something.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="what">One of <see cref="AccessKinds"/>.</param>
    /// <param name="subject">Which; cut at 400 characters.</param>
    /// <param name="area">Area of what is read; empty when it is not of one.</param>
    /// <param name="ct">Stops the wait.</param>
    public async Task Record(Actor actor, string what, string subject, string area, CancellationToken ct)
    {
        using var turn = await writer.Enter(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        db.Add(new AccessEntry
        {
            At = time.GetUtcNow(),
            AccountId = actor.Id,
            AccountName = actor.Name,
            What = what,
            Subject = subject.Length > 400 ? subject[..400] : subject,
            Area = area,
        });
        await db.SaveChangesAsync(ct);
    }
}
