using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Licences;
using Mingchu.Collector.Core.Platforms;
using Mingchu.Collector.Core.Premises;
using Mingchu.Collector.Premises;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Licences;

/// <summary>Where regulators write licences, and platforms hand in what they show of their shops.</summary>
public sealed class LicenceDesk(ScopedDbs dbs, WriterLock writer, LicenceCheck check, TimeProvider time)
{
    /// <summary>Longest list of dishes.</summary>
    public const int MostDishes = 500;

    /// <summary>Adds a licence (<paramref name="seen"/> null) or changes the one that the sender looked at; codes of refusals as with premises.</summary>
    public async Task<PremisesResult> Write(IReadOnlyDictionary<string, string> cells, int? seen, Actor actor, CancellationToken ct)
    {
        if (!actor.Role.IsRegulator())
            return new("not-allowed", []);
        var (entry, errors) = LicenceColumns.Parse(cells, 0);
        if (entry is null)
            return new("invalid", errors);
        using var turn = await writer.Enter(ct);
        await using var db = await dbs.Open(Scope.Of(actor), ct);
        var row = await db.Set<LicenceRow>().SingleOrDefaultAsync(l => l.Number == entry.Number, ct);
        if (seen is not null && row is null)
            return new("not-found", []);
        if (seen is null && await db.Set<LicenceRow>().IgnoreQueryFilters().AnyAsync(l => l.Number == entry.Number, ct))
            return new("exists", []);
        if (seen is not null && row!.Version != seen)
            return new("stale", []);
        if (!await db.Premises.AnyAsync(p => p.Id == entry.PremisesId, ct))
            return new("invalid", [new(0, "premises", Phrase.Of(Refusals.UnknownPremises, entry.PremisesId))]);
        if (row is null)
            db.Add(LicenceRow.From(entry, actor.Name, time.GetUtcNow()));
        else
        {
            row.Take(entry, actor.Name, time.GetUtcNow());
            row.Version++;
        }

        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            // Another collector wrote the same licence meanwhile.
            return new(seen is null ? "exists" : "stale", []);
        }

        await Recompare(db, [entry.Number], ct);
        return new(null, []);
    }

    /// <summary>Imports rows with a header, all or none; a dry run only says what it would do. The same file again under the same <paramref name="key"/> is answered with what came of it; null when the key did something else.</summary>
    public async Task<ImportResult?> Import(IReadOnlyList<IReadOnlyList<string>> rows, bool dryRun, Actor actor, CancellationToken ct, string? key = null)
    {
        if (rows.Count == 0)
            return new(0, 0, 0, [new(1, "", Phrase.Of("import.empty"))]);
        var columns = rows[0].Select(LicenceColumns.Of).ToList();
        if (columns.Contains(null))
            return new(0, 0, 0, [new(1, rows[0][columns.IndexOf(null)], Phrase.Of("import.column", string.Join(", ", LicenceColumns.All)))]);
        var subject = DoneImport.Subject("licences", rows);
        using var turn = await writer.Enter(ct);
        await using var db = await dbs.Open(Scope.Of(actor), ct);
        if (!dryRun && await DoneRequest.Find(db, actor, key, ct) is { } done)
            return DoneImport.Read(done, subject);
        var premises = (await db.Premises.AsNoTracking().Select(p => p.Id).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        var known = await db.Set<LicenceRow>().IgnoreQueryFilters().ToDictionaryAsync(l => l.Number, ct);
        List<FieldError> errors = [];
        Dictionary<string, LicenceEntry> entries = new(StringComparer.Ordinal);
        for (var i = 1; i < rows.Count; i++)
        {
            if (rows[i].All(string.IsNullOrWhiteSpace))
                continue;
            var (entry, faults) = LicenceColumns.Parse(columns.Zip(rows[i]).GroupBy(c => c.First!).ToDictionary(g => g.Key, g => Cells.Unprotect(g.First().Second.Trim())), i + 1);
            errors.AddRange(faults);
            if (entry is null)
                continue;
            if (!premises.Contains(entry.PremisesId))
                errors.Add(new(i + 1, "premises", Phrase.Of(Refusals.UnknownPremises, entry.PremisesId)));
            else if (known.TryGetValue(entry.Number, out var old) && !premises.Contains(old.PremisesId))
                errors.Add(new(i + 1, "number", Phrase.Of("import.taken")));
            else if (!entries.TryAdd(entry.Number, entry))
                errors.Add(new(i + 1, "number", Phrase.Of("import.twice", "")));
        }

        var changed = entries.Values.Where(e => known.TryGetValue(e.Number, out var old) && old.ToEntry() != e).ToList();
        var added = entries.Values.Where(e => !known.ContainsKey(e.Number)).ToList();
        var result = new ImportResult(added.Count, changed.Count, entries.Count - added.Count - changed.Count, errors);
        if (dryRun || errors.Count > 0)
            return result;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        foreach (var entry in added)
            db.Add(LicenceRow.From(entry, actor.Name, time.GetUtcNow()));
        foreach (var entry in changed)
        {
            known[entry.Number].Take(entry, actor.Name, time.GetUtcNow());
            known[entry.Number].Version++;
        }

        await DoneRequest.Remember(db, actor, key, DoneImport.Write(subject, result), time.GetUtcNow(), ct);
        await db.SaveChangesAsync(ct);
        foreach (var numbers in changed.Concat(added).Select(e => e.Number).Chunk(500))
            await Recompare(db, numbers, ct);
        await transaction.CommitAsync(ct);
        return result;
    }

    /// <summary>Who hands in what a platform shows: the platform itself, and the market supervision.</summary>
    public static bool MayHandIn(Actor? actor) => actor is not null && (actor.Role.IsRegulator() || actor.Role is Role.Platform);

    /// <summary>Takes what a platform shows of a shop, and compares it at once; null when done, else why not.</summary>
    public async Task<Refusal?> HandIn(Guid listing, ShopData data, Actor actor, CancellationToken ct)
    {
        if (!MayHandIn(actor))
            return Refusal.Of(PlatformRefusals.NotYours, "@role." + actor.Role.Word());
        if (data.Licence.Length > 64 || data.Issuer.Length > 200 || data.PickUpAddress.Length > 400 || data.Dishes.Count > MostDishes || data.Dishes.Any(d => d.Length is 0 or > 100)
            || data.TradedTo < data.TradedFrom || (data.Licence + data.Issuer + data.PickUpAddress).Any(char.IsControl))
            return Refusal.Of("shop-data", $"{MostDishes}");
        using (await writer.Enter(ct))
        {
            await using var db = await dbs.Open(Scope.Of(actor), ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            if (await db.Listings.AsNoTracking().SingleOrDefaultAsync(l => l.Id == listing, ct) is not { } found)
                return Refusal.Of(PlatformRefusals.NoListing);
            var now = time.GetUtcNow();
            var row = await db.Set<ShopRow>().IgnoreQueryFilters().SingleOrDefaultAsync(s => s.ListingId == listing, ct);
            if (row is null)
                db.Add(row = new ShopRow { ListingId = listing, PremisesId = found.PremisesId, Licence = "", Issuer = "", PickUpAddress = "", Dishes = "[]", By = "" });
            (row.Licence, row.Issuer, row.PickUpAddress) = (data.Licence.Trim(), data.Issuer.Trim(), data.PickUpAddress.Trim());
            (row.Online, row.TradedFrom, row.TradedTo, row.By, row.At) = (data.Online, data.TradedFrom, data.TradedTo, actor.Name, now);
            row.Dishes = JsonSerializer.Serialize(data.Dishes);
            await check.Compare(db, row, now, ct);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }

        await check.File(listing, ct);
        return null;
    }

    private static Task Recompare(CollectorDb db, string[] numbers, CancellationToken ct) =>
        db.Set<ShopRow>().IgnoreQueryFilters().Where(s => numbers.Contains(s.Licence)).ExecuteUpdateAsync(s => s.SetProperty(r => r.CheckDueAtMs, 0), ct);
}
