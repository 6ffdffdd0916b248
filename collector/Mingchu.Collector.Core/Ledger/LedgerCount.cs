using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;

namespace Mingchu.Collector.Core.Ledger;

/// <summary>So many leads of one kind; what a report is summed up from.</summary>
/// <param name="Area">Path of the premises' area.</param>
/// <param name="Source">Where they come from.</param>
/// <param name="Hazard">Code of the hazard list.</param>
/// <param name="Stage">Where their cases stand.</param>
/// <param name="Leads">How many, &gt;= 1.</param>
public sealed record LedgerCount(string Area, LeadSource Source, string Hazard, Stage Stage, int Leads);

/// <summary>A line of a report.</summary>
/// <param name="Key">Path, word or code of what is counted.</param>
/// <param name="Leads">How many leads.</param>
/// <param name="Settled">Of them in settled cases, false alarms included.</param>
public sealed record LedgerFigure(string Key, int Leads, int Settled);

/// <summary>The figures of a month or stage.</summary>
/// <param name="Leads">All leads.</param>
/// <param name="Settled">Of them in settled cases.</param>
/// <param name="ByArea">One line per area right below the reader's.</param>
/// <param name="BySource">Most first.</param>
/// <param name="ByHazard">Most first.</param>
/// <param name="ByResult">By stage, in the order of the workflow.</param>
public sealed record LedgerReport(
    int Leads, int Settled, IReadOnlyList<LedgerFigure> ByArea, IReadOnlyList<LedgerFigure> BySource, IReadOnlyList<LedgerFigure> ByHazard, IReadOnlyList<LedgerFigure> ByResult)
{
    /// <summary>Sums up.</summary>
    /// <param name="counts">Leads by kind.</param>
    /// <param name="above">The area whose parts are listed; null lists cities.</param>
    public static LedgerReport Of(IReadOnlyCollection<LedgerCount> counts, Area? above)
    {
        var level = above is null ? AreaLevel.City : (AreaLevel)Math.Min((int)above.Level + 1, (int)AreaLevel.Unit);
        return new(
            counts.Sum(c => c.Leads), counts.Where(c => c.Stage.IsSettled()).Sum(c => c.Leads),
            [.. Figures(counts, c => (Area.Of(c.Area).At(level)?.Path ?? c.Area)).OrderBy(f => f.Key, StringComparer.Ordinal)],
            [.. Figures(counts, c => c.Source.Word()).OrderByDescending(f => f.Leads).ThenBy(f => f.Key, StringComparer.Ordinal)],
            [.. Figures(counts, c => c.Hazard).OrderByDescending(f => f.Leads).ThenBy(f => f.Key, StringComparer.Ordinal)],
            [.. counts.GroupBy(c => c.Stage).OrderBy(g => g.Key).Select(g => Figure(g.Key.Word(), g))]);
    }

    private static IEnumerable<LedgerFigure> Figures(IEnumerable<LedgerCount> counts, Func<LedgerCount, string> key) =>
        counts.GroupBy(key, StringComparer.Ordinal).Select(g => Figure(g.Key, g));

    private static LedgerFigure Figure(string key, IEnumerable<LedgerCount> counts) =>
        new(key, counts.Sum(c => c.Leads), counts.Where(c => c.Stage.IsSettled()).Sum(c => c.Leads));
}
