using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Storage;
using Mingchu.Contracts;

namespace Mingchu.Collector.Platforms;

/// <summary>Registers platforms, from the command line and for administrators.</summary>
public sealed class PlatformRegistry(IDbContextFactory<CollectorDb> dbs, WriterLock writer)
{
    /// <summary>Adds a platform (<paramref name="seen"/> null) or changes the one that the sender looked at; null when done, else <c>invalid</c>, <c>exists</c>, <c>not-found</c> or <c>stale</c>.</summary>
    public async Task<string?> Put(string id, string name, string person, string contact, int? seen, CancellationToken ct)
    {
        if (!Topics.IsId(id) || string.IsNullOrWhiteSpace(name) || name.Length > 200 || person.Length > 100 || contact.Length > 100 || (name + person + contact).Any(char.IsControl))
            return "invalid";
        using var turn = await writer.Enter(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var row = await db.Set<PlatformRow>().SingleOrDefaultAsync(p => p.Id == id, ct);
        if (seen is null ? row is not null : row is null)
            return seen is null ? "exists" : "not-found";
        if (row is null)
            db.Add(row = new PlatformRow { Id = id, Name = name.Trim() });
        else if (row.Version != seen)
            return "stale";
        else
            row.Version++;
        (row.Name, row.Person, row.Contact) = (name.Trim(), person.Trim(), contact.Trim());
        try
        {
            await db.SaveChangesAsync(ct);
            return null;
        }
        catch (DbUpdateException)
        {
            // Another collector wrote the same platform meanwhile.
            return seen is null ? "exists" : "stale";
        }
    }
}
