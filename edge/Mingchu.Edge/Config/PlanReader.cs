using Mingchu.Edge.Core.Geometry;
using Mingchu.Edge.Core.Rules;

namespace Mingchu.Edge.Config;

/// <summary>Reads <c>zones</c> and <c>masks</c> of a camera.</summary>
internal static class PlanReader
{
    // One thousandth of the picture: about 30 x 30 pixels of 1280 x 720. Smaller is a slip of the mouse.
    private const float SmallestArea = 0.001f;

    public static CameraPlan Read(YamlScope camera, HoursConfig hours) => new()
    {
        Zones = ReadZones(camera.List("zones"), hours),
        Masks = ReadMasks(camera.List("masks")),
        Opening = hours.Of(hours.Opening),
        Duty = hours.Of(hours.Duty),
    };

    private static List<Zone> ReadZones(IReadOnlyList<YamlScope> scopes, HoursConfig hours)
    {
        var zones = new List<Zone>();
        foreach (var scope in scopes)
        {
            var id = scope.Value("id", ConfigReader.Id, required: true);
            var area = ReadArea(scope);
            var hazards = scope.Values("for", Hazard, required: true);
            var shifts = scope.Has("hours") ? HoursReader.ReadShifts(scope.List("hours", required: true)) : null;
            var zone = new Zone(id ?? "", area ?? new([]))
            {
                Hazards = hazards,
                Rules = RuleReader.Read(scope.List("rules"), hazards),
                Hours = hours.Of(shifts),
                StaffOnly = scope.Flag("staffOnly", false),
            };
            scope.Close();
            if (zones.Any(z => z.Id == id))
                scope.Wrong("id", $"'{id}' is used by another zone of this camera");
            CheckHours(scope, zone, hours);
            zones.Add(zone);
        }
        return zones;
    }

    private static void CheckHours(YamlScope scope, Zone zone, HoursConfig hours)
    {
        if (zone.Hazards.Contains("absent") && hours.Duty is null)
            scope.Wrong("for", "absent needs duty hours: add hours.duty to the camera or to the file");
        if (zone.Hazards.Contains("after-hours") && hours.Opening is null)
            scope.Wrong("for", "after-hours needs opening hours: add hours.opening to the camera or to the file");
        if (zone.Hours is not null && !zone.Hazards.Contains("intruder") && !zone.Hazards.Contains("unattended-flame"))
            scope.Wrong("hours", "is for zones of intruder (when people may be there) or unattended-flame (when the stove is hot)");
        if (zone.StaffOnly && !zone.Hazards.Contains("intruder"))
            scope.Wrong("staffOnly", "is for zones of intruder");
    }

    private static List<Mask> ReadMasks(IReadOnlyList<YamlScope> scopes)
    {
        var masks = new List<Mask>();
        foreach (var scope in scopes)
        {
            var area = ReadArea(scope);
            var hazards = scope.Has("for") ? scope.Values("for", Hazard, required: true) : [];
            scope.Close();
            masks.Add(new(area ?? new([])) { Hazards = hazards });
        }
        return masks;
    }

    private static Polygon? ReadArea(YamlScope scope)
    {
        if (scope.Points("area") is not { } points)
            return null;
        var polygon = new Polygon(points);
        var wrong = points.Count is < 3 or > 64 ? $"has {points.Count} points; 3 to 64 make an area"
            : polygon.CrossesItself ? "crosses itself; list the points in order around the area"
            : polygon.Area < SmallestArea ? "is smaller than a thousandth of the picture"
            : null;
        if (wrong is null)
            return polygon;
        scope.Wrong("area", wrong);
        return null;
    }

    private static (string?, string?) Hazard(string text)
    {
        var (hazard, error) = RuleReader.Hazard(text);
        return error is not null ? (null, error)
            : Rulebook.Knows(text) ? (hazard!.Code, null)
            : (null, $"hazard '{text}' is of the whole camera and has no place in the picture");
    }
}
