using System.Globalization;

namespace Mingchu.Collector.Core.Quality;

/// <summary>What past verdicts say about a setting of one hazard on one camera. Closed union.</summary>
public abstract record Advice
{
    private Advice()
    {
    }

    /// <summary>Why, in words.</summary>
    public abstract Phrase Because { get; }

    /// <summary>Raise <c>minConfidence</c> of the rule.</summary>
    /// <param name="MinConfidence">0.01..0.99 in steps of 0.01.</param>
    /// <param name="Effect">What it would have done.</param>
    public sealed record Threshold(double MinConfidence, Effect Effect) : Advice
    {
        /// <inheritdoc/>
        public override Phrase Because => Phrase.Of("quality.threshold", [MinConfidence.ToString("0.00", CultureInfo.InvariantCulture), .. Effect.Values]);
    }

    /// <summary>Mask parts of the view in which only false alarms lay.</summary>
    /// <param name="Regions">1..3.</param>
    /// <param name="Effect">What they would have done.</param>
    public sealed record Masks(IReadOnlyList<Region> Regions, Effect Effect) : Advice
    {
        /// <inheritdoc/>
        public override Phrase Because => Phrase.Of("quality.mask", [Regions.Count.ToString(CultureInfo.InvariantCulture), .. Effect.Values]);
    }

    /// <summary>Nothing is suggested.</summary>
    public sealed record Nothing(Phrase Why) : Advice
    {
        /// <inheritdoc/>
        public override Phrase Because => Why;
    }
}

/// <summary>What a setting would have done to the samples it was chosen from.</summary>
public sealed record Effect(int FalseAlarmsDropped, int FalseAlarms, int ConfirmedDropped, int Confirmed)
{
    internal string[] Values => [.. new[] { FalseAlarmsDropped, FalseAlarms, ConfirmedDropped, Confirmed }.Select(n => n.ToString(CultureInfo.InvariantCulture))];
}
