using System.Collections.Frozen;
using System.Text.Json;

namespace Mingchu.Contracts.Hazards;

/// <summary>The one hazard list of the product, read from the embedded <c>hazards.json</c>. Adding a hazard starts with a line there.</summary>
/// <param name="Version">Semantic version of the list; alerts carry it. A new hazard raises the minor number.</param>
/// <param name="Hazards">All hazards in the list's order.</param>
public sealed record HazardList(string Version, IReadOnlyList<Hazard> Hazards)
{
    /// <summary>The list compiled into this assembly.</summary>
    public static HazardList Current { get; } = Load();

    private FrozenDictionary<string, Hazard>? byCode;

    /// <summary>The hazard with this code, or null when the list does not know it.</summary>
    public Hazard? Find(string code) =>
        (byCode ??= Hazards.ToFrozenDictionary(h => h.Code, StringComparer.Ordinal)).GetValueOrDefault(code);

    private static HazardList Load()
    {
        using var stream = typeof(HazardList).Assembly.GetManifestResourceStream("hazards.json")
            ?? throw new InvalidOperationException("hazards.json is not embedded in Mingchu.Contracts");
        return JsonSerializer.Deserialize(stream, ContractJson.Default.HazardList)
            ?? throw new InvalidOperationException("hazards.json is empty");
    }
}
