using System.Text.Json.Serialization;
using Mingchu.Collector.Core.Areas;
using Mingchu.Contracts;

namespace Mingchu.Collector.Core.Offices;

/// <summary>Offices of the market supervision.</summary>
[JsonConverter(typeof(KebabCase<OfficeKind>))]
public enum OfficeKind
{
    /// <summary>市场监管所 of a town.</summary>
    TownOffice,

    /// <summary>Bureau of a county.</summary>
    CountyBureau,

    /// <summary>Bureau of the city.</summary>
    CityBureau,

    /// <summary>Enforcement brigade of the city.</summary>
    Brigade,
}

/// <summary>Facts about kinds of offices.</summary>
public static class OfficeKinds
{
    /// <summary>The level of the area that such an office is of.</summary>
    public static AreaLevel Level(this OfficeKind kind) => kind switch
    {
        OfficeKind.TownOffice => AreaLevel.Town,
        OfficeKind.CountyBureau => AreaLevel.County,
        _ => AreaLevel.City,
    };

    /// <summary>The word on the wire and in texts: <c>town-office</c>.</summary>
    public static string Word(this OfficeKind kind) => kind switch
    {
        OfficeKind.TownOffice => "town-office",
        OfficeKind.CountyBureau => "county-bureau",
        OfficeKind.CityBureau => "city-bureau",
        _ => "brigade",
    };

    /// <summary>The kind of a word; null when there is none.</summary>
    public static OfficeKind? Parse(string? word)
    {
        foreach (var kind in Enum.GetValues<OfficeKind>())
            if (kind.Word() == word)
                return kind;
        return null;
    }
}
