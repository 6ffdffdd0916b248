namespace Mingchu.Collector.Core.Routing;

/// <summary>A node of the routing tree. An empty condition matches everything.</summary>
/// <param name="Grades">Grades it takes, 1..3.</param>
/// <param name="Groups">Hazard groups it takes.</param>
/// <param name="Hazards">Hazard codes it takes.</param>
/// <param name="Areas">Areas it takes, with everything below them.</param>
/// <param name="To">Who is told when no child takes the matter.</param>
/// <param name="Routes">Children, tried in order; the first that matches takes the matter.</param>
/// <param name="Continue">Whether the siblings after this one are tried as well.</param>
public sealed record Route(
    IReadOnlyList<int> Grades,
    IReadOnlyList<string> Groups,
    IReadOnlyList<string> Hazards,
    IReadOnlyList<string> Areas,
    IReadOnlyList<Destination> To,
    IReadOnlyList<Route> Routes,
    bool Continue)
{
    /// <summary>Whether every condition of this node holds.</summary>
    public bool Takes(Matter matter) =>
        (Grades.Count == 0 || Grades.Contains(matter.Grade)) &&
        (Groups.Count == 0 || Groups.Contains(matter.Group, StringComparer.Ordinal)) &&
        (Hazards.Count == 0 || Hazards.Contains(matter.Hazard, StringComparer.Ordinal)) &&
        (Areas.Count == 0 || Areas.Any(area => IsWithin(matter.Area, area)));

    /// <summary>Destinations of a matter this node takes; nothing when it does not take it.</summary>
    public IEnumerable<Destination> Match(Matter matter)
    {
        if (!Takes(matter))
            return [];
        var found = new List<Destination>();
        var taken = false;
        foreach (var child in Routes.Where(r => r.Takes(matter)))
        {
            taken = true;
            found.AddRange(child.Match(matter));
            if (!child.Continue)
                break;
        }
        return taken ? found : To;
    }

    private static bool IsWithin(string area, string wider) =>
        area.StartsWith(wider, StringComparison.Ordinal) && (area.Length == wider.Length || area[wider.Length] == '/');
}
