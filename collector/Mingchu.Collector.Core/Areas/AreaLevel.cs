using System.Text.Json.Serialization;
using Mingchu.Contracts;

namespace Mingchu.Collector.Core.Areas;

/// <summary>The six levels of the tree of areas, from the root down; the number is the number of parts of the path.</summary>
[JsonConverter(typeof(KebabCase<AreaLevel>))]
public enum AreaLevel
{
    /// <summary>市.</summary>
    City = 1,

    /// <summary>县, or a district.</summary>
    County = 2,

    /// <summary>乡镇, or a street office.</summary>
    Town = 3,

    /// <summary>村居.</summary>
    Village = 4,

    /// <summary>网格.</summary>
    Grid = 5,

    /// <summary>单元.</summary>
    Unit = 6,
}

/// <summary>Words about levels.</summary>
public static class AreaLevels
{
    /// <summary>The word on the wire and in texts: <c>city</c>, <c>county</c>, ... <c>unit</c>.</summary>
    public static string Word(this AreaLevel level) => level switch
    {
        AreaLevel.City => "city",
        AreaLevel.County => "county",
        AreaLevel.Town => "town",
        AreaLevel.Village => "village",
        AreaLevel.Grid => "grid",
        AreaLevel.Unit => "unit",
        _ => throw new ArgumentOutOfRangeException(nameof(level)),
    };

    /// <summary>The level of a word; null when there is none.</summary>
    public static AreaLevel? Parse(string? word)
    {
        foreach (var level in Enum.GetValues<AreaLevel>())
            if (level.Word() == word)
                return level;
        return null;
    }
}
