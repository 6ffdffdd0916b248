using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Storage;
using Mingchu.Contracts;

namespace Mingchu.Collector.Devices;

/// <summary>Registers devices and checks who they are.</summary>
public sealed class DeviceRegistry(IDbContextFactory<CollectorDb> dbs, WriterLock writer, TimeProvider time)
{
    // Compared against when the device is not there, so that the answer takes as long.
    private static readonly (string Token, string Salt, string Hash) Nobody = DeviceTokens.New();

    /// <summary>Adds a device and gives its token, or says why not. With <paramref name="renew"/> an existing one gets a new token.</summary>
    public async Task<(string? Token, string? Error)> Add(string device, string premises, bool renew, CancellationToken ct)
    {
        if (!Topics.IsId(device))
            return (null, $"'{device}' can't be a device id: 1 to 64 lower-case letters, digits and inner hyphens");
        using var turn = await writer.Enter(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!await db.Premises.AnyAsync(p => p.Id == premises, ct))
            return (null, $"there are no premises '{premises}'; add them first with 'premises add'");
        var existing = await db.Devices.SingleOrDefaultAsync(d => d.Id == device, ct);
        if (existing is not null && !renew)
            return (null, $"device '{device}' is there already; --renew gives it a new token");
        var (token, salt, hash) = DeviceTokens.New();
        if (existing is null)
        {
            db.Devices.Add(new DeviceRow { Id = device, PremisesId = premises, AddedAt = time.GetUtcNow(), TokenSalt = salt, TokenHash = hash });
        }
        else
        {
            (existing.PremisesId, existing.TokenSalt, existing.TokenHash, existing.Disabled) = (premises, salt, hash, false);
        }

        await db.SaveChangesAsync(ct);
        return (token, null);
    }

    /// <summary>Whether the device is registered, switched on, and this is its token.</summary>
    public async Task<bool> Authenticate(string? device, string? token, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var row = Topics.IsId(device) ? await db.Devices.AsNoTracking().SingleOrDefaultAsync(d => d.Id == device, ct) : null;
        var matches = DeviceTokens.Matches(row?.TokenSalt ?? Nobody.Salt, row?.TokenHash ?? Nobody.Hash, token ?? "");
        return matches && row is { Disabled: false };
    }
}
