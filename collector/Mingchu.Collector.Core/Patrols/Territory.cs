using Mingchu.Collector.Core.Areas;

namespace Mingchu.Collector.Core.Patrols;

/// <summary>Which office premises belong to.</summary>
public static class Territory
{
    /// <summary>The area of the territorial office of premises in this area: its town, or where the premises lie above towns, that area itself.</summary>
    public static Area OfficeOf(Area area) => area.At(AreaLevel.Town) ?? area;
}
