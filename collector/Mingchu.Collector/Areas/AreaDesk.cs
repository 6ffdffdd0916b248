using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Api;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Areas;

/// <summary>A node of the tree.</summary>
public sealed record AreaView(string Area, string Name, AreaLevel Level, int Version);

/// <summary>Body of an area: its name for people.</summary>
public sealed record AreaRequest(string? Name);

/// <summary>An area, what it lies in as far as the reader sees it, and what lies right below it.</summary>
/// <param name="At">The area; null for what lies above everything that the reader sees.</param>
/// <param name="Line">From the reader's own area, or the city, down to the one above it.</param>
/// <param name="Below">By path.</param>
public sealed record AreaBranch(AreaView? At, IReadOnlyList<AreaView> Line, IReadOnlyList<AreaView> Below);

/// <summary>The tree of areas: read by everybody as far as they see it, written by administrators within their own area.</summary>
public sealed class AreaDesk(ScopedDbs dbs, WriterLock writer, AreaNames names)
{
    /// <summary>Areas by path, after a given one; with <paramref name="text"/> only those whose name or path holds it.</summary>
    public async Task<Page<AreaView>> List(Scope scope, string? text, string? after, int limit, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        var areas = db.Areas.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(text) && text.Trim() is var part)
            areas = areas.Where(a => a.Name.Contains(part) || a.Area.Contains(part));
        if (after is not null)
#pragma warning disable CA1309 // EF translates it only without a culture.
            areas = areas.Where(a => string.Compare(a.Area, after) > 0);
#pragma warning restore CA1309
        var rows = await areas.OrderBy(a => a.Area).Take(limit + 1).Select(a => new AreaView(a.Area, a.Name, a.Level, a.Version)).ToListAsync(ct);
        return new([.. rows.Take(limit)], rows.Count > limit ? rows[limit - 1].Area : null);
    }

    /// <summary>One area with its neighbours in the tree; the reader's own area, or the cities, when <paramref name="at"/> is null or not seen.</summary>
    public async Task<AreaBranch> Branch(Scope scope, string? at, CancellationToken ct)
    {
        var place = Area.TryParse(at, out var asked) && scope.Sees(asked) ? asked : scope.Area;
        await using var db = await dbs.Open(scope, ct);
        var level = place is null ? AreaLevel.City : place.Level + 1;
        var prefix = place is null ? "" : place.Path + "/";
        var below = await db.Areas.AsNoTracking().Where(a => a.Level == level && a.Area.StartsWith(prefix)).OrderBy(a => a.Area).Select(a => new AreaView(a.Area, a.Name, a.Level, a.Version)).ToListAsync(ct);
        var line = place?.Line.Select(a => a.Path).ToList() ?? [];
        var above = await db.Areas.AsNoTracking().Where(a => line.Contains(a.Area)).OrderBy(a => a.Level).Select(a => new AreaView(a.Area, a.Name, a.Level, a.Version)).ToListAsync(ct);
        return new(above.Find(a => a.Area == place?.Path), [.. above.Where(a => a.Area != place?.Path)], below);
    }

    /// <summary>Adds an area (<paramref name="seen"/> null) or renames the one that the actor looked at; null when done, else <c>admins-only</c>, <c>bad-area</c>, <c>exists</c> or <c>stale</c>.</summary>
    public async Task<string?> Write(string path, string? name, int? seen, Actor? actor, CancellationToken ct)
    {
        if (actor is not { Role: Role.Admin })
            return "admins-only";
        var scope = Scope.Of(actor);
        if (!Area.TryParse(path, out var place) || string.IsNullOrWhiteSpace(name) || name.Length > 200 || name.Any(char.IsControl) || !scope.Sees(place))
            return "bad-area";
        using var turn = await writer.Enter(ct);
        await using var db = await dbs.Open(scope, ct);
        var row = await db.Areas.SingleOrDefaultAsync(a => a.Area == place.Path, ct);
        if (row is not null && seen is null)
            return "exists";
        if (row?.Version != seen)
            return "stale";
        if (row is null && place.Parent is { } parent && !await db.Areas.IgnoreQueryFilters().AnyAsync(a => a.Area == parent.Path, ct))
            return "bad-area";
        if (row is null)
            db.Areas.Add(new() { Area = place.Path, Name = name.Trim(), Level = place.Level });
        else
            (row.Name, row.Version) = (name.Trim(), row.Version + 1);
        try
        {
            await db.SaveChangesAsync(ct);
            names.Forget();
            return null;
        }
        catch (DbUpdateException)
        {
            // Another collector wrote the same area meanwhile.
            return "stale";
        }
    }
}
