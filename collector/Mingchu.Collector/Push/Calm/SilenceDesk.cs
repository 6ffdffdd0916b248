using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Storage;
using Mingchu.Contracts.Hazards;

namespace Mingchu.Collector.Push.Calm;

/// <summary>What a person wants quiet.</summary>
/// <param name="PremisesId">Only there; null for all.</param>
/// <param name="Hazard">Only this; null for all.</param>
/// <param name="Camera">Only leads of this camera, <c>{device}/{camera}</c>; null for all.</param>
/// <param name="Reason">Why, 1..500 characters.</param>
/// <param name="EndsAt">Until when, UTC; later than now and within 90 days.</param>
public sealed record SilenceRequest(string? PremisesId, string? Hazard, string? Camera, string? Reason, DateTimeOffset? EndsAt);

/// <summary>Silences that regulators set. Each has a reason and an end; a silence of everything is refused.</summary>
public sealed class SilenceDesk(ScopedDbs dbs, WriterLock writer, TimeProvider time)
{
    private const string Subject = "silence:";

    /// <summary>Silences that hold or will hold, the soonest end first.</summary>
    public async Task<IReadOnlyList<SilenceRow>> List(Scope scope, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        var now = time.GetUtcNow();
        return await db.Set<SilenceRow>().AsNoTracking().Where(s => s.EndsAt > now).OrderBy(s => s.EndsAt).ToListAsync(ct);
    }

    /// <summary>Sets one, or says why not. The same <paramref name="key"/> of the same sender gives the silence that it set before.</summary>
    public async Task<(SilenceRow? Silence, Refusal? Refusal)> Set(SilenceRequest request, Actor actor, CancellationToken ct, string? key = null)
    {
        var now = time.GetUtcNow();
        if (!actor.Role.IsRegulator())
            return (null, Refusal.Of(Refusals.NotAllowed, "@role." + actor.Role.Word()));
        if (string.IsNullOrWhiteSpace(request.Reason))
            return (null, Refusal.Of(Refusals.TextMissing));
        if (request.Reason.Length > 500)
            return (null, Refusal.Of(Refusals.TextTooLong, "500"));
        if (request.Hazard is not null && HazardList.Current.Find(request.Hazard) is null)
            return (null, Refusal.Of(Refusals.UnknownHazard, request.Hazard));
        // Who sees only an area must not quieten others.
        if (request.PremisesId is null && ((request.Hazard is null && request.Camera is null) || !Scope.Of(actor).IsEverything))
            return (null, Refusal.Of(Refusals.SilenceOfAll));
        if (request.EndsAt is not { } end || end <= now || end > now.AddDays(90) || request.Camera?.Length > 140)
            return (null, Refusal.Of(Refusals.SilenceEnd));
        using var turn = await writer.Enter(ct);
        await using var db = await dbs.Open(Scope.Of(actor), ct);
        if (await DoneRequest.Find(db, actor, key, ct) is { } done)
            return done.StartsWith(Subject, StringComparison.Ordinal) && Guid.Parse(done[Subject.Length..]) is var before
                && await db.Set<SilenceRow>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == before, ct) is { } same ? (same, null) : (null, Refusal.Of(Refusals.KeyUsed));
        if (request.PremisesId is { } premises && !await db.Premises.AnyAsync(p => p.Id == premises, ct))
            return (null, Refusal.Of(Refusals.UnknownPremises, premises));
        var row = new SilenceRow
        {
            Id = Guid.CreateVersion7(now),
            PremisesId = request.PremisesId,
            Hazard = request.Hazard,
            Camera = request.Camera,
            Reason = request.Reason.Trim(),
            By = actor.Name,
            StartsAt = now,
            EndsAt = end.ToUniversalTime(),
        };
        db.Add(row);
        await DoneRequest.Remember(db, actor, key, $"{Subject}{row.Id:D}", now, ct);
        await db.SaveChangesAsync(ct);
        return (row, null);
    }

    /// <summary>Ends one now; null when done, else why not.</summary>
    public async Task<Refusal?> End(Guid id, Actor actor, CancellationToken ct)
    {
        if (!actor.Role.IsRegulator())
            return Refusal.Of(Refusals.NotAllowed, "@role." + actor.Role.Word());
        using var turn = await writer.Enter(ct);
        await using var db = await dbs.Open(Scope.Of(actor), ct);
        var now = time.GetUtcNow();
        if (await db.Set<SilenceRow>().SingleOrDefaultAsync(s => s.Id == id && s.EndsAt > now, ct) is not { } row)
            return Refusal.Of(Refusals.NotFound);
        (row.EndsAt, row.EndedBy) = (now, actor.Name);
        await db.SaveChangesAsync(ct);
        return null;
    }
}
