using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Api;
using Mingchu.Collector.Core;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Licences;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Licences;

/// <summary>Reads licences and what checks found, as far as the scope reaches; a platform reads what is public of every licence.</summary>
public sealed class LicenceReader(ScopedDbs dbs)
{
    /// <summary>Licences by number, after a given one.</summary>
    public async Task<Page<LicenceItem>> List(Viewer viewer, string? text, string? premises, string? after, int limit, CancellationToken ct)
    {
        await using var db = await dbs.Open(viewer.Scope, ct);
        var licences = db.Set<LicenceRow>().AsNoTracking();
        if (text is not null)
            licences = licences.Where(l => l.Number == text || l.Name.Contains(text) || l.Address.Contains(text));
        // Whose a licence is, is not public.
        if (premises is not null && viewer.Actor?.Role is not Role.Platform)
            licences = licences.Where(l => l.PremisesId == premises);
        if (after is not null)
#pragma warning disable CA1309 // EF translates it only without a culture.
            licences = licences.Where(l => string.Compare(l.Number, after) > 0);
#pragma warning restore CA1309
        var rows = await licences.OrderBy(l => l.Number).Take(limit + 1).ToListAsync(ct);
        return new([.. rows.Take(limit).Select(Public)], rows.Count > limit ? rows[limit - 1].Number : null);
    }

    /// <summary>One licence, or null when the viewer does not see it.</summary>
    public async Task<LicenceView?> Find(Viewer viewer, string number, CancellationToken ct)
    {
        await using var db = await dbs.Open(viewer.Scope, ct);
        var own = viewer.Actor?.Role is not Role.Platform;
        return await db.Set<LicenceRow>().AsNoTracking().SingleOrDefaultAsync(l => l.Number == number, ct) is { } row
            ? new(Public(row), own ? row.PremisesId : null, own ? row.Version : null)
            : null;
    }

    /// <summary>What the platform shows of a shop as it was handed in last; null when nothing was, or the viewer does not see the shop.</summary>
    public async Task<ShopData?> Shop(Viewer viewer, Guid listing, CancellationToken ct)
    {
        await using var db = await dbs.Open(viewer.Scope, ct);
        return (await db.Set<ShopRow>().AsNoTracking().SingleOrDefaultAsync(s => s.ListingId == listing, ct))?.ToData();
    }

    /// <summary>Findings, newest first.</summary>
    public async Task<Page<FindingItem>> Findings(Viewer viewer, FindingCode? code, bool open, Guid? listing, Cursor? after, int limit, CancellationToken ct)
    {
        await using var db = await dbs.Open(viewer.Scope, ct);
        var findings = db.Set<FindingRow>().AsNoTracking();
        if (code is { } wanted)
            findings = findings.Where(f => f.Code == wanted);
        if (open)
            findings = findings.Where(f => f.EndedAt == null);
        if (listing is not null)
            findings = findings.Where(f => f.ListingId == listing);
        if (after is { At: var from, Id: var id })
            findings = findings.Where(f => f.FoundAt < from || (f.FoundAt == from && f.Id.CompareTo(id) < 0));
        var rows = await findings.OrderByDescending(f => f.FoundAt).ThenByDescending(f => f.Id).Take(limit + 1).ToListAsync(ct);
        var ids = rows.Select(r => r.PremisesId).Distinct().ToList();
        var places = await db.Premises.IgnoreQueryFilters().AsNoTracking().Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Name, p.Area }).ToDictionaryAsync(p => p.Id, ct);
        var shops = rows.Select(r => r.ListingId).Distinct().ToList();
        var platforms = await db.Listings.IgnoreQueryFilters().Where(l => shops.Contains(l.Id)).ToDictionaryAsync(l => l.Id, l => l.Platform, ct);
        var items = rows.Take(limit).Select(f => new FindingItem(f.Id, f.ListingId, platforms[f.ListingId], f.PremisesId, places[f.PremisesId].Name, places[f.PremisesId].Area, f.Code,
            JsonSerializer.Deserialize(f.Because, CaseJson.Stored.Phrase)!.In(CultureInfo.CurrentUICulture), f.FoundAt, f.EndedAt,
            viewer.Actor?.Role is Role.Platform ? null : f.CaseId)).ToList();
        return new(items, rows.Count > limit ? new Cursor(items[^1].FoundAt, items[^1].Id).ToString() : null);
    }

    private static LicenceItem Public(LicenceRow l) => new(l.Number, l.Kind, l.Name, l.Address, l.Scope, l.Issuer, l.ValidFrom, l.ValidTo, l.Revoked);
}
