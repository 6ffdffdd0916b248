using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Calm;
using Mingchu.Collector.Core.Deadlines;
using Mingchu.Collector.Storage;
using Mingchu.Contracts.Hazards;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Push.Calm;

/// <summary>Looks, just before a notice is sent, whether it is to make noise: what is around it is read from the database at that moment.</summary>
public sealed class CalmDesk(IDbContextFactory<CollectorDb> dbs, CalmPolicy policy, BusinessCalendar calendar)
{
    /// <summary>What is done with it.</summary>
    public async Task<Ruling> Judge(Delivery delivery, DateTimeOffset now, CancellationToken ct)
    {
        if (!Occasions.IsRoutine(delivery.Occasion))
            return new Ruling.Tell();
        var notice = JsonSerializer.Deserialize(delivery.Notice, NoticeJson.Default.Notice)!;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var silences = await db.Set<SilenceRow>().AsNoTracking().Where(s => s.EndsAt > now).ToListAsync(ct);
        var leads = await db.Leads.AsNoTracking().Where(l => l.CaseId == delivery.CaseId && l.Device != "")
            .GroupBy(l => new { l.Device, l.Camera }).Select(g => new { g.Key.Device, g.Key.Camera, First = g.Min(l => l.StartedAt) }).ToListAsync(ct);
        var group = HazardList.Current.Find(notice.Hazard)?.Group ?? "";
        Dictionary<string, (DateTimeOffset, string)> blind = [];
        if (policy.Inhibit && group != "camera")
            foreach (var seen in leads)
                if (await db.Cameras.AsNoTracking().SingleOrDefaultAsync(c => c.Device == seen.Device && c.Camera == seen.Camera, ct) is
                    { State: { } state and not CameraState.Online, Since: { } since } && since <= seen.First)
                    blind[$"{seen.Device}/{seen.Camera}"] = (since, state.ToString().ToLowerInvariant());
        return CalmRules.Judge(policy, calendar.Offset, silences.Select(s => s.ToSilence()), new(delivery.Audience, notice.PremisesId, notice.Hazard, group,
            notice.Grade, [.. leads.Select(l => $"{l.Device}/{l.Camera}")], blind, await Recent(db, delivery, notice, now, ct), true), now);
    }

    private async Task<int> Recent(CollectorDb db, Delivery delivery, Notice notice, DateTimeOffset now, CancellationToken ct)
    {
        if (policy.Flapping is not { } limit)
            return 0;
        var since = now - TimeSpan.FromMinutes(limit.WindowMinutes);
        return await (from d in db.Set<Delivery>()
                      join c in db.Cases on d.CaseId equals c.Id
                      where c.PremisesId == notice.PremisesId && c.Hazard == notice.Hazard && d.Audience == delivery.Audience && d.Channel == delivery.Channel
                          && d.Recipient == delivery.Recipient && d.State == DeliveryState.Delivered && d.DeliveredAt >= since
                      select d.Id).CountAsync(ct);
    }
}
