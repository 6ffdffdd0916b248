using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Mingchu.Collector.Storage;

/// <summary>
/// Inserts many rows of one table: by one statement that is prepared once and run for each row in SQLite, by statements of many rows in
/// PostgreSQL, where each is a round trip. Errors come as the provider's, without EF's cover.
/// </summary>
public static class BulkInsert
{
    // PostgreSQL takes at most 65,535 parameters.
    private const int MostParameters = 20_000;
    private const int MostRows = 256;

    /// <summary>Inserts entities as they are, inside the current transaction if there is one. Numbers that the database gives are not read back.</summary>
    public static async Task Rows<T>(CollectorDb db, IReadOnlyList<T> rows, CancellationToken ct)
        where T : class
    {
        if (rows.Count == 0)
            return;
        var type = db.Model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} has no table");
        var columns = Column.Of(type);
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            var most = db is PostgresCollectorDb ? Math.Clamp(MostParameters / columns.Count, 1, MostRows) : 1;
            foreach (var chunk in Sizes(rows.Count, most))
                await Insert(db, type, columns, rows, chunk, ct);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    // All full statements first, then one for the rest.
    private static IEnumerable<(int From, int Size, int Times)> Sizes(int count, int most)
    {
        if (count / most > 0)
            yield return (0, most, count / most);
        if (count % most > 0)
            yield return (count / most * most, count % most, 1);
    }

    private static async Task Insert<T>(
        CollectorDb db, IEntityType type, IReadOnlyList<Column> columns, IReadOnlyList<T> rows, (int From, int Size, int Times) part, CancellationToken ct)
        where T : class
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        var parameters = new DbParameter[part.Size * columns.Count];
        for (var i = 0; i < parameters.Length; i++)
            parameters[i] = columns[i % columns.Count].Parameter(command, string.Create(CultureInfo.InvariantCulture, $"@p{i}"));

        var names = string.Join(", ", columns.Select(c => $"\"{c.Name}\""));
        var values = string.Join(", ", parameters.Chunk(columns.Count).Select(row => $"({string.Join(", ", row.Select(p => p.ParameterName))})"));
#pragma warning disable CA2100 // Names come from the model.
        command.CommandText = $"INSERT INTO \"{type.GetTableName()}\" ({names}) VALUES {values}";
#pragma warning restore CA2100
        if (part.Times > 1)
            await command.PrepareAsync(ct);
        for (var (time, at) = (0, part.From); time < part.Times; time++)
        {
            for (var i = 0; i < parameters.Length; i++)
                parameters[i].Value = columns[i % columns.Count].Value(rows[at + (i / columns.Count)]);
            at += part.Size;
            await command.ExecuteNonQueryAsync(ct);
        }
    }
}
