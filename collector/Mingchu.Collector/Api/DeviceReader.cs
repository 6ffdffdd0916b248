using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Devices;
using Mingchu.Collector.Storage;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Api;

/// <summary>A box and its cameras.</summary>
public sealed record DeviceView(
    string Id,
    string PremisesId,
    string PremisesName,
    bool Online,
    bool Disabled,
    string? Software,
    DateTimeOffset? StatusAt,
    DateTimeOffset? LastSeenAt,
    long? SpoolMessages,
    IReadOnlyList<CameraView> Cameras,
    IReadOnlyList<SensorView> Sensors);

/// <summary>A camera and what it gives; a null state was not reported yet.</summary>
public sealed record CameraView(
    string Id,
    string Name,
    CameraState? State,
    DateTimeOffset? Since,
    string? Reason,
    string? Detail,
    double? AnalysedFps);

/// <summary>A sensor and its newest reading; nulls were not reported yet.</summary>
public sealed record SensorView(string Id, string Name, string? Kind, string? Unit, double? Value, DateTimeOffset? At);

/// <summary>How many boxes and cameras there are, and how many of them work.</summary>
public sealed record DeviceCounts(int Boxes, int Online, int Cameras, int Working);

/// <summary>A place in the list of boxes: how much in need of a person, 0..2, and the id.</summary>
public sealed record DevicePlace(int Rank, string Id)
{
    /// <summary>Reads what <see cref="ToString"/> gave; null when it is something else.</summary>
    public static DevicePlace? Parse(string text) =>
        text.Split('.', 2) is [['0' or '1' or '2'] rank, { Length: > 0 } id] ? new(rank[0] - '0', id) : null;

    /// <inheritdoc/>
    public override string ToString() => $"{Rank}.{Id}";
}

/// <summary>Reads boxes and cameras for pages and API.</summary>
public sealed class DeviceReader(ScopedDbs dbs)
{
    /// <summary>Boxes from a place on: those with trouble first, those switched off last, by id within.</summary>
    /// <param name="scope">Whose boxes.</param>
    /// <param name="text">Part of the box's id or of the premises' name; null for all.</param>
    /// <param name="after">The last box of the page before; null for the first page.</param>
    /// <param name="limit">Most boxes.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Page<DeviceView>> List(Scope scope, string? text, DevicePlace? after, int limit, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        var boxes = Boxes(db);
        if (text is not null)
            boxes = boxes.Where(b => b.Device.Id.Contains(text) || b.Premises.Contains(text));
        if (after is { Rank: var rank, Id: var id })
#pragma warning disable CA1309 // EF translates it only without a culture.
            boxes = boxes.Where(b => b.Rank > rank || (b.Rank == rank && string.Compare(b.Device.Id, id) > 0));
#pragma warning restore CA1309
        var rows = await boxes.OrderBy(b => b.Rank).ThenBy(b => b.Device.Id).Take(limit + 1).ToListAsync(ct);
        var items = await Views(db, [.. rows.Take(limit)], ct);
        return new(items, rows.Count > limit ? new DevicePlace(rows[limit - 1].Rank, rows[limit - 1].Device.Id).ToString() : null);
    }

    /// <summary>One box; null when there is none that is seen.</summary>
    public async Task<DeviceView?> Find(Scope scope, string id, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        return (await Views(db, await Boxes(db).Where(b => b.Device.Id == id).ToListAsync(ct), ct)).SingleOrDefault();
    }

    /// <summary>Counts all boxes and cameras. A camera works when its box is online and says so.</summary>
    public async Task<DeviceCounts> Counts(Scope scope, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        var cameras = db.Cameras.Where(c => c.Present);
        return new(await db.Devices.CountAsync(ct), await db.Devices.CountAsync(d => d.Online, ct), await cameras.CountAsync(ct),
            await cameras.CountAsync(c => c.State == CameraState.Online && db.Devices.Any(d => d.Id == c.Device && d.Online), ct));
    }

    private static IQueryable<Box> Boxes(CollectorDb db) =>
        from d in db.Devices.AsNoTracking()
        join p in db.Premises on d.PremisesId equals p.Id
        select new Box
        {
            Device = d,
            Premises = p.Name,
            Rank = d.Disabled ? 2 : d.Online && !db.Cameras.Any(c => c.Device == d.Id && c.Present && c.State != CameraState.Online) ? 1 : 0,
        };

    private static async Task<IReadOnlyList<DeviceView>> Views(CollectorDb db, IReadOnlyList<Box> boxes, CancellationToken ct)
    {
        var ids = boxes.Select(b => b.Device.Id).ToList();
        var cameras = (await db.Cameras.AsNoTracking().Where(c => ids.Contains(c.Device) && c.Present).OrderBy(c => c.Camera).ToListAsync(ct)).ToLookup(c => c.Device);
        var sensors = (await db.Sensors.AsNoTracking().Where(s => ids.Contains(s.Device) && s.Present).OrderBy(s => s.Sensor).ToListAsync(ct)).ToLookup(s => s.Device);
        return [.. boxes.Select(b => new DeviceView(b.Device.Id, b.Device.PremisesId, b.Premises, b.Device.Online, b.Device.Disabled, b.Device.Software,
            b.Device.StatusAt, b.Device.LastSeenAt, b.Device.SpoolMessages,
            [.. cameras[b.Device.Id].Select(c => new CameraView(c.Camera, c.Name, c.State, c.Since, c.Reason, c.Detail, c.AnalysedFps))],
            [.. sensors[b.Device.Id].Select(s => new SensorView(s.Sensor, s.Name, s.Kind, s.Unit, s.Value, s.At))]))];
    }

    private sealed class Box
    {
        public required DeviceRow Device { get; init; }

        public required string Premises { get; init; }

        public required int Rank { get; init; }
    }
}
