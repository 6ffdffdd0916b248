using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Mingchu.Collector.Storage;

/// <summary>WAL so that readers do not wait for the writer; synchronous=FULL so that a committed case survives a power cut.</summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    // A batch of messages fits into the cache (16 MiB), and several into the log (16 MiB) before it is folded into the file: what both write is written once.
    private const string Pragmas =
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=15000; PRAGMA foreign_keys=ON; PRAGMA cache_size=-16384; PRAGMA wal_autocheckpoint=4096;";

    // They hold as long as SQLite's own connection, which goes to a pool and back whenever EF opens and closes: with every query outside a transaction.
    private static readonly ConditionalWeakTable<object, string> Done = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        var handle = ((SqliteConnection)connection).Handle!;
        if (Done.TryGetValue(handle, out _))
            return;
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
        Done.AddOrUpdate(handle, Pragmas);
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        var handle = ((SqliteConnection)connection).Handle!;
        if (Done.TryGetValue(handle, out _))
            return;
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
        // Only now: what failed half-way is done again when the connection comes back from the pool.
        Done.AddOrUpdate(handle, Pragmas);
    }
}
