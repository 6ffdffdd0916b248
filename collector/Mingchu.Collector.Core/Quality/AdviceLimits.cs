using Mingchu.Contracts.Hazards;

namespace Mingchu.Collector.Core.Quality;

/// <summary>
/// When a suggestion is made. The numbers are choices of this project, not of a study: with 10 and 8 verdicts the effect told is still rough, so it
/// is told as what would have been, and a person decides.
/// </summary>
public sealed record AdviceLimits
{
    /// <summary>Confirmed samples that a threshold needs.</summary>
    public int MinConfirmed { get; init; } = 10;

    /// <summary>False alarms that a threshold needs.</summary>
    public int MinFalseAlarms { get; init; } = 8;

    /// <summary>Largest share of the confirmed that a threshold may lose, 0..1.</summary>
    public double MaxLost { get; init; } = 0.05;

    /// <summary>Least share of the false alarms that a suggestion must drop, 0..1.</summary>
    public double MinDropped { get; init; } = 0.5;

    /// <summary>False alarms that must lie in a region before it is masked.</summary>
    public int MinInRegion { get; init; } = 5;

    /// <summary>Days on which they must have come: a thing that is always there, not one bad evening.</summary>
    public int MinDays { get; init; } = 2;

    /// <summary>Largest region, as a share of the view.</summary>
    public double MaxArea { get; init; } = 0.1;

    /// <summary>Most regions at once.</summary>
    public int MaxRegions { get; init; } = 3;

    /// <summary>The limits for a hazard: of one that goes to the regulator by itself (grade 3: fire, rodents, gas) no confirmed one may be lost.</summary>
    public static AdviceLimits For(string hazard) => HazardList.Current.Find(hazard)?.Grade == 3 ? new() { MaxLost = 0 } : new();
}
