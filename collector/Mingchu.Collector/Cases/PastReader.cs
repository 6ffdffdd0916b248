using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Grading;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Cases;

/// <summary>Reads what happened before at premises.</summary>
internal static class PastReader
{
    /// <summary>Deadlines that merchants missed in cases of these premises that were opened in the policy's window; premises without any are left out.</summary>
    public static async Task<IReadOnlyDictionary<string, int>> Missed(
        CollectorDb db, GradingPolicy policy, IReadOnlyList<string> premises, DateTimeOffset now, CancellationToken ct)
    {
        if (policy.Missed is not { } missed)
            return new Dictionary<string, int>();
        var since = now - TimeSpan.FromDays(missed.WindowDays);
        return await db.Cases.AsNoTracking()
            .Where(c => premises.Contains(c.PremisesId) && c.OpenedAt >= since && c.MissedByMerchant > 0 && c.Stage != Stage.FalseAlarm)
            .GroupBy(c => c.PremisesId).Select(g => new { g.Key, Times = g.Sum(c => c.MissedByMerchant) }).ToDictionaryAsync(g => g.Key, g => g.Times, ct);
    }

    /// <summary>What happened before a moment at one premises, with one hazard.</summary>
    public static async Task<Past> Of(CollectorDb db, GradingPolicy policy, string premises, string hazard, DateTimeOffset now, CancellationToken ct)
    {
        var since = now - TimeSpan.FromDays(policy.Repeats?.WindowDays ?? 0);
        var earlier = policy.Repeats is null ? 0 : await db.Cases.CountAsync(c =>
            c.PremisesId == premises && c.Hazard == hazard && c.OpenedAt >= since && c.OpenedAt < now && c.Stage != Stage.FalseAlarm, ct);
        var risk = await db.Premises.Where(p => p.Id == premises).Select(p => p.RiskIndex).SingleOrDefaultAsync(ct);
        return new(earlier, (await Missed(db, policy, [premises], now, ct)).GetValueOrDefault(premises), risk);
    }
}
