using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Platforms;
using Mingchu.Collector.Core.Premises;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Premises;

/// <summary>What came of writing premises.</summary>
/// <param name="Refusal">Code of why nothing was done: <c>not-allowed</c>, <c>not-found</c>, <c>exists</c>, <c>stale</c>, <c>invalid</c>; null when done.</param>
/// <param name="Errors">With <c>invalid</c>: what is wrong.</param>
public sealed record PremisesResult(string? Refusal, IReadOnlyList<FieldError> Errors);

/// <summary>What an import did, or would do; with an error nothing.</summary>
/// <param name="Added">New premises.</param>
/// <param name="Changed">Premises with other data.</param>
/// <param name="Unchanged">Rows that say what was known.</param>
/// <param name="Errors">Every error of every row.</param>
public sealed record ImportResult(int Added, int Changed, int Unchanged, IReadOnlyList<FieldError> Errors);

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
    /// <param name="key">The sender's key of this one request for new ones: sent again, it is answered as done.</param>
    public async Task<PremisesResult> Write(string id, IReadOnlyDictionary<string, string> data, int? seen, Actor actor, CancellationToken ct, string? key = null)
    {
        if (!actor.Role.IsRegulator())
            return new("not-allowed", []);
        if (data.Keys.Where(k => PremisesColumns.Of(k) is null).Select(k => new FieldError(0, k, Phrase.Of("import.column", string.Join(", ", PremisesTable.Header)))).ToList() is { Count: > 0 } unknown)
            return new("invalid", unknown);
        using var turn = await writer.Enter(ct);
        await using var db = await dbs.Open(Scope.Of(actor), ct);
        if (await DoneRequest.Find(db, actor, key, ct) is { } done)
            return done == $"premises:{id}" ? Done : new("key-used", []);
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
        if (Place(entry, await AreasOf(db, [entry], ct), await PlatformsOf(db, ct), Scope.Of(actor)) is { } fault)
            return new("invalid", [fault]);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (row is null)
            PremisesBook.Add(db, entry, actor.Name, time.GetUtcNow());
        else
            await Change(db, row, entry, actor, ct);
        await DoneRequest.Remember(db, actor, key, $"premises:{id}", time.GetUtcNow(), ct);
        try
        {
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return Done;
        }
        catch (DbUpdateException)
        {
            // Another collector wrote the same premises meanwhile.
            return new(seen is null ? "exists" : "stale", []);
        }
    }

    /// <summary>Imports rows, all or none; a dry run only says what it would do.</summary>
    /// <param name="rows">Header and rows.</param>
    /// <param name="dryRun">Whether nothing is written.</param>
    /// <param name="actor">Who.</param>
    /// <param name="ct">Stops it.</param>
    /// <param name="key">The sender's key of this one import: sent again with the same rows, it is answered with what came of it then; dry runs have none.</param>
    /// <returns>Null when the key did something else before.</returns>
    public async Task<ImportResult?> Import(IReadOnlyList<IReadOnlyList<string>> rows, bool dryRun, Actor actor, CancellationToken ct, string? key = null)
    {
        var scope = Scope.Of(actor);
        var subject = DoneImport.Subject("premises", rows);
        using var turn = await writer.Enter(ct);
        await using var db = await dbs.Open(Scope.Everything, ct);
        if (!dryRun && await DoneRequest.Find(db, actor, key, ct) is { } done)
            return DoneImport.Read(done, subject);
        // Another area's ids are taken too; what they belong to is not told.
        var tracked = await db.Premises.ToDictionaryAsync(p => p.Id, ct);
        var existing = tracked.ToDictionary(p => p.Key, p => p.Value.ToEntry());
        var areas = (await db.Areas.AsNoTracking().Select(a => a.Area).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        var platforms = await PlatformsOf(db, ct);
        var visible = existing.Where(e => scope.SeesPremises(e.Key, e.Value.Area)).ToDictionary(e => e.Key, e => e.Value);
        var plan = PremisesTable.Plan(rows, visible, entry => existing.ContainsKey(entry.Id) && !visible.ContainsKey(entry.Id)
            ? new(0, "id", Phrase.Of("import.taken")) : Place(entry, areas, platforms, scope));
        var result = new ImportResult(plan.Added.Count, plan.Changed.Count, plan.Unchanged, plan.Errors);
        if (dryRun || plan.Errors.Count > 0)
            return result;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        foreach (var entry in plan.Added)
            PremisesBook.Add(db, entry, actor.Name, time.GetUtcNow());
        foreach (var entry in plan.Changed)
            await Change(db, tracked[entry.Id], entry, actor, ct);
        await DoneRequest.Remember(db, actor, key, DoneImport.Write(subject, result), time.GetUtcNow(), ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return result;
    }

    private async Task Change(CollectorDb db, PremisesRow row, PremisesEntry entry, Actor actor, CancellationToken ct)
    {
        if (row.Area != entry.Area.Path)
            await CaseAreas.Follow(db, row.Id, entry.Area.Path, ct);
        PremisesBook.Change(db, row, entry, actor.Name, time.GetUtcNow());
    }

    private static async Task<HashSet<string>> AreasOf(CollectorDb db, IReadOnlyList<PremisesEntry> entries, CancellationToken ct)
    {
        var paths = entries.Select(e => e.Area.Path).Distinct().ToList();
        return [.. await db.Areas.IgnoreQueryFilters().AsNoTracking().Where(a => paths.Contains(a.Area)).Select(a => a.Area).ToListAsync(ct)];
    }

    private static async Task<HashSet<string>> PlatformsOf(CollectorDb db, CancellationToken ct) =>
        [.. await db.Platforms.IgnoreQueryFilters().AsNoTracking().Select(p => p.Id).ToListAsync(ct)];

    private static FieldError? Place(PremisesEntry entry, HashSet<string> areas, HashSet<string> platforms, Scope scope) =>
        !scope.Sees(entry.Area) ? new(0, "area", Phrase.Of("place.foreign", entry.Area.Path))
        : !areas.Contains(entry.Area.Path) ? new(0, "area", Phrase.Of("place.unknown", entry.Area.Path))
        : PlatformIds.Of(entry.OnPlatforms).FirstOrDefault(p => !platforms.Contains(p)) is { } unknown ? new(0, "platforms", Phrase.Of("unknown-platform", unknown))
        : null;
}
