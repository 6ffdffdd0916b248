using Mingchu.Edge.Core.Calendars;
using Mingchu.Edge.Core.Geometry;

namespace Mingchu.Edge.Core.Rules;

/// <summary>Whether a rule of one rulebook is the same in another: what it watches, where, when, behind which masks and how patiently.</summary>
internal static class RuleIdentity
{
    public static bool Same(Rulebook before, Rule old, Rulebook after, Rule rule) =>
        old.Condition == rule.Condition
        && (old.Dwell, old.Clear, old.Share, old.MinConfidence) == (rule.Dwell, rule.Clear, rule.Share, rule.MinConfidence)
        && Same(old.Zone, rule.Zone)
        && Same(old.Hours, rule.Hours)
        && Hiding(before, old).SequenceEqual(Hiding(after, rule));

    private static IEnumerable<(float, float)> Hiding(Rulebook book, Rule rule) =>
        book.Masks.Where(m => m.Hides(rule.Condition.Hazard)).SelectMany(m => Closed(m.Area));

    // The end of each polygon is marked by a point that no picture has.
    private static IEnumerable<(float, float)> Closed(Polygon area) => area.Corners.Append((-1, -1));

    private static bool Same(Zone? old, Zone? zone) => old is null || zone is null
        ? old is null && zone is null
        : old.Id == zone.Id && old.StaffOnly == zone.StaffOnly && old.Area.Corners.SequenceEqual(zone.Area.Corners);

    private static bool Same(Hours? old, Hours? hours) => old is null || hours is null
        ? old is null && hours is null
        : old.Holidays.SetEquals(hours.Holidays) && old.Shifts.Count == hours.Shifts.Count
            && old.Shifts.Zip(hours.Shifts).All(pair => pair.First.From == pair.Second.From && pair.First.To == pair.Second.To && pair.First.Days.SequenceEqual(pair.Second.Days));
}
