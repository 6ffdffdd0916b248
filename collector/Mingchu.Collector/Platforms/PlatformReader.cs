using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Api;
using Mingchu.Collector.Core;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Deadlines;
using Mingchu.Collector.Core.Platforms;
using Mingchu.Collector.Push;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Platforms;

/// <summary>Reads platforms, notices and listings for pages and API, in the language of the reader, as far as the scope reaches.</summary>
public sealed class PlatformReader(ScopedDbs dbs, NoticeDecider decider, PlatformPolicy policy, BusinessCalendar calendar, TimeProvider time)
{
    /// <summary>Platforms by id.</summary>
    public async Task<IReadOnlyList<PlatformView>> Platforms(Viewer viewer, CancellationToken ct)
    {
        await using var db = await dbs.Open(viewer.Scope, ct);
        var whole = viewer.Actor is { } actor && (actor.Role.IsRegulator() || actor.Role is Role.Platform);
        return await db.Set<PlatformRow>().AsNoTracking().OrderBy(p => p.Id).Take(1000)
            .Select(p => new PlatformView(p.Id, p.Name, whole ? p.Person : null, whole ? p.Contact : null, p.Version)).ToListAsync(ct);
    }

    /// <summary>Notices, newest first.</summary>
    public async Task<Page<NoticeItem>> Notices(
        Viewer viewer, NoticeStage? stage, NoticeKind? kind, string? platform, string? premises, Guid? caseId, Cursor? after, int limit, CancellationToken ct)
    {
        await using var db = await dbs.Open(viewer.Scope, ct);
        var notices = db.Set<NoticeRow>().AsNoTracking();
        if (stage is { } at)
            notices = notices.Where(n => n.Stage == at);
        if (kind is { } wanted)
            notices = notices.Where(n => n.Kind == wanted);
        if (platform is not null)
            notices = notices.Where(n => n.Platform == platform);
        if (premises is not null)
            notices = notices.Where(n => n.PremisesId == premises);
        if (caseId is not null)
            notices = notices.Where(n => n.CaseId == caseId);
        if (after is { At: var from, Id: var id })
            notices = notices.Where(n => n.CreatedAt < from || (n.CreatedAt == from && n.Id.CompareTo(id) < 0));
        var rows = await notices.OrderByDescending(n => n.CreatedAt).ThenByDescending(n => n.Id).Take(limit + 1).ToListAsync(ct);
        var names = await Names(db, rows.Select(n => n.PremisesId), ct);
        var items = rows.Take(limit).Select(n => Item(n, names)).ToList();
        return new(items, rows.Count > limit ? new Cursor(items[^1].CreatedAt, items[^1].Id).ToString() : null);
    }

    /// <summary>The whole notice, or null when the viewer does not see it.</summary>
    public async Task<NoticeView?> Notice(Viewer viewer, Guid id, CancellationToken ct)
    {
        await using var db = await dbs.Open(viewer.Scope, ct);
        if (viewer.Actor is not { } actor || await db.Set<NoticeRow>().AsNoTracking().SingleOrDefaultAsync(n => n.Id == id, ct) is not { } row)
            return null;
        var state = row.ToState();
        var body = state.Body;
        var platform = await db.Set<PlatformRow>().AsNoTracking().Where(p => p.Id == row.Platform).Select(p => p.Name).SingleOrDefaultAsync(ct) ?? row.Platform;
        var number = await db.Cases.IgnoreQueryFilters().Where(c => c.Id == row.CaseId).Select(c => c.Number).SingleOrDefaultAsync(ct);
        var files = await db.Set<NoticeFileRow>().AsNoTracking().Where(f => f.NoticeId == id).OrderBy(f => f.At).ToListAsync(ct);
        var lines = await Lines(db, id, ct);
        if (actor.Role is Role.Platform)
            // How it was written and reviewed is the regulators' own.
            lines = [.. lines.SkipWhile(l => l.Type != "sent")];
        var now = time.GetUtcNow();
        return new(Item(row, await Names(db, [row.PremisesId], ct)), row.CaseId, number, platform, body.Line, policy.Line(body.Line)?.Name ?? body.Line,
            body.Facts, body.Basis, body.Demand, body.DueOn,
            [.. (state.Deadline is { DueAt: var due } && due > now ? calendar.Doubts(now, due) : []).Select(d => d.In(CultureInfo.CurrentUICulture))],
            NoticeSteps.For(decider, state, actor, now),
            [.. files.Select(f => new NoticeFileView($"/api/v1/platform-notices/{id:D}/files/{f.Sha256}", f.Sha256, f.By, f.At, f.Sequence))],
            [.. lines.Select(l => new EventView(l.Sequence, l.Type, l.At, EventWords.Actor(l.ActorId, l.ActorName),
                PlatformWords.Of(JsonSerializer.Deserialize(l.Data, PlatformJson.Stored.NoticeEvent)!), l.Hash))],
            await Told(db, actor, NoticePlatform.PageOfNotice(id), ct));
    }

    /// <summary>Listings, the newest change first; those that the premises name no more only when asked for a status they can't leave by themselves.</summary>
    public async Task<Page<ListingItem>> Listings(Viewer viewer, ListingStatus? status, string? platform, string? premises, Cursor? after, int limit, CancellationToken ct)
    {
        await using var db = await dbs.Open(viewer.Scope, ct);
        var listings = db.Set<ListingRow>().AsNoTracking().Where(l => l.Named || l.Status != ListingStatus.Listed);
        if (status is { } wanted)
            listings = listings.Where(l => l.Status == wanted);
        if (platform is not null)
            listings = listings.Where(l => l.Platform == platform);
        if (premises is not null)
            listings = listings.Where(l => l.PremisesId == premises);
        if (after is { At: var from, Id: var id })
            listings = listings.Where(l => l.ChangedAt < from || (l.ChangedAt == from && l.Id.CompareTo(id) < 0));
        var rows = await listings.OrderByDescending(l => l.ChangedAt).ThenByDescending(l => l.Id).Take(limit + 1).ToListAsync(ct);
        var places = await Places(db, rows.Select(l => l.PremisesId), ct);
        var items = rows.Take(limit).Select(l => Item(l, places)).ToList();
        return new(items, rows.Count > limit ? new Cursor(items[^1].ChangedAt, items[^1].Id).ToString() : null);
    }

    /// <summary>The whole listing, or null when the viewer does not see it.</summary>
    public async Task<ListingView?> Listing(Viewer viewer, Guid id, CancellationToken ct)
    {
        await using var db = await dbs.Open(viewer.Scope, ct);
        if (viewer.Actor is not { } actor || await db.Set<ListingRow>().AsNoTracking().SingleOrDefaultAsync(l => l.Id == id, ct) is not { } row)
            return null;
        return new(Item(row, await Places(db, [row.PremisesId], ct)), ListingDecider.StepsFor(row.ToState(), actor),
            [.. (await Lines(db, id, ct)).Select(l => new EventView(l.Sequence, l.Type, l.At, EventWords.Actor(l.ActorId, l.ActorName),
                PlatformWords.Of(JsonSerializer.Deserialize(l.Data, PlatformJson.Stored.ListingEvent)!), l.Hash))],
            await Told(db, actor, NoticePlatform.PageOfListing(id), ct));
    }

    /// <summary>Where a file of a notice is, as far as the viewer sees the notice: its number and area; null when not.</summary>
    public async Task<(string Number, string? Area)?> File(Viewer viewer, Guid id, string sha256, CancellationToken ct)
    {
        await using var db = await dbs.Open(viewer.Scope, ct);
        return await db.Set<NoticeFileRow>().AnyAsync(f => f.NoticeId == id && f.Sha256 == sha256, ct)
            && await db.Set<NoticeRow>().AsNoTracking().Where(n => n.Id == id).Select(n => new { n.Number, n.Area }).SingleOrDefaultAsync(ct) is { } found
            ? (found.Number, found.Area)
            : null;
    }

    private static NoticeItem Item(NoticeRow n, IReadOnlyDictionary<string, string> names) => new(n.Id, n.Number, n.Kind, n.Platform, n.PremisesId,
        n.PremisesId is { } premises ? names.GetValueOrDefault(premises, premises) : null, n.Area, n.Stage, n.CreatedAt, n.SentAt, n.DueAt, n.ToState().IsOverdue, n.Version);

    private static ListingItem Item(ListingRow l, IReadOnlyDictionary<string, Place> places) => new(l.Id, l.Platform, l.PremisesId, places[l.PremisesId].Name,
        places[l.PremisesId].Area, places[l.PremisesId].Address, l.Status, l.Status == ListingStatus.Listed, l.ChangedAt, l.Version);

    private static async Task<IReadOnlyList<DeliveryView>> Told(CollectorDb db, Actor actor, string page, CancellationToken ct) => actor.Role.IsRegulator()
        ? [.. (await db.Set<Delivery>().AsNoTracking().Where(d => d.CaseId == null && d.Page == page).OrderBy(d => d.Id).ToListAsync(ct)).Select(DeliveryView.Of)]
        : [];

    private static async Task<IReadOnlyList<PlatformEventRow>> Lines(CollectorDb db, Guid file, CancellationToken ct) =>
        await db.Set<PlatformEventRow>().AsNoTracking().Where(e => e.FileId == file).OrderBy(e => e.Sequence).ToListAsync(ct);

    // Who sees a notice or a listing may know which shop it is about, also a platform that sees no premises.
    private static async Task<IReadOnlyDictionary<string, string>> Names(CollectorDb db, IEnumerable<string?> premises, CancellationToken ct) =>
        (await Places(db, premises.OfType<string>(), ct)).ToDictionary(p => p.Key, p => p.Value.Name);

    private static async Task<IReadOnlyDictionary<string, Place>> Places(CollectorDb db, IEnumerable<string> premises, CancellationToken ct)
    {
        var ids = premises.Distinct().ToList();
        return await db.Premises.IgnoreQueryFilters().AsNoTracking().Where(p => ids.Contains(p.Id))
            .Select(p => new { p.Id, Place = new Place(p.Name, p.Area, p.Address) }).ToDictionaryAsync(p => p.Id, p => p.Place, ct);
    }

    private sealed record Place(string Name, string Area, string Address);
}
