using System.Globalization;

namespace Mingchu.Collector.Core.Patrols;

/// <summary>What is known of the trade of premises.</summary>
/// <param name="Id">Of the premises.</param>
/// <param name="IsMarked">Marked hot in the register.</param>
/// <param name="MonthlyOrders">Orders a month; null when not known.</param>
/// <param name="Category">Category of the platforms' rankings; empty when not known.</param>
public sealed record Trade(string Id, bool IsMarked, int? MonthlyOrders, string Category);

/// <summary>网红 premises: many orders, the top of their category, or marked so.</summary>
public static class HotPremises
{
    /// <summary>The hot ones of an area by id, each with its first reason.</summary>
    /// <param name="area">All premises in business there.</param>
    /// <param name="policy">What makes hot.</param>
    public static IReadOnlyDictionary<string, Phrase> Of(IReadOnlyCollection<Trade> area, HotPolicy policy)
    {
        var ranks = area.Where(t => t.Category.Length > 0 && t.MonthlyOrders > 0).GroupBy(t => t.Category, StringComparer.Ordinal)
            // As many as are ordered equally often share a rank.
            .SelectMany(g => g.Select(t => (t.Id, t.Category, Rank: 1 + g.Count(o => o.MonthlyOrders > t.MonthlyOrders))))
            .Where(r => r.Rank <= policy.TopOfCategory).ToDictionary(r => r.Id, StringComparer.Ordinal);
        Dictionary<string, Phrase> hot = new(StringComparer.Ordinal);
        foreach (var trade in area)
            if (trade.MonthlyOrders >= policy.MonthlyOrders)
                hot[trade.Id] = Phrase.Of("hot.orders", Number(trade.MonthlyOrders.Value), Number(policy.MonthlyOrders));
            else if (ranks.TryGetValue(trade.Id, out var rank))
                hot[trade.Id] = Phrase.Of("hot.category", rank.Category, Number(rank.Rank));
            else if (trade.IsMarked)
                hot[trade.Id] = Phrase.Of("hot.marked");
        return hot;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
