using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Grading;
using Mingchu.Collector.Storage;
using Mingchu.Contracts.Hazards;

namespace Mingchu.Collector.Cases;

/// <summary>Tries a changed grading policy on past cases, without changing anything.</summary>
public sealed class GradingTrial(ScopedDbs dbs, TimeProvider time)
{
    /// <summary>Most cases looked at, the newest first.</summary>
    public const int Most = 20_000;

    /// <summary>What the policy would have done with the cases opened in the last days.</summary>
    public async Task<Simulation> Run(Scope scope, GradingPolicy policy, int days, CancellationToken ct)
    {
        await using var db = await dbs.Open(scope, ct);
        var now = time.GetUtcNow();
        var since = now.AddDays(-days);
        var before = since - TimeSpan.FromDays(Math.Max(policy.Repeats?.WindowDays ?? 0, policy.Missed?.WindowDays ?? 0));
        var rows = await db.Cases.AsNoTracking().Where(c => c.OpenedAt >= before && c.Stage != Stage.FalseAlarm).OrderByDescending(c => c.OpenedAt).Take(Most)
            .Select(c => new { c.Id, c.Number, c.PremisesId, c.Hazard, c.Grade, c.GradedByPerson, c.Confidence, c.Seconds, c.OpenedAt, c.MissedByMerchant }).ToListAsync(ct);
        // The index as it is now: what it was then is not kept.
        var places = rows.Select(r => r.PremisesId).Distinct().ToList();
        var risks = await db.Premises.AsNoTracking().Where(p => places.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.RiskIndex, ct);
        var byPremises = rows.ToLookup(r => r.PremisesId);
        return Simulation.Of(policy, rows.Where(r => r.OpenedAt >= since).Select(r =>
        {
            var earlier = byPremises[r.PremisesId].Where(o => o.OpenedAt < r.OpenedAt).ToList();
            return new PastCase(r.Id, r.Number, r.Grade, r.GradedByPerson, new(HazardList.Current.Find(r.Hazard)!, r.Confidence, r.Seconds,
                earlier.Count(o => o.Hazard == r.Hazard && r.OpenedAt - o.OpenedAt <= TimeSpan.FromDays(policy.Repeats?.WindowDays ?? 0)),
                risks.GetValueOrDefault(r.PremisesId), earlier.Where(o => r.OpenedAt - o.OpenedAt <= TimeSpan.FromDays(policy.Missed?.WindowDays ?? 0)).Sum(o => o.MissedByMerchant)));
        }));
    }
}
