using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Premises;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Premises;

/// <summary>What came of writing premises.</summary>
/// <param name="Refusal">Code of why nothing was done: <c>not-allowed</c>, <c>not-found</c>, <c>exists</c>, <c>stale</c>, <c>invalid</c>; null when done.</param>
/// <param name="Errors">With <c>invalid</c>: what is wrong.</param>
public sealed record PremisesResult(string? Refusal, IReadOnlyList<FieldError> Errors);

/// <summary>Where people and other systems write premises; only those of the market supervision, and only within their area.</summary>
public sealed class PremisesDesk(ScopedDbs dbs, WriterLock writer, TimeProvider time)
{
    private static readonly PremisesResult Done = new(null, []);

    /// <summary>Adds premises (<paramref name="seen"/> null) or changes those that the sender looked at.</summary>
    /// <param name="id">Of the premises.</param>
    /// <param name="data">Cells by column; what is missing stays as it is.</param>
    /// <param name="seen">Version the sender looked at; null for new ones.</param>
    /// <param name="actor">Who.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<PremisesResult> Write(string id, IReadOnlyDictionary<string, string> data, int? seen, Actor actor, CancellationToken ct)
    {
        if (!actor.Role.IsRegulator())
            return new("not-allowed", []);
        if (data.Keys.Where(k => PremisesColumns.Of(k) is null).Select(k => new FieldError(0, k, Phrase.Of("import.column", string.Join(", ", PremisesTable.Header)))).ToList() is { Count: > 0 } unknown)
            return new("invalid", unknown);
        using var turn = await writer.Enter(ct);
        await using var db = await dbs.Open(Scope.Of(actor), ct);
        var row = await db.Premises.SingleOrDefaultAsync(p => p.Id == id, ct);
        if (seen is not null && row is null)
            return new("not-found", []);
        if (seen is null && await db.Premises.IgnoreQueryFilters().AnyAsync(p => p.Id == id, ct))
            return new("exists", []);
        if (seen is not null && row!.Version != seen)
            return new("stale", []);
        var cells = data.Where(d => d.Key != "id").Select(d => (PremisesColumns.Of(d.Key)!, d.Value)).Prepend((PremisesColumns.Of("id")!, id)).ToList();
        var (entry, errors) = PremisesColumns.Parse(cells, 0, row?.ToEntry());
        if (entry is not null && row is null)
            errors = [.. PremisesColumns.Needed.Where(n => n != "id" && !data.ContainsKey(n)).Select(n => new FieldError(0, n, Phrase.Of("field.missing")))];
        if (entry is null || errors.Count > 0)
            return new("invalid", errors);
        if (Place(entry, await AreasOf(db, [entry], ct), Scope.Of(actor)) is { } fault)
            return new("invalid", [new(0, "area", fault)]);
        if (row is null)
            PremisesBook.Add(db, entry, actor.Name, time.GetUtcNow());
        else
            PremisesBook.Change(db, row, entry, actor.Name, time.GetUtcNow());
        try
        {
            await db.SaveChangesAsync(ct);
            return Done;
        }
        catch (DbUpdateException)
        {
            // Another collector wrote the same premises meanwhile.
            return new(seen is null ? "exists" : "stale", []);
        }
    }

    /// <summary>Imports rows, all or none; a dry run only says what it would do.</summary>
    public async Task<ImportPlan> Import(IReadOnlyList<IReadOnlyList<string>> rows, bool dryRun, Actor actor, CancellationToken ct)
    {
        var scope = Scope.Of(actor);
        using var turn = await writer.Enter(ct);
        await using var db = await dbs.Open(Scope.Everything, ct);
        // Another area's ids are taken too; what they belong to is not told.
        var tracked = await db.Premises.ToDictionaryAsync(p => p.Id, ct);
        var existing = tracked.ToDictionary(p => p.Key, p => p.Value.ToEntry());
        var areas = (await db.Areas.AsNoTracking().Select(a => a.Area).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        var visible = existing.Where(e => scope.SeesPremises(e.Key, e.Value.Area)).ToDictionary(e => e.Key, e => e.Value);
        var plan = PremisesTable.Plan(rows, visible, entry => existing.ContainsKey(entry.Id) && !visible.ContainsKey(entry.Id)
            ? Phrase.Of("import.taken") : Place(entry, areas, scope));
        if (dryRun || plan.Errors.Count > 0)
            return plan;
        var now = time.GetUtcNow();
        foreach (var entry in plan.Added)
            PremisesBook.Add(db, entry, actor.Name, now);
        foreach (var entry in plan.Changed)
            PremisesBook.Change(db, tracked[entry.Id], entry, actor.Name, now);
        await db.SaveChangesAsync(ct);
        return plan;
    }

    private static async Task<HashSet<string>> AreasOf(CollectorDb db, IReadOnlyList<PremisesEntry> entries, CancellationToken ct)
    {
        var paths = entries.Select(e => e.Area.Path).Distinct().ToList();
        return [.. await db.Areas.IgnoreQueryFilters().AsNoTracking().Where(a => paths.Contains(a.Area)).Select(a => a.Area).ToListAsync(ct)];
    }

    private static Phrase? Place(PremisesEntry entry, HashSet<string> areas, Scope scope) =>
        !scope.Sees(entry.Area) ? Phrase.Of("place.foreign", entry.Area.Path) : !areas.Contains(entry.Area.Path) ? Phrase.Of("place.unknown", entry.Area.Path) : null;
}
