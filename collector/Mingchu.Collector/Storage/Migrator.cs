using Microsoft.EntityFrameworkCore;

namespace Mingchu.Collector.Storage;

/// <summary>Brings the database to this version's schema. EF takes a lock in the database, so several collectors may start at once.</summary>
public sealed class Migrator(IDbContextFactory<CollectorDb> dbs, WriterLock writer, ILogger<Migrator> log)
{
    public async Task Run(CancellationToken ct)
    {
        using var turn = await writer.Enter(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var pending = (await db.Database.GetPendingMigrationsAsync(ct)).ToList();
        await db.Database.MigrateAsync(ct);
        if (pending.Count > 0)
            log.LogInformation("Database brought up to date by {Migrations}", pending);
    }
}
