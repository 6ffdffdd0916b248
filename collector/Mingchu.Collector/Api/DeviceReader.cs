using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Areas;
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

/// <summary>Reads boxes and cameras for pages and API.</summary>
public sealed class DeviceReader(ScopedDbs dbs)
{
    /// <summary>All boxes, those with trouble first.</summary>
    public async Task<IReadOnlyList<DeviceView>> List(Scope scope, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        var devices = await (
            from d in db.Devices.AsNoTracking()
            join p in db.Premises on d.PremisesId equals p.Id
            orderby d.Id
            select new { Device = d, p.Name }).ToListAsync(ct);
        var cameras = (await db.Cameras.AsNoTracking().Where(c => c.Present).OrderBy(c => c.Camera).ToListAsync(ct)).ToLookup(c => c.Device);
        var sensors = (await db.Sensors.AsNoTracking().Where(s => s.Present).OrderBy(s => s.Sensor).ToListAsync(ct)).ToLookup(s => s.Device);
        return [.. devices
            .Select(d => new DeviceView(d.Device.Id, d.Device.PremisesId, d.Name, d.Device.Online, d.Device.Disabled, d.Device.Software,
                d.Device.StatusAt, d.Device.LastSeenAt, d.Device.SpoolMessages,
                [.. cameras[d.Device.Id].Select(c => new CameraView(c.Camera, c.Name, c.State, c.Since, c.Reason, c.Detail, c.AnalysedFps))],
                [.. sensors[d.Device.Id].Select(s => new SensorView(s.Sensor, s.Name, s.Kind, s.Unit, s.Value, s.At))]))
            .OrderBy(d => d.Disabled)
            .ThenBy(d => d.Online && d.Cameras.All(c => c.State == CameraState.Online))
            .ThenBy(d => d.Id, StringComparer.Ordinal)];
    }
}
