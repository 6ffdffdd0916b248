using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Api;
using Mingchu.Collector.Config;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Viewing;
using Mingchu.Collector.Premises;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Viewing;

/// <summary>Reads the log of looks for pages and API.</summary>
public sealed class LookReader(IDbContextFactory<CollectorDb> dbs, ViewingConfig config, TimeProvider time)
{
    /// <summary>A box that does not answer so long after a command expired will not.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    /// <summary>Whether there is such a box and this person may look through its cameras.</summary>
    public async Task<bool> MayLook(string device, Actor by, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await PremisesOf(db, device).SingleOrDefaultAsync(ct) is { } premises && LookRules.MayLook(by, premises.Id, premises.Area);
    }

    /// <summary>One look that this person may see; null when there is none such.</summary>
    public async Task<LookView?> Find(Guid id, Actor by, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await Of(db, by).AsNoTracking().SingleOrDefaultAsync(l => l.Id == id, ct) is { } row
            ? View(row, by, await db.LookReadings.CountAsync(r => r.LookId == id, ct)) : null;
    }

    /// <summary>Those that this person may see, newest first, from a place on; of one box, or of all when null.</summary>
    public async Task<Page<LookView>> List(string? device, Actor by, Cursor? after, int limit, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var looks = Of(db, by).AsNoTracking().Where(l => device == null || l.Device == device);
        if (after is { At: var at, Id: var id })
            looks = looks.Where(l => l.At < at || (l.At == at && l.Id.CompareTo(id) < 0));
        var rows = await looks.OrderByDescending(l => l.At).ThenByDescending(l => l.Id).Take(limit + 1).ToListAsync(ct);
        var ids = rows.Select(l => l.Id).ToList();
        var readings = await db.LookReadings.Where(r => ids.Contains(r.LookId)).GroupBy(r => r.LookId).ToDictionaryAsync(g => g.Key, g => g.Count(), ct);
        var items = rows.Take(limit).Select(l => View(l, by, readings.GetValueOrDefault(l.Id))).ToList();
        return new(items, rows.Count > limit ? new Cursor(items[^1].At, items[^1].Id).ToString() : null);
    }

    /// <summary>How far the sections of this person are with their video patrols; an administrator sees all.</summary>
    public async Task<IReadOnlyList<PatrolProgress>> Patrols(Actor by, CancellationToken ct)
    {
        var quotas = config.Patrols.Select(p => new PatrolQuota(p.Name, p.Accounts, p.Count, p.Per == "week")).Where(q => by.Role == Role.Admin || q.Accounts.Contains(by.Name)).ToList();
        if (quotas.Count == 0)
            return [];
        var zone = time.LocalTimeZone;
        var today = DayOf(time.GetUtcNow());
        // A day more, since midnight is not that of UTC.
        var since = new DateTimeOffset(quotas.Min(q => q.From(today)).AddDays(-1), default, TimeSpan.Zero);
        var names = quotas.SelectMany(q => q.Accounts).ToList();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var seen = await (
            from l in db.Looks.AsNoTracking()
            join d in db.Devices on l.Device equals d.Id
            where l.At >= since && names.Contains(l.By) && !l.ById.StartsWith("token:")
                && (l.Sha256 != null || (l.Kind == LookKind.Live && (l.State == LookState.Running || l.State == LookState.Done)))
            select new { l.By, d.PremisesId, l.At }).ToListAsync(ct);
        var looks = seen.ConvertAll(l => new PatrolLook(l.By, l.PremisesId, DayOf(l.At)));
        return quotas.ConvertAll(q => q.On(today, looks));

        DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
    }

    /// <summary>Premises of a box.</summary>
    internal static IQueryable<PremisesRow> PremisesOf(CollectorDb db, string device) =>
        from d in db.Devices.AsNoTracking()
        join p in db.Premises on d.PremisesId equals p.Id
        where d.Id == device
        select p;

    /// <summary>Looks that somebody may see, as <see cref="LookRules.MayLook"/> has it; those at boxes that are gone only who sees the whole tree.</summary>
    internal static IQueryable<LookRow> Of(CollectorDb db, Actor by)
    {
        if (by.Role == Role.System || (by.Role.IsRegulator() && by.Area is null))
            return db.Looks;
        if (!by.Role.IsRegulator() && by.Role != Role.Merchant)
            return db.Looks.Where(l => false);
        var (area, below, own) = (by.Area?.Path, $"{by.Area?.Path}/", by.PremisesId);
        return db.Looks.Where(l => db.Devices.Any(d => d.Id == l.Device && db.Premises.Any(p => p.Id == d.PremisesId
            && (area == null ? p.Id == own : p.Area == area || p.Area.StartsWith(below)))));
    }

    private LookView View(LookRow row, Actor to, int readings)
    {
        var silent = row.State == LookState.Asked && time.GetUtcNow() > row.ExpiresAt + Grace;
        return new(row.Id, row.Device, row.Camera, row.Kind, row.By, row.At, silent ? LookState.Failed : row.State, silent ? "no-answer" : row.Reason, row.Detail, row.EndedAt,
            row.Sha256 is null || !LookRules.MaySeePicture(to, row.ById) ? null : $"/api/v1/looks/{row.Id:N}/picture",
            row.Kind == LookKind.Live && row.EndedAt is null && !silent ? $"/api/v1/looks/{row.Id:N}/live.m3u8" : null,
            readings);
    }
}
