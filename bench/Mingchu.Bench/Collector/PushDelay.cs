using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Push;
using Mingchu.Rig;

namespace Mingchu.Bench.Collector;

/// <summary>From handing an alert to the client until the webhook of the case it opened has arrived.</summary>
/// <param name="AlertsPerSecond">The load.</param>
/// <param name="Pushes">Cases that were told.</param>
/// <param name="P50Ms">Median.</param>
/// <param name="P95Ms">95th percentile.</param>
/// <param name="QuartersP95Ms">95th percentile of what was sent in each quarter of the time: what grows from one to the next is a load that can't be borne.</param>
internal sealed record PushDelay(double AlertsPerSecond, int Pushes, double P50Ms, double P95Ms, IReadOnlyList<double> QuartersP95Ms)
{
    /// <summary>Measures it at a load.</summary>
    public static async Task<PushDelay> Measure(City city, BoxFleet fleet, double perSecond, TimeSpan length, CancellationToken ct)
    {
        var before = city.Webhook.Received.Count;
        fleet.SentAt.Clear();
        await fleet.Pace(perSecond, length, ct);
        await using var db = await city.Open(ct);
        await Wait.Until("all pushes are done", async () => !await db.Set<Delivery>().AnyAsync(d => d.State == DeliveryState.Pending, ct), ct, TimeSpan.FromMinutes(10));
        var told = city.Webhook.Received.Skip(before).Where(w => w.Body.GetProperty("type").GetString() == "case.opened")
            .GroupBy(w => w.Body.GetProperty("data").GetProperty("caseId").GetGuid()).ToDictionary(g => g.Key, g => g.Min(w => w.At));
        Dictionary<Guid, DateTimeOffset> sent = [];
        foreach (var some in told.Keys.Chunk(500))
            foreach (var lead in await db.Leads.AsNoTracking().Where(l => some.Contains(l.CaseId)).Select(l => new { l.CaseId, l.AlertId }).ToListAsync(ct))
                if (fleet.SentAt.TryGetValue(lead.AlertId, out var at) && (!sent.TryGetValue(lead.CaseId, out var known) || at < known))
                    sent[lead.CaseId] = at;
        if (sent.Count == 0)
            throw new InvalidOperationException("no case was told; nothing was measured");
        var delays = sent.Select(s => (At: s.Value, Ms: (told[s.Key] - s.Value).TotalMilliseconds)).OrderBy(d => d.At).ToArray();
        var quarters = delays.GroupBy(d => Math.Min(3, (int)((d.At - delays[0].At) / length * 4))).OrderBy(g => g.Key).Select(g => Sorted(g)).Select(q => Share(q, 0.95));
        var all = Sorted(delays);
        return new(perSecond, all.Length, Share(all, 0.5), Share(all, 0.95), [.. quarters]);

        static double[] Sorted(IEnumerable<(DateTimeOffset At, double Ms)> of) => [.. of.Select(d => d.Ms).Order()];
    }

    /// <summary>A percentile of sorted figures.</summary>
    public static double Share(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];
}
