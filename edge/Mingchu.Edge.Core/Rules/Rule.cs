namespace Mingchu.Edge.Core.Rules;

/// <summary>A condition that must last: one matter per camera, zone and hazard.</summary>
/// <param name="Condition">What is watched.</param>
/// <param name="Dwell">How long the violation must last before an alert is raised, &gt; 0.</param>
/// <param name="Clear">How long it must be over before the alert is cleared, &gt; 0.</param>
/// <param name="Zone">Where; null is the whole picture.</param>
public sealed record Rule(Condition Condition, TimeSpan Dwell, TimeSpan Clear, Zone? Zone = null)
{
    /// <summary>Share of the frames of the dwell time that must show the violation (N of M), above 0.5.</summary>
    public double Share { get; init; } = 0.6;

    /// <summary>Frames that must show the violation, whatever the frame rate.</summary>
    public int MinVotes { get; init; } = 3;

    /// <summary>A pending violation not seen for this long begins anew. Also the longest step between two frames that time is counted over.</summary>
    public TimeSpan Gap { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Shortest time between two events of one alert, clearing excepted.</summary>
    public TimeSpan UpdateEvery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long people who cannot be told keep an alert open in all: a cook who turned away is not thereby compliant,
    /// but a far figure that never can be told must not keep it open for ever.
    /// </summary>
    public TimeSpan Doubt { get; init; } = TimeSpan.FromSeconds(60);
}
