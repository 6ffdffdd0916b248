using System.Globalization;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Grading;
using Mingchu.Collector.Ingest;
using Mingchu.Collector.Push;
using Mingchu.Collector.Storage;

namespace Mingchu.SampleCity;

/// <summary>
/// Everything that happened, case by case in the order of their opening. Each is lived through by the collector's own book and decider with the clock
/// of that time, so that files, chains and the list agree.
/// </summary>
internal sealed class CityHistory(CityPlan plan, CityGround ground, CityShops shops, GradingPolicy policy, CaseBook book, CollectorDb scratch)
{
    // Large transactions write a page of an index once for many cases.
    private const int CasesPerBatch = 2000;

    /// <summary>Last number of each year, when all is told.</summary>
    public SortedDictionary<int, int> Numbers { get; } = [];

    /// <summary>Settled cases of premises on platforms, by premises, in no order: what notices follow from.</summary>
    public Dictionary<string, List<(Guid Id, string Hazard, DateTimeOffset SettledAt)>> Settled { get; } = [];

    /// <summary>Tells it; the scratch database only collects rows and is never saved.</summary>
    public IEnumerable<CityBatch> Tell()
    {
        // A stream of its own: another number of people must not change what happens.
        var random = new CityRandom((ulong)plan.Seed ^ 0xC17);
        var leads = new CityLeads(plan, ground, shops, random);
        scratch.ChangeTracker.AutoDetectChangesEnabled = false;
        foreach (var openings in Openings(random).Chunk(CasesPerBatch))
        {
            foreach (var at in openings)
                Live(leads, random, at);
            yield return Collect();
        }
    }

    private void Live(CityLeads leads, CityRandom random, DateTimeOffset at)
    {
        var matter = leads.Begin(at);
        var year = at.UtcDateTime.Year;
        Numbers[year] = Numbers.GetValueOrDefault(year) + 1;
        var number = string.Create(CultureInfo.InvariantCulture, $"{year:D4}-{Numbers[year]:D6}");
        var summary = new CaseLife(matter, ground, random, book, scratch, plan.Until).Run(random.Id(at), number, leads.Grade(policy, matter));
        if (matter.Finding is { } finding)
            shops.Filed(finding, summary);
        if (!summary.Stage.IsSettled() || matter.Premises.OnPlatforms.Length == 0)
            return;
        if (!Settled.TryGetValue(summary.PremisesId, out var before))
            Settled[summary.PremisesId] = before = [];
        before.Add((summary.Id, summary.Hazard, summary.UpdatedAt));
    }

    // Kitchens are at work at noon and in the evening, UTC+8.
    private DateTimeOffset[] Openings(CityRandom random)
    {
        (int Hour, double Weight)[] hours = [(1, 1), (2, 3), (3, 8), (4, 9), (5, 5), (6, 3), (7, 2), (8, 2), (9, 6), (10, 9), (11, 9), (12, 6), (13, 3), (14, 1)];
        var since = plan.Since.ToUnixTimeMilliseconds();
        var length = plan.Until.ToUnixTimeMilliseconds() - since;
        const long hour = 3_600_000;
        return [.. Enumerable.Range(0, plan.Cases).Select(_ =>
        {
            var day = (since + (long)(random.Unit() * length)) / (24 * hour);
            var at = (day * 24 * hour) + (random.Of<int>(hours) * hour) + random.Below((int)hour);
            return DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(at, since, since + length - 1));
        }).Order()];
    }

    private CityBatch Collect()
    {
        var batch = new CityBatch(All<CaseSummary>(), All<CaseEventRow>(), All<LeadRow>(), All<SeenMessage>(), All<Delivery>());
        scratch.ChangeTracker.Clear();
        return batch;
    }

    private T[] All<T>()
        where T : class => [.. scratch.ChangeTracker.Entries<T>().Select(e => e.Entity)];
}
