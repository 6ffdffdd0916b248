using System.Globalization;

namespace Mingchu.Collector.Core.Risk;

/// <summary>The risk index of premises with everything it is made of.</summary>
/// <param name="Value">0..100, one decimal.</param>
/// <param name="Parts">What made it, the most first; together more than 100 are cut.</param>
/// <param name="Policy">Version of the policy.</param>
public sealed record RiskIndex(double Value, IReadOnlyList<RiskPart> Parts, string Policy)
{
    /// <summary>Highest index.</summary>
    public const double Highest = 100;

    /// <summary>The index of these facts.</summary>
    /// <param name="policy">What counts.</param>
    /// <param name="facts">How many of each indicator, &gt;= 0; what is missing is 0.</param>
    public static RiskIndex Of(RiskPolicy policy, IReadOnlyDictionary<RiskIndicator, int> facts)
    {
        var parts = policy.Indicators
            .Select(i => new RiskPart(i.Key, facts.GetValueOrDefault(i.Key), Math.Min(i.Value.Most, i.Value.Points * facts.GetValueOrDefault(i.Key)), i.Value.WindowDays))
            .Where(p => p.Points > 0).OrderByDescending(p => p.Points).ThenBy(p => p.Indicator).ToList();
        return new(Math.Round(Math.Min(Highest, parts.Sum(p => p.Points)), 1), parts, policy.Version);
    }
}

/// <summary>One part of a risk index.</summary>
/// <param name="Indicator">What.</param>
/// <param name="Count">How many, &gt;= 1.</param>
/// <param name="Points">What they make, &gt; 0.</param>
/// <param name="WindowDays">How far back was looked, days.</param>
public sealed record RiskPart(RiskIndicator Indicator, int Count, double Points, double WindowDays)
{
    /// <summary>In words.</summary>
    public Phrase Because() => Phrase.Of("risk." + Indicator.Word(), Count.ToString(CultureInfo.InvariantCulture),
        WindowDays.ToString("0.##", CultureInfo.InvariantCulture), Points.ToString("0.##", CultureInfo.InvariantCulture));
}
