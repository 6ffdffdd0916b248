namespace Mingchu.Edge.Core.Sensing;

/// <summary>What a kind of sensor measures and what it can show.</summary>
/// <param name="Name">Word in the configuration.</param>
/// <param name="Units">Units it may have, the usual one first.</param>
/// <param name="Hazards">Codes of the hazard list that its readings can show, beside <see cref="Missing"/>.</param>
public sealed record SensorKind(string Name, IReadOnlyList<SensorUnit> Units, IReadOnlyList<string> Hazards)
{
    /// <summary>Hazard that every kind has: no reading comes.</summary>
    public const string Missing = "reading-missing";

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<SensorKind> All { get; } =
    [
        new("temperature", [SensorUnit.Celsius], ["temperature-high", "temperature-low"]),
        new("humidity", [SensorUnit.Percent], ["humidity"]),
        new("gas", [SensorUnit.State, SensorUnit.PercentLel, SensorUnit.Ppm], ["gas"]),
        new("smoke", [SensorUnit.State], ["fire-smoke"]),
        new("door", [SensorUnit.State], ["door-open"]),
        new("water-leak", [SensorUnit.State], ["water-leak"]),
    ];

    /// <summary>The kind of this name, or null.</summary>
    public static SensorKind? Find(string name) => All.FirstOrDefault(k => k.Name == name);

    /// <summary>Whether some sensor can show this hazard.</summary>
    public static bool Knows(string hazard) => hazard == Missing || All.Any(k => k.Hazards.Contains(hazard));
}
