using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Broker;
using Mingchu.Collector.Config;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Viewing;
using Mingchu.Collector.Evidence;
using Mingchu.Collector.Storage;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Viewing;

/// <summary>Asks boxes for pictures and live views. Who asked is written down before the box is asked.</summary>
public sealed class LookDesk(IDbContextFactory<CollectorDb> dbs, WriterLock writer, IBrokerLink link, LookReader reader, EvidenceFiles files, ViewingConfig config, TimeProvider time)
{
    private const string Subject = "look:";

    /// <summary>Looks of all cameras of one box that may wait at the same time for its answer.</summary>
    public const int MostWaiting = 4;

    /// <summary>Asks for a look at a camera. The same <paramref name="key"/> of the same sender gives the look that it asked for before; no box is asked again.</summary>
    public async Task<LookAsked> Ask(string device, string camera, LookKind kind, Actor by, CancellationToken ct, string? key = null)
    {
        var token = kind == LookKind.Live ? Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)) : null;
        LookRow row;
        using (await writer.Enter(ct))
        {
            await using var db = await dbs.CreateDbContextAsync(ct);
            if (await DoneRequest.Find(db, by, key, ct) is { } done)
                return done.StartsWith(Subject, StringComparison.Ordinal) && await reader.Find(Guid.Parse(done[Subject.Length..]), by, ct) is { } before
                    && (before.Device, before.Camera, before.Kind) == (device, camera, kind) ? new(before, null) : new(null, Refusals.KeyUsed);
            if (await Refusal(db, device, camera, kind, by, ct) is { } refusal)
                return new(null, refusal);
            var now = time.GetUtcNow();
            row = new()
            {
                Id = Guid.CreateVersion7(now), Device = device, Camera = camera, Kind = kind, ById = by.Id, By = by.Name, At = now, ExpiresAt = now + config.AnswerWithin,
                TokenHash = token is null ? null : HashOf(token),
            };
            db.Looks.Add(row);
            await DoneRequest.Remember(db, by, key, $"{Subject}{row.Id:D}", now, ct);
            await db.SaveChangesAsync(ct);
        }
        var command = new CameraCommand(kind == LookKind.Live ? CommandKind.LiveStart : CommandKind.Snapshot, camera, row.ExpiresAt)
        {
            Live = token is null ? null : new(token, (int)config.Longest.TotalSeconds, config.SegmentBytes),
        };
        if (!await Tell(device, row.Id, command, ct))
            await Settle(row.Id, LookState.Failed, "no-broker", CancellationToken.None);
        return new(await reader.Find(row.Id, by, ct), null);
    }

    /// <summary>Ends a live view, whoever runs it; nothing when it is over.</summary>
    public async Task End(Guid id, string reason, CancellationToken ct)
    {
        if (await Settle(id, LookState.Done, reason, ct) is { } row)
            await Tell(row.Device, Guid.NewGuid(), new(CommandKind.LiveStop, row.Camera, time.GetUtcNow() + config.AnswerWithin) { Stops = id.ToString("N") }, ct);
    }

    /// <summary>Keeps the picture a box was asked for. Null when it is kept; else a code as of <see cref="PutResult"/>, or <c>not-asked</c>.</summary>
    public async Task<string?> Keep(string device, Guid id, string sha256, Stream content, CancellationToken ct)
    {
        await using (var db = await dbs.CreateDbContextAsync(ct))
        {
            if (await db.Looks.AsNoTracking().SingleOrDefaultAsync(l => l.Id == id, ct) is not { Kind: LookKind.Snapshot } asked || asked.Device != device
                || asked.State is LookState.Refused or LookState.Failed || time.GetUtcNow() > asked.ExpiresAt + 4 * config.AnswerWithin)
                return "not-asked";
            if (asked.Sha256 is not null)
                return asked.Sha256 == sha256 ? null : "other-file";
        }
        var stored = await files.Store(content, sha256, MediaTypes.Jpeg, ct);
        if (stored.Error is not null)
            return stored.Error;
        using (await writer.Enter(ct))
        {
            await using var db = await dbs.CreateDbContextAsync(ct);
            var row = await db.Looks.SingleAsync(l => l.Id == id, ct);
            (row.Sha256, row.Bytes, row.EndedAt, row.State) = (sha256, stored.Bytes, time.GetUtcNow(), LookState.Done);
            await db.SaveChangesAsync(ct);
            return null;
        }
    }

    /// <summary>A look's picture, written down as shown to this person; null when there is none.</summary>
    public async Task<Stream?> Show(Guid id, Actor to, CancellationToken ct)
    {
        using (await writer.Enter(ct))
        {
            await using var db = await dbs.CreateDbContextAsync(ct);
            if (await LookReader.Of(db, to).AsNoTracking().SingleOrDefaultAsync(l => l.Id == id, ct) is not { Sha256: { } sha256 } look || !LookRules.MaySeePicture(to, look.ById)
                || await files.Open(sha256, MediaTypes.Jpeg, ct) is not { } file)
                return null;
            db.LookReadings.Add(new() { Id = Guid.CreateVersion7(time.GetUtcNow()), LookId = id, ById = to.Id, By = to.Name, At = time.GetUtcNow() });
            await db.SaveChangesAsync(ct);
            return file;
        }
    }

    /// <summary>A live view that is not over; null when there is none such.</summary>
    public async Task<LookRow?> Running(Guid id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Looks.AsNoTracking().SingleOrDefaultAsync(l => l.Id == id && l.Kind == LookKind.Live && l.EndedAt == null, ct);
    }

    /// <summary>Lower-case hex SHA-256.</summary>
    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private async Task<string?> Refusal(CollectorDb db, string device, string camera, LookKind kind, Actor by, CancellationToken ct)
    {
        if (await db.Devices.AsNoTracking().SingleOrDefaultAsync(d => d.Id == device && !d.Disabled, ct) is not { } box
            || !await db.Cameras.AnyAsync(c => c.Device == device && c.Camera == camera && c.Present, ct)
            || !LookRules.MayLook(by, box.PremisesId, (await LookReader.PremisesOf(db, device).SingleAsync(ct)).Area))
            return "not-found";
        if (!box.Online)
            return "box-offline";
        var now = time.GetUtcNow();
        var waiting = await db.Looks.CountAsync(l => l.Device == device && l.State == LookState.Asked && l.ExpiresAt > now, ct);
        if (waiting >= MostWaiting)
            return "too-many";
        var from = now - config.Longest - LookReader.Grace;
        var views = db.Looks.Where(l => l.Kind == LookKind.Live && l.EndedAt == null && l.At > from && (l.State == LookState.Running || (l.State == LookState.Asked && l.ExpiresAt > now)));
        return kind == LookKind.Live && (await views.CountAsync(ct) >= config.Most || await views.CountAsync(l => l.Device == device, ct) >= config.PerDevice) ? "too-many" : null;
    }

    /// <summary>The row when this is what ended it.</summary>
    private async Task<LookRow?> Settle(Guid id, LookState state, string reason, CancellationToken ct)
    {
        using (await writer.Enter(ct))
        {
            await using var db = await dbs.CreateDbContextAsync(ct);
            if (await db.Looks.SingleOrDefaultAsync(l => l.Id == id && l.EndedAt == null, ct) is not { } row)
                return null;
            (row.State, row.Reason, row.EndedAt) = (state, reason, time.GetUtcNow());
            await db.SaveChangesAsync(ct);
            return row;
        }
    }

    private Task<bool> Tell(string device, Guid id, CameraCommand command, CancellationToken ct)
    {
        var message = new CloudEvent<CameraCommand>("1.0", id.ToString("N"), "collector", MessageTypes.CameraCommand, time.GetUtcNow(), command);
        return link.Publish([Outgoing.Command(device, message, config.AnswerWithin)], ct);
    }
}
