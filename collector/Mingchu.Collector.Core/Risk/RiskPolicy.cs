namespace Mingchu.Collector.Core.Risk;

/// <summary>Which indicators make the risk index of premises, and how much: data from <c>risk.json</c>.</summary>
/// <param name="Version">Name of this policy, 1..32 characters.</param>
/// <param name="RecomputeHours">How often every index is made anew, hours, &gt; 0.</param>
/// <param name="Indicators">What counts; what is not named does not.</param>
public sealed record RiskPolicy(string Version, double RecomputeHours, IReadOnlyDictionary<RiskIndicator, RiskWeight> Indicators)
{
    /// <summary>The policy compiled into this assembly.</summary>
    public static RiskPolicy Default { get; } = PolicyText.Default("risk.json", RiskPolicyFile.Parse);

    /// <summary>How far back an indicator looks, days; 0 when it does not count.</summary>
    public double Window(RiskIndicator indicator) => Indicators.TryGetValue(indicator, out var weight) ? weight.WindowDays : 0;
}

/// <summary>How much an indicator counts.</summary>
/// <param name="Points">Points for each, &gt; 0.</param>
/// <param name="Most">Most points it can make, &gt;= Points, &lt;= 100.</param>
/// <param name="WindowDays">How far back it looks, days, &gt; 0; of no meaning for what simply is.</param>
public sealed record RiskWeight(double Points, double Most, double WindowDays = 90);
