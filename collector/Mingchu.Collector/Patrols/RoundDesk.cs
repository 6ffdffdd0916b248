using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Patrols;
using Mingchu.Collector.Storage;
using Mingchu.Collector.Viewing;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Patrols;

/// <summary>
/// The system's round through the kitchens (D5). At its turn a kitchen is asked for a picture of every camera, which people can look at, and its cameras' states
/// are read: one without a good picture is filed as a lead. What the models there recognise is in cases already, by the boxes' own alerts; the round counts
/// those in which something is left to do and does not judge pictures itself.
/// </summary>
public sealed class RoundDesk(IDbContextFactory<CollectorDb> dbs, WriterLock writer, LookDesk looks, LeadDesk leads, PatrolPolicy policy, TimeProvider time)
{
    /// <summary>Looks into the next kitchen if its time has come; its premises, or null.</summary>
    public async Task<string?> Next(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (RoundRobin.Slot(policy.Round, now) is not { } slot || await Claim(slot, now, ct) is not { } visit)
            return null;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var cameras = await (from d in db.Devices.AsNoTracking()
                             join c in db.Cameras on d.Id equals c.Device
                             where d.PremisesId == visit.PremisesId && !d.Disabled && c.Present
                             orderby d.Id, c.Camera
                             select new { Camera = c, d.Online, d.StatusAt }).ToListAsync(ct);
        foreach (var seen in cameras)
        {
            var (state, since) = seen.Online ? (seen.Camera.State, seen.Camera.Since) : (CameraState.Offline, seen.StatusAt);
            if (state is { } bad and not CameraState.Online)
            {
                if (!RoundRobin.IsFault(policy.Round, since, now))
                    continue;
                var told = seen.Online ? $"{seen.Camera.Reason} {seen.Camera.Detail}".Trim() : $"{seen.Camera.Device} offline";
                var form = new LeadForm(LeadSource.VideoPatrol, visit.PremisesId, HazardOf(bad), $"{seen.Camera.Name} ({seen.Camera.Device}/{seen.Camera.Camera}): {told}");
                if ((await leads.Register(form, Actor.System, $"{visit.Id:N} {seen.Camera.Device}/{seen.Camera.Camera}", ct)).Refusal is null)
                    visit.Faults++;
            }
            else if ((await looks.Ask(seen.Camera.Device, seen.Camera.Camera, LookKind.Snapshot, Actor.System, ct)).Refusal is null)
            {
                visit.Asked++;
            }
        }

        visit.Cameras = cameras.Count;
        visit.OpenCases = await db.Cases.CountAsync(c => c.PremisesId == visit.PremisesId && c.Stage != Stage.Closed && c.Stage != Stage.FalseAlarm, ct);
        using (await writer.Enter(ct))
        {
            db.Visits.Update(visit);
            await db.SaveChangesAsync(ct);
        }

        return visit.PremisesId;
    }

    /// <summary>The hazard that a camera without a good picture is filed as.</summary>
    public static string HazardOf(CameraState state) => $"camera-{state.ToString().ToLowerInvariant()}";

    // The row is the claim of the slot: of several collectors one looks. A crash after it leaves the kitchen for its next turn.
    private async Task<VisitRow?> Claim(long slot, DateTimeOffset now, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Visits.AnyAsync(v => v.SlotMs == slot, ct))
            return null;
        var kitchens = await db.Devices.AsNoTracking().Where(d => !d.Disabled && d.BornAt != null).Select(d => d.PremisesId).Distinct()
            .Select(p => new { Premises = p, LastAt = db.Visits.Where(v => v.PremisesId == p).Max(v => (DateTimeOffset?)v.At) }).ToListAsync(ct);
        if (RoundRobin.Next(kitchens.Select(k => new RoundKitchen(k.Premises, k.LastAt)), policy.Round, now) is not { } premises)
            return null;
        using var turn = await writer.Enter(ct);
        var visit = new VisitRow { Id = Guid.CreateVersion7(now), PremisesId = premises, SlotMs = slot, At = now };
        db.Visits.Add(visit);
        try
        {
            await db.SaveChangesAsync(ct);
            db.Entry(visit).State = EntityState.Detached;
            return visit;
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            // Another collector has this slot.
            return null;
        }
    }
}
