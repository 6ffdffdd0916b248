namespace Mingchu.Collector.Core.Labels;

/// <summary>
/// Hazards that are the mere presence of a thing, with its classes. Only for them a false alarm says that the picture shows no such thing: a false
/// "phone use" may well show a phone, a false "intruder" a head.
/// </summary>
public static class HazardThings
{
    private static readonly Dictionary<string, string[]> Classes = new(StringComparer.Ordinal)
    {
        ["rodent"] = ["rodent"],
        ["cockroach"] = ["cockroach"],
        ["fly"] = ["fly"],
        ["cat-or-dog"] = ["cat-or-dog"],
        ["bin-uncovered"] = ["bin-open"],
        ["bin-overflow"] = ["bin-overflow"],
        ["floor-litter"] = ["litter"],
        ["floor-wet"] = ["wet-floor"],
        ["fire-smoke"] = ["fire", "smoke"],
        ["smoking"] = ["cigarette"],
    };

    /// <summary>The classes; empty when the hazard is more than a thing in the picture.</summary>
    public static IReadOnlyList<string> Of(string hazard) => Classes.GetValueOrDefault(hazard, []);
}
