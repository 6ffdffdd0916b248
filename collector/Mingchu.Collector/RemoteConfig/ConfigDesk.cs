using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Storage;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.RemoteConfig;

/// <summary>Reads and changes what devices are to go by. Whether the text is right only the device can tell; it reports.</summary>
public sealed class ConfigDesk(ScopedDbs dbs, WriterLock writer, TimeProvider time)
{
    /// <summary>Most characters of a reason.</summary>
    public const int MaxWhy = 500;

    private const int MostHistory = 50;

    /// <summary>Told after every change; must not throw or wait.</summary>
    public event Action? Changed;

    /// <summary>Configuration of a device; null when it is not registered.</summary>
    public async Task<ConfigView?> Find(Scope scope, string device, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        if (!await db.Devices.AnyAsync(d => d.Id == device, ct))
            return null;
        var history = await db.DesiredConfigs.AsNoTracking().Where(d => d.Device == device).OrderByDescending(d => d.Revision).Take(MostHistory)
            .Select(d => new DesiredView(d.Revision, d.Text, d.By, d.At, d.Why)).ToListAsync(ct);
        var row = await db.ReportedConfigs.AsNoTracking().SingleOrDefaultAsync(r => r.Device == device, ct);
        var reported = row is null ? null : new ReportedConfig(row.Revision, row.State, row.Active, row.At,
            JsonSerializer.Deserialize(row.Problems, ContractJson.Wire.IReadOnlyListConfigProblem) ?? [], row.Effective);
        return new(device, history.FirstOrDefault(), reported, (history.FirstOrDefault()?.Revision ?? 0) != (reported?.Active ?? 0), history);
    }

    /// <summary>Devices that go by something else than they were asked to.</summary>
    public async Task<IReadOnlySet<string>> Drifting(Scope scope, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        var wanted = await Newest(db).Select(d => new { d.Device, d.Revision }).ToListAsync(ct);
        var active = await db.ReportedConfigs.AsNoTracking().ToDictionaryAsync(r => r.Device, r => r.Active, ct);
        return wanted.Where(d => active.GetValueOrDefault(d.Device) != d.Revision).Select(d => d.Device).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>What the given devices are to go by; all devices when null.</summary>
    public async Task<IReadOnlyList<(string Device, DesiredConfig Desired)>> Desired(IReadOnlySet<string>? devices, CancellationToken ct)
    {
        await using var db = await dbs.Open(Scope.Everything, ct);
        return [.. (await Newest(db).ToListAsync(ct)).Where(d => devices is null || devices.Contains(d.Device)).Select(d => (d.Device, new DesiredConfig(d.Revision, d.Text)))];
    }

    /// <summary>Asks a device to go by a text from now on.</summary>
    /// <param name="seen">Revision the sender looked at; another one in between is a refusal.</param>
    public async Task<ConfigChange> Put(string device, long seen, string text, string why, Actor by, CancellationToken ct)
    {
        if (text.Length > DesiredConfig.MaxChars || text.Contains('\0'))
            return new(null, "too-long");
        if (string.IsNullOrWhiteSpace(why) || why.Length > MaxWhy || why.Contains('\0'))
            return new(null, "no-reason");
        using (await writer.Enter(ct))
        {
            await using var db = await dbs.Open(Scope.Of(by), ct);
            if (!await db.Devices.AnyAsync(d => d.Id == device, ct))
                return new(null, "not-found");
            var newest = await db.DesiredConfigs.Where(d => d.Device == device).MaxAsync(d => (long?)d.Revision, ct) ?? 0;
            if (newest != seen)
                return new(null, "stale");
            // A collector that was restored from a backup must not count again what the device has seen.
            var reported = await db.ReportedConfigs.Where(r => r.Device == device).MaxAsync(r => (long?)r.Revision, ct) ?? 0;
            var revision = Math.Max(newest, reported) + 1;
            db.DesiredConfigs.Add(new() { Device = device, Revision = revision, Text = text, By = by.Name, At = time.GetUtcNow(), Why = why.Trim() });
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateException)
            {
                // Another collector took the number at the same time.
                return new(null, "stale");
            }

            Changed?.Invoke();
            return new(revision, null);
        }
    }

    private static IQueryable<DesiredRow> Newest(CollectorDb db) =>
        db.DesiredConfigs.AsNoTracking().Where(d => d.Revision == db.DesiredConfigs.Where(o => o.Device == d.Device).Max(o => o.Revision));
}
