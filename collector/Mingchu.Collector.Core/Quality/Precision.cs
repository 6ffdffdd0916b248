namespace Mingchu.Collector.Core.Quality;

/// <summary>How often alerts were so, as supervisors saw it.</summary>
/// <param name="Confirmed">Samples that were so.</param>
/// <param name="FalseAlarms">Samples that were not.</param>
/// <param name="Unjudged">Samples without a verdict; they count in nothing else.</param>
public sealed record Precision(int Confirmed, int FalseAlarms, int Unjudged)
{
    /// <summary>Two-sided 95 % of the normal distribution.</summary>
    private const double Z = 1.959963984540054;

    /// <summary>Samples with a verdict.</summary>
    public int Judged => Confirmed + FalseAlarms;

    /// <summary>Share of the judged samples that were so, 0..1; null without any.</summary>
    public double? Share => Judged == 0 ? null : (double)Confirmed / Judged;

    /// <summary>
    /// Where the true share lies with 95 % confidence: Wilson's interval (1927), which also holds for few samples and shares near 0 and 1.
    /// All of 0..1 without any.
    /// </summary>
    public (double Low, double High) Interval
    {
        get
        {
            if (Judged == 0)
                return (0, 1);
            var (n, p) = ((double)Judged, (double)Confirmed / Judged);
            var middle = p + (Z * Z / (2 * n));
            var half = Z * Math.Sqrt((p * (1 - p) / n) + (Z * Z / (4 * n * n)));
            var whole = 1 + (Z * Z / n);
            // At the ends the formula gives exactly 0 and 1, but for rounding.
            return (Confirmed == 0 ? 0 : (middle - half) / whole, FalseAlarms == 0 ? 1 : (middle + half) / whole);
        }
    }

    /// <summary>The count of these samples.</summary>
    public static Precision Of(IEnumerable<Sample> samples)
    {
        var (confirmed, wrong, unjudged) = (0, 0, 0);
        foreach (var sample in samples)
            _ = sample.Judgement switch
            {
                Judgement.Confirmed => ++confirmed,
                Judgement.FalseAlarm => ++wrong,
                _ => ++unjudged,
            };
        return new(confirmed, wrong, unjudged);
    }
}
