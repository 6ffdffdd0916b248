using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Calm;
using Mingchu.Collector.Storage;
using Mingchu.Contracts.Hazards;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Push.Calm;

/// <summary>What the database says at one moment of everything around some notices that bears on their noise.</summary>
internal sealed class Surroundings
{
    // Changes before it do not count: a matter that never calms down is told anew now and then.
    private static readonly TimeSpan Lookback = TimeSpan.FromDays(1);

    private List<Silence> silences = [];
    private ILookup<Guid, Reporting> cameras = Enumerable.Empty<Reporting>().ToLookup(r => r.CaseId);
    private Dictionary<(string Device, string Camera), (DateTimeOffset Since, string State)> blind = [];
    private Dictionary<Matter, Flap> flaps = [];
    private HashSet<(Matter Matter, string Audience, string Channel, string Recipient)> told = [];

    /// <summary>Silences in force.</summary>
    public IReadOnlyList<Silence> Silences => silences;

    /// <summary>Reads what is around the notices.</summary>
    public static async Task<Surroundings> Of(IReadOnlyCollection<Notice> notices, CollectorDb db, CalmPolicy policy, DateTimeOffset now, CancellationToken ct)
    {
        var around = new Surroundings();
        await db.Database.OpenConnectionAsync(ct);
        around.silences = (await db.Set<SilenceRow>().AsNoTracking().Where(s => s.EndsAt > now).ToListAsync(ct)).ConvertAll(s => s.ToSilence());
        await around.ReadCameras(notices, db, policy, ct);
        if (policy.Flapping is { } limit)
            await around.ReadFlaps(notices, db, limit, now, ct);
        return around;
    }

    /// <summary>The noise that a delivery would make.</summary>
    public Noise Of(Delivery delivery, Notice notice)
    {
        var group = HazardList.Current.Find(notice.Hazard)?.Group ?? "";
        Dictionary<string, (DateTimeOffset, string)> unseeing = [];
        if (group != "camera")
            foreach (var camera in cameras[notice.CaseId])
                if (blind.TryGetValue((camera.Device, camera.Camera), out var state) && state.Since <= camera.First)
                    unseeing[camera.Name] = state;
        // Who never heard of a matter hears of it once, however it comes and goes: a first notice may have been lost with the collector that had it in hand.
        var matter = new Matter(notice.PremisesId, notice.Hazard);
        var flap = told.Contains((matter, delivery.Audience, delivery.Channel, delivery.Recipient)) ? flaps.GetValueOrDefault(matter) : null;
        return new(delivery.Audience, notice.PremisesId, notice.Hazard, group, notice.Grade, [.. cameras[notice.CaseId].Select(c => c.Name)], unseeing, flap, true);
    }

    // Which cameras reported a case, since when, and which of them give no good picture.
    private async Task ReadCameras(IReadOnlyCollection<Notice> notices, CollectorDb db, CalmPolicy policy, CancellationToken ct)
    {
        var cases = notices.Select(n => n.CaseId).Distinct().ToList();
        var reporting = await db.Leads.AsNoTracking().Where(l => cases.Contains(l.CaseId) && l.Device != "")
            .GroupBy(l => new { l.CaseId, l.Device, l.Camera }).Select(g => new Reporting(g.Key.CaseId, g.Key.Device, g.Key.Camera, g.Min(l => l.StartedAt))).ToListAsync(ct);
        cameras = reporting.ToLookup(r => r.CaseId);
        if (!policy.Inhibit)
            return;
        var devices = reporting.Select(r => r.Device).Distinct().ToList();
        foreach (var camera in await db.Cameras.AsNoTracking().Where(c => devices.Contains(c.Device) && c.State != null && c.State != CameraState.Online && c.Since != null).ToListAsync(ct))
            if (camera is { State: { } state, Since: { } since })
                blind[(camera.Device, camera.Camera)] = (since, state.ToString().ToLowerInvariant());
    }

    // Matters that come and go, and who was told of them.
    private async Task ReadFlaps(IReadOnlyCollection<Notice> notices, CollectorDb db, FlapLimit limit, DateTimeOffset now, CancellationToken ct)
    {
        var since = now - Lookback;
        var matters = notices.Select(n => new Matter(n.PremisesId, n.Hazard)).ToHashSet();
        var (premises, hazards) = (matters.Select(m => m.PremisesId).Distinct().ToList(), matters.Select(m => m.Hazard).Distinct().ToList());
        // In two steps, since a database may well begin with all leads. A lead is in the case's file, which changes it.
        var cases = (await db.Cases.AsNoTracking().Where(c => premises.Contains(c.PremisesId) && hazards.Contains(c.Hazard) && c.UpdatedAt >= since)
            .Select(c => new { c.Id, Matter = new Matter(c.PremisesId, c.Hazard) }).ToListAsync(ct)).Where(c => matters.Contains(c.Matter)).ToDictionary(c => c.Id, c => c.Matter);
        var ids = cases.Keys.ToList();
        var leads = await db.Leads.AsNoTracking().Where(l => ids.Contains(l.CaseId) && l.Device != "" && l.ReceivedAt >= since).Select(l => new { l.CaseId, l.RaisedAt, l.EndedAt }).ToListAsync(ct);
        foreach (var matter in leads.GroupBy(l => cases[l.CaseId]))
            if (FlapControl.Of(limit, [.. matter.Select(l => l.RaisedAt), .. matter.Select(l => l.EndedAt).OfType<DateTimeOffset>()], now) is { } flap)
                flaps[matter.Key] = flap;
        if (flaps.Count == 0)
            return;
        var flapping = cases.Where(c => flaps.ContainsKey(c.Value)).Select(c => (Guid?)c.Key).ToList();
        told = [.. (await db.Set<Delivery>().AsNoTracking().Where(d => flapping.Contains(d.CaseId) && d.State == DeliveryState.Delivered && d.DeliveredAt >= since)
            .Select(d => new { CaseId = d.CaseId!.Value, d.Audience, d.Channel, d.Recipient }).ToListAsync(ct)).Select(d => (cases[d.CaseId], d.Audience, d.Channel, d.Recipient))];
    }

    private sealed record Matter(string PremisesId, string Hazard);

    private sealed record Reporting(Guid CaseId, string Device, string Camera, DateTimeOffset First)
    {
        public string Name => $"{Device}/{Camera}";
    }
}
