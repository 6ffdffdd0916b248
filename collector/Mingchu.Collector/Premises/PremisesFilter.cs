using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Premises;

namespace Mingchu.Collector.Premises;

/// <summary>Which premises a list shows; an empty filter shows all that the viewer may see.</summary>
public sealed record PremisesFilter
{
    /// <summary>This area and what lies in it.</summary>
    public Area? Area { get; init; }

    public PremisesKind? Kind { get; init; }

    public PremisesStatus? Status { get; init; }

    public bool? Hot { get; init; }

    public bool? NoDineIn { get; init; }

    public bool? SchoolCanteen { get; init; }

    /// <summary>Only with (or without) a device.</summary>
    public bool? Kitchen { get; init; }

    /// <summary>Part of the name, address or licence number, or the id.</summary>
    public string? Text { get; init; }

    /// <summary>What is lacking: supervisors, coordinators, stale or any.</summary>
    public string? Gap { get; init; }

    /// <summary>Kinds of gaps that can be asked for.</summary>
    public static IReadOnlyList<string> GapWords { get; } = ["any", "supervisors", "coordinators", "stale"];

    /// <summary>The filter of an address, or the name of the parameter that says nonsense.</summary>
    public static (PremisesFilter? Filter, string? Fault) From(IQueryCollection query)
    {
        string? Word(string name) => query[name].ToString() is var text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
        string? fault = null;
        bool? Flag(string name)
        {
            var word = Word(name);
            if (word is not (null or "true" or "false"))
                fault ??= name;
            return word is null ? null : word == "true";
        }

        Area? area = null;
        if (Word("area") is { } path && !Core.Areas.Area.TryParse(path.Trim('/'), out area))
            fault = "area";
        var filter = new PremisesFilter
        {
            Area = area,
            Kind = PremisesWords.Kind(Word("kind")),
            Status = PremisesWords.Status(Word("status")),
            Hot = Flag("hot"),
            NoDineIn = Flag("noDineIn"),
            SchoolCanteen = Flag("schoolCanteen"),
            Kitchen = Flag("kitchen"),
            Text = Word("q"),
            Gap = Word("gap"),
        };
        if (Word("kind") is not null && filter.Kind is null)
            fault ??= "kind";
        if (Word("status") is not null && filter.Status is null)
            fault ??= "status";
        if (filter.Gap is { } gap && !GapWords.Contains(gap))
            fault ??= "gap";
        return fault is null ? (filter, null) : (null, fault);
    }
}
