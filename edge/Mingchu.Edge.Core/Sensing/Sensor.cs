namespace Mingchu.Edge.Core.Sensing;

/// <summary>A sensor in the kitchen and the rules for its readings.</summary>
/// <param name="Id">Id within the device, none of a camera.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Kind">What it measures.</param>
/// <param name="Unit">Unit of its readings, one of the kind's.</param>
/// <param name="Rules">At most one per hazard.</param>
public sealed record Sensor(string Id, string Name, SensorKind Kind, SensorUnit Unit, IReadOnlyList<SensorRule> Rules)
{
    /// <summary>Older readings say nothing of now, &gt; 0.</summary>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromMinutes(10);
}
