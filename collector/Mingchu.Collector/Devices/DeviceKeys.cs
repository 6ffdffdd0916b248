using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Devices;

/// <summary>A key of a box for people.</summary>
/// <param name="Id">First 32 hex digits of the SHA-256 of the key.</param>
/// <param name="OfferedAt">When the box first named it, UTC.</param>
/// <param name="AcceptedAt">Since when it counts; null while it waits for an administrator.</param>
/// <param name="AcceptedBy">Who accepted it; null for the first key of a box.</param>
/// <param name="RetiredAt">When another one took its place.</param>
public sealed record DeviceKeyView(string Id, DateTimeOffset OfferedAt, DateTimeOffset? AcceptedAt, string? AcceptedBy, DateTimeOffset? RetiredAt);

/// <summary>Keys that boxes sign evidence with.</summary>
public sealed class DeviceKeys(ScopedDbs dbs, WriterLock writer, TimeProvider time)
{
    /// <summary>Keys of a box, the newest first; null when there is no such box.</summary>
    public async Task<IReadOnlyList<DeviceKeyView>?> List(Scope scope, string device, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        if (!await db.Devices.AnyAsync(d => d.Id == device, ct))
            return null;
        return [.. (await db.DeviceKeys.AsNoTracking().Where(k => k.Device == device).ToListAsync(ct)).OrderByDescending(k => k.OfferedAt)
            .Select(k => new DeviceKeyView(k.KeyId, k.OfferedAt, k.AcceptedAt, k.AcceptedBy, k.RetiredAt))];
    }

    /// <summary>Boxes of which a key waits for an administrator, with its id.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Waiting(Scope scope, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        return await db.DeviceKeys.AsNoTracking().Where(k => k.AcceptedAt == null).ToDictionaryAsync(k => k.Device, k => k.KeyId, ct);
    }

    /// <summary>From now on this key is the box's, and no other; false when no such key waits, or the actor is no administrator who sees the box.</summary>
    public async Task<bool> Accept(string device, string keyId, Actor by, CancellationToken ct)
    {
        if (by.Role is not (Role.Admin or Role.System))
            return false;
        using (await writer.Enter(ct))
        {
            await using var db = await dbs.Open(Scope.Of(by), ct);
            var keys = await db.DeviceKeys.Where(k => k.Device == device).ToListAsync(ct);
            if (keys.Find(k => k.KeyId == keyId && k.AcceptedAt is null) is not { } accepted)
                return false;
            var now = time.GetUtcNow();
            foreach (var key in keys.Where(k => k.AcceptedAt is not null))
                key.RetiredAt ??= now;
            (accepted.AcceptedAt, accepted.AcceptedBy) = (now, by.Name);
            await db.SaveChangesAsync(ct);
            return true;
        }
    }
}
