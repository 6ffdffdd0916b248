using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Areas;
using Mingchu.Collector.Core.Premises;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Premises;

/// <summary>Registers premises from the command line, with the areas they lie in.</summary>
public sealed class PremisesRegistry(IDbContextFactory<CollectorDb> dbs, WriterLock writer, TimeProvider time)
{
    /// <summary>Adds premises; null when done, else why not. Areas that are not there yet are added under their paths' names.</summary>
    public async Task<string?> Add(string id, string name, string area, CancellationToken ct)
    {
        var (entry, errors) = PremisesColumns.Parse(
            [(Column("id"), id), (Column("name"), name), (Column("area"), area)], 0);
        if (entry is null)
            return $"{errors[0].Field}: {Core.Phrases.In(errors[0].Why, System.Globalization.CultureInfo.InvariantCulture)}";
        using var turn = await writer.Enter(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Premises.AnyAsync(p => p.Id == id, ct))
            return $"premises '{id}' are there already";
        foreach (var place in entry.Area.Line)
            if (await db.Areas.FindAsync([place.Path], ct) is null)
                db.Areas.Add(new AreaRow { Area = place.Path, Name = place.Part, Level = place.Level });
        PremisesBook.Add(db, entry, "command line", time.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return null;
    }

    private static PremisesColumn Column(string name) => PremisesColumns.Of(name)!;
}
