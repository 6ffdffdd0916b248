using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage;

namespace Mingchu.Collector.Storage;

/// <summary>
/// Writes what changed in many rows of one table by one statement that is prepared once and run for each. For SQLite, to which EF sends a statement
/// of its own for every row; PostgreSQL gets EF's in one round trip.
/// </summary>
internal static class BulkUpdate
{
    /// <summary>Updates rows inside the current transaction.</summary>
    /// <exception cref="DbUpdateConcurrencyException">A row is not as it was read.</exception>
    public static async Task Rows<T>(CollectorDb db, IReadOnlyList<EntityEntry<T>> changed, CancellationToken ct)
        where T : class
    {
        if (changed.Count == 0)
            return;
        var type = changed[0].Metadata;
        // All of them get what any of them got anew. Others' columns are left alone, and with them their indexes.
        Column[] sets = [.. type.GetProperties().Where(p => changed.Any(e => e.Property(p).IsModified)).Select(p => Column.Of(type, p))];
        Column[] keys = [.. type.FindPrimaryKey()!.Properties.Select(p => Column.Of(type, p))];
        Column[] tokens = [.. type.GetProperties().Where(p => p.IsConcurrencyToken).Select(p => Column.Of(type, p))];
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        var parameters = sets.Concat(keys).Concat(tokens).Select((c, i) => c.Parameter(command, string.Create(CultureInfo.InvariantCulture, $"@p{i}"))).ToList();
        var names = parameters.ConvertAll(p => p.ParameterName);
        var set = sets.Select((c, i) => $"\"{c.Name}\" = {names[i]}");
        var where = keys.Concat(tokens).Select((c, i) => $"\"{c.Name}\" IS {names[sets.Length + i]}");
#pragma warning disable CA2100 // Names come from the model.
        command.CommandText = $"UPDATE \"{type.GetTableName()}\" SET {string.Join(", ", set)} WHERE {string.Join(" AND ", where)}";
#pragma warning restore CA2100
        await command.PrepareAsync(ct);
        foreach (var entry in changed)
        {
            var at = 0;
            foreach (var column in sets.Concat(keys))
                parameters[at++].Value = column.Value(entry.Entity);
            foreach (var column in tokens)
                parameters[at++].Value = column.Stored(entry.Property(column.Property).OriginalValue);
            if (await command.ExecuteNonQueryAsync(ct) != 1)
                throw new DbUpdateConcurrencyException($"a row of {type.GetTableName()} is not as it was read");
        }

        foreach (var entry in changed)
            entry.State = EntityState.Unchanged;
    }
}
