using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Calm;
using Mingchu.Collector.Core.Deadlines;
using Mingchu.Collector.Storage;
using Mingchu.Contracts.Hazards;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Push.Calm;

/// <summary>Looks, just before notices are sent, whether they are to make noise: what is around them is read from the database at that moment.</summary>
public sealed class CalmDesk(IDbContextFactory<CollectorDb> dbs, CalmPolicy policy, BusinessCalendar calendar)
{
    // Changes before it do not count: a matter that never calms down is told anew now and then.
    private static readonly TimeSpan Lookback = TimeSpan.FromDays(1);

    /// <summary>What is done with each, in their order.</summary>
    public async Task<IReadOnlyList<Ruling>> Judge(IReadOnlyList<Delivery> deliveries, DateTimeOffset now, CancellationToken ct)
    {
        var routine = deliveries.Where(d => Occasions.IsRoutine(d.Occasion) && d.CaseId is not null).ToDictionary(d => d.Id, d => JsonSerializer.Deserialize(d.Notice, NoticeJson.Default.Notice)!);
        if (routine.Count == 0)
            return [.. deliveries.Select(_ => new Ruling.Tell())];
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.Database.OpenConnectionAsync(ct);
        var silences = (await db.Set<SilenceRow>().AsNoTracking().Where(s => s.EndsAt > now).ToListAsync(ct)).ConvertAll(s => s.ToSilence());
        var cases = routine.Values.Select(n => n.CaseId).Distinct().ToList();
        var leads = (await db.Leads.AsNoTracking().Where(l => cases.Contains(l.CaseId) && l.Device != "")
            .GroupBy(l => new { l.CaseId, l.Device, l.Camera }).Select(g => new { g.Key.CaseId, g.Key.Device, g.Key.Camera, First = g.Min(l => l.StartedAt) }).ToListAsync(ct)).ToLookup(l => l.CaseId);
        var devices = leads.SelectMany(g => g).Select(l => l.Device).Distinct().ToList();
        var blind = policy.Inhibit
            ? await db.Cameras.AsNoTracking().Where(c => devices.Contains(c.Device) && c.State != null && c.State != CameraState.Online && c.Since != null).ToDictionaryAsync(c => (c.Device, c.Camera), ct)
            : [];
        var (flaps, told) = await FlapsOf(db, routine.Values, now, ct);
        List<Ruling> rulings = [];
        foreach (var delivery in deliveries)
        {
            if (!routine.TryGetValue(delivery.Id, out var notice))
            {
                rulings.Add(new Ruling.Tell());
                continue;
            }

            var group = HazardList.Current.Find(notice.Hazard)?.Group ?? "";
            Dictionary<string, (DateTimeOffset, string)> unseeing = [];
            if (group != "camera")
                foreach (var seen in leads[notice.CaseId])
                    if (blind.GetValueOrDefault((seen.Device, seen.Camera)) is { State: { } state, Since: { } since } && since <= seen.First)
                        unseeing[$"{seen.Device}/{seen.Camera}"] = (since, state.ToString().ToLowerInvariant());
            // Who never heard of a matter hears of it once, however it comes and goes: a first notice may have been lost with the collector that had it in hand.
            var flap = told.Contains(new(notice.PremisesId, notice.Hazard, delivery.Audience, delivery.Channel, delivery.Recipient)) ? flaps.GetValueOrDefault((notice.PremisesId, notice.Hazard)) : null;
            rulings.Add(CalmRules.Judge(policy, calendar.Offset, silences, new(delivery.Audience, notice.PremisesId, notice.Hazard, group, notice.Grade,
                [.. leads[notice.CaseId].Select(l => $"{l.Device}/{l.Camera}")], unseeing, flap, true), now));
        }

        return rulings;
    }

    // Matters that come and go, and who was told of them.
    private async Task<(Dictionary<(string Premises, string Hazard), Flap> Flaps, HashSet<Told> Told)> FlapsOf(CollectorDb db, IReadOnlyCollection<Notice> notices, DateTimeOffset now, CancellationToken ct)
    {
        Dictionary<(string, string), Flap> flaps = [];
        if (policy.Flapping is not { } limit)
            return (flaps, []);
        var since = now - Lookback;
        var matters = notices.Select(n => (n.PremisesId, n.Hazard)).ToHashSet();
        var (premises, hazards) = (matters.Select(m => m.PremisesId).Distinct().ToList(), matters.Select(m => m.Hazard).Distinct().ToList());
        // In two steps, since a database may well begin with all leads. A lead is in the case's file, which changes it.
        var cases = (await db.Cases.AsNoTracking().Where(c => premises.Contains(c.PremisesId) && hazards.Contains(c.Hazard) && c.UpdatedAt >= since)
            .Select(c => new { c.Id, c.PremisesId, c.Hazard }).ToListAsync(ct)).Where(c => matters.Contains((c.PremisesId, c.Hazard))).ToDictionary(c => c.Id);
        var ids = cases.Keys.ToList();
        var leads = await db.Leads.AsNoTracking().Where(l => ids.Contains(l.CaseId) && l.Device != "" && l.ReceivedAt >= since).Select(l => new { l.CaseId, l.RaisedAt, l.EndedAt }).ToListAsync(ct);
        foreach (var matter in leads.GroupBy(l => (cases[l.CaseId].PremisesId, cases[l.CaseId].Hazard)))
            if (FlapControl.Of(limit, [.. matter.Select(l => l.RaisedAt), .. matter.Select(l => l.EndedAt).OfType<DateTimeOffset>()], now) is { } flap)
                flaps[matter.Key] = flap;
        if (flaps.Count == 0)
            return (flaps, []);
        var flapping = cases.Values.Where(c => flaps.ContainsKey((c.PremisesId, c.Hazard))).Select(c => (Guid?)c.Id).ToList();
        var told = await db.Set<Delivery>().AsNoTracking().Where(d => flapping.Contains(d.CaseId) && d.State == DeliveryState.Delivered && d.DeliveredAt >= since)
            .Select(d => new { CaseId = d.CaseId!.Value, d.Audience, d.Channel, d.Recipient }).ToListAsync(ct);
        return (flaps, [.. told.Select(d => new Told(cases[d.CaseId].PremisesId, cases[d.CaseId].Hazard, d.Audience, d.Channel, d.Recipient))]);
    }

    private sealed record Told(string Premises, string Hazard, string Audience, string Channel, string Recipient);
}
