namespace Mingchu.Edge.Core.Sensing;

/// <summary>A threshold that must be broken for a time. Without a threshold: no reading for a time.</summary>
/// <param name="Hazard">Code of the hazard list.</param>
/// <param name="Dwell">How long it must last before an alert is raised, &gt; 0.</param>
/// <param name="Clear">How long it must be over before the alert is cleared, &gt; 0.</param>
public sealed record SensorRule(string Hazard, TimeSpan Dwell, TimeSpan Clear)
{
    /// <summary>Values above break it; in the sensor's unit.</summary>
    public double? Above { get; init; }

    /// <summary>Values below break it; in the sensor's unit.</summary>
    public double? Below { get; init; }

    /// <summary>How far inside the threshold a value must come back before it counts as over, &gt;= 0.</summary>
    public double Hysteresis { get; init; }

    /// <summary>Whether it waits for readings instead of judging them.</summary>
    public bool WaitsForReadings => Above is null && Below is null;

    /// <summary>How far a value lies beyond the threshold; 0 or less is within.</summary>
    public double Excess(double value) => Math.Max(value - Above ?? double.NegativeInfinity, Below - value ?? double.NegativeInfinity);
}
