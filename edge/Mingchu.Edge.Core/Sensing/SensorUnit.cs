namespace Mingchu.Edge.Core.Sensing;

/// <summary>A unit of readings. What lies outside its range is no measurement but a fault of the sensor or of the message.</summary>
/// <param name="Name">Word on the wire and in the configuration.</param>
/// <param name="Lowest">Smallest value that can be.</param>
/// <param name="Highest">Largest value that can be.</param>
public sealed record SensorUnit(string Name, double Lowest, double Highest)
{
    /// <summary>Degrees Celsius; from the coldest deep-freezer to a pizza oven.</summary>
    public static SensorUnit Celsius { get; } = new("celsius", -100, 600);

    /// <summary>Relative humidity, per cent.</summary>
    public static SensorUnit Percent { get; } = new("percent", 0, 100);

    /// <summary>Per cent of the lower explosive limit.</summary>
    public static SensorUnit PercentLel { get; } = new("percent-lel", 0, 100);

    /// <summary>Parts per million by volume.</summary>
    public static SensorUnit Ppm { get; } = new("ppm", 0, 1_000_000);

    /// <summary>0: closed, dry, no alarm; 1: open, wet, alarm.</summary>
    public static SensorUnit State { get; } = new("state", 0, 1);

    /// <summary>Whether a value can be; not a number can't.</summary>
    public bool Allows(double value) => value >= Lowest && value <= Highest && (this != State || value is 0 or 1);
}
