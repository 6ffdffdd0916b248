using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Premises;
using Mingchu.Collector.Core.Risk;
using Mingchu.Collector.Licences;
using Mingchu.Collector.Premises;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Risk;

/// <summary>Counts what risk indexes are made of, in a handful of queries for many premises.</summary>
public sealed class RiskFacts(PremisesPolicy entries)
{
    private static readonly LeadSource[] ReportSources = [LeadSource.PublicReport, LeadSource.Complaint, LeadSource.WhistleBlower];

    /// <summary>How many of each indicator every one of these premises has, in the policy's windows.</summary>
    public async Task<IReadOnlyDictionary<string, Dictionary<RiskIndicator, int>>> Of(
        CollectorDb db, RiskPolicy policy, IReadOnlyList<PremisesRow> premises, DateTimeOffset now, CancellationToken ct)
    {
        var ids = premises.Select(p => p.Id).ToList();
        var fresh = entries.FreshSince(Month.Of(now)).Index;
        var connected = (await db.Devices.Where(d => ids.Contains(d.PremisesId)).Select(d => d.PremisesId).Distinct().ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        var facts = premises.ToDictionary(p => p.Id, p => new Dictionary<RiskIndicator, int>
        {
            [RiskIndicator.Hot] = p.Hot ? 1 : 0,
            [RiskIndicator.NoDineIn] = p.NoDineIn ? 1 : 0,
            [RiskIndicator.SchoolCanteen] = p.SchoolCanteen ? 1 : 0,
            [RiskIndicator.StaleEntry] = p.RefreshedMonth is { } month && month >= fresh ? 0 : 1,
            [RiskIndicator.NoCamera] = connected.Contains(p.Id) ? 0 : 1,
        });
        foreach (var (indicator, grade) in new[] { (RiskIndicator.CasesGrade1, 1), (RiskIndicator.CasesGrade2, 2), (RiskIndicator.CasesGrade3, 3) })
        {
            var since = Since(policy, indicator, now);
            Count(indicator, await Past(db, ids, since).Where(c => c.Grade == grade).GroupBy(c => c.PremisesId).Select(g => new Counted(g.Key, g.Count())).ToListAsync(ct));
        }

        var (missed, reports, ratings, orders) = (Since(policy, RiskIndicator.MissedDeadlines, now), Since(policy, RiskIndicator.Reports, now),
            Since(policy, RiskIndicator.BadRatings, now), Since(policy, RiskIndicator.OfflineOrders, now));
        Count(RiskIndicator.MissedDeadlines, await Past(db, ids, missed).GroupBy(c => c.PremisesId).Select(g => new Counted(g.Key, g.Sum(c => c.MissedByMerchant))).ToListAsync(ct));
        Count(RiskIndicator.Reports, await Leads(db, ids, reports).Where(l => ReportSources.Contains(l.Lead.Source)).GroupBy(l => l.PremisesId)
            .Select(g => new Counted(g.Key, g.Count())).ToListAsync(ct));
        Count(RiskIndicator.BadRatings, await Leads(db, ids, ratings).Where(l => l.Lead.Source == LeadSource.BadRating).GroupBy(l => l.PremisesId)
            .Select(g => new Counted(g.Key, g.Count())).ToListAsync(ct));
        Count(RiskIndicator.OfflineOrders, await db.Notices.Where(n => n.PremisesId != null && ids.Contains(n.PremisesId) && n.SentAt >= orders
                && (n.Kind == Core.Platforms.NoticeKind.Suspend || n.Kind == Core.Platforms.NoticeKind.Delist))
            .GroupBy(n => n.PremisesId!).Select(g => new Counted(g.Key, g.Count())).ToListAsync(ct));
        Count(RiskIndicator.LicenceFindings, await db.Set<FindingRow>().Where(f => ids.Contains(f.PremisesId) && f.EndedAt == null)
            .GroupBy(f => f.PremisesId).Select(g => new Counted(g.Key, g.Count())).ToListAsync(ct));
        return facts;

        void Count(RiskIndicator indicator, IEnumerable<Counted> counted)
        {
            foreach (var (id, number) in counted)
                facts[id][indicator] = number;
        }
    }

    private static IQueryable<CaseSummary> Past(CollectorDb db, List<string> premises, DateTimeOffset since) =>
        db.Cases.AsNoTracking().Where(c => premises.Contains(c.PremisesId) && c.OpenedAt >= since && c.Stage != Stage.FalseAlarm);

    // Handed in by people or other systems.
    private static IQueryable<LeadOf> Leads(CollectorDb db, List<string> premises, DateTimeOffset since) =>
        from l in db.Leads.AsNoTracking()
        join c in db.Cases on l.CaseId equals c.Id
        where l.Source != LeadSource.Alert && premises.Contains(c.PremisesId) && l.ReceivedAt >= since && c.Stage != Stage.FalseAlarm
        select new LeadOf { PremisesId = c.PremisesId, Lead = l };

    private static DateTimeOffset Since(RiskPolicy policy, RiskIndicator indicator, DateTimeOffset now) => now - TimeSpan.FromDays(policy.Window(indicator));

    private sealed record Counted(string Premises, int Number);

    private sealed class LeadOf
    {
        public required string PremisesId { get; init; }
        public required LeadRow Lead { get; init; }
    }
}
