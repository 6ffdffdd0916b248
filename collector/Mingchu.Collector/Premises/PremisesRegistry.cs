using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Storage;
using Mingchu.Contracts;

namespace Mingchu.Collector.Premises;

/// <summary>Registers premises.</summary>
public sealed class PremisesRegistry(IDbContextFactory<CollectorDb> dbs, WriterLock writer, TimeProvider time)
{
    /// <summary>Adds premises; null when done, else why not.</summary>
    public async Task<string?> Add(string id, string name, string area, CancellationToken ct)
    {
        if (!Topics.IsId(id))
            return $"'{id}' can't be a premises id: 1 to 64 lower-case letters, digits and inner hyphens";
        if (string.IsNullOrWhiteSpace(name) || name.Length > 200)
            return "the name must have 1 to 200 characters";
        if (string.IsNullOrWhiteSpace(area) || area.Length > 400)
            return "the area must have 1 to 400 characters";
        using var turn = await writer.Enter(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Premises.AnyAsync(p => p.Id == id, ct))
            return $"premises '{id}' are there already";
        db.Premises.Add(new PremisesRow { Id = id, Name = name.Trim(), Area = area.Trim(), AddedAt = time.GetUtcNow() });
        await db.SaveChangesAsync(ct);
        return null;
    }
}
