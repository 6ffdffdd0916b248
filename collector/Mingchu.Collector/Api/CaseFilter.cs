using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;

namespace Mingchu.Collector.Api;

/// <summary>Which cases a list shows; an empty filter shows all.</summary>
public sealed record CaseFilter
{
    /// <summary>Word for every stage in which something is left to do.</summary>
    public const string UnsettledWord = "unsettled";

    public Stage? Stage { get; init; }

    /// <summary>Only cases in which something is left to do.</summary>
    public bool Unsettled { get; init; }

    public string? Hazard { get; init; }

    public int? Grade { get; init; }

    /// <summary>Part of the name, or the id, of the premises.</summary>
    public string? Premises { get; init; }

    /// <summary><c>{device}/{camera}</c>: cases with an alert of this camera.</summary>
    public string? Camera { get; init; }

    /// <summary>Cases in this area, with all that lies in it.</summary>
    public Area? Area { get; init; }

    /// <summary>Cases in these hands: an office's worklist.</summary>
    public Role? Holder { get; init; }

    /// <summary>Whether anything is filtered.</summary>
    public bool IsEmpty => this == new CaseFilter();

    /// <summary>The filter from the words of an address; null when the stage, the holder or the area is none.</summary>
    public static CaseFilter? From(string? stage, string? hazard, int? grade, string? premises, string? camera = null, string? holder = null, string? area = null)
    {
        var filter = new CaseFilter { Hazard = Text(hazard), Grade = grade, Premises = Text(premises), Camera = Text(camera), Holder = RoleRules.Parse(Text(holder)) };
        if (Text(holder) is not null && filter.Holder is null)
            return null;
        if (Text(area) is { } path)
        {
            if (!Core.Areas.Area.TryParse(path, out var place))
                return null;
            filter = filter with { Area = place };
        }

        if (Text(stage) is not { } word)
            return filter;
        if (word == UnsettledWord)
            return filter with { Unsettled = true };
        foreach (var known in Enum.GetValues<Stage>())
            if (known.Word() == word)
                return filter with { Stage = known };
        return null;
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
