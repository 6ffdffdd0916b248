using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Mingchu.Collector.Storage;

/// <summary>Brings the database to this version's schema. EF takes a lock in the database, so several collectors may start at once.</summary>
public sealed class Migrator(IDbContextFactory<CollectorDb> dbs, WriterLock writer, ILogger<Migrator> log)
{
    public async Task Run(CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Once(ct);
                return;
            }
            catch (PostgresException e) when (attempt < 5 && e.SqlState is PostgresErrorCodes.DuplicateDatabase
                or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DuplicateTable)
            {
                // Before there is a database there is nothing to hold the lock: another collector was quicker to make it.
                await Task.Delay(TimeSpan.FromMilliseconds(200 * attempt), ct);
            }
        }
    }

    private async Task Once(CancellationToken ct)
    {
        using var turn = await writer.Enter(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var pending = (await db.Database.GetPendingMigrationsAsync(ct)).ToList();
        // Every command looks here first, and mostly there is nothing to do.
        if (pending.Count == 0)
            return;
        await db.Database.MigrateAsync(ct);
        log.LogInformation("Database brought up to date by {Migrations}", pending);
    }
}
