using System.Globalization;
using Mingchu.Edge.Core.Calendars;

namespace Mingchu.Edge.Config;

/// <summary>Reads <c>hours</c>, of the box or of a camera.</summary>
internal static class HoursReader
{
    private static readonly string[] DayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    /// <summary>What is not said stays as in <paramref name="fallback"/>.</summary>
    public static HoursConfig Read(YamlScope scope, HoursConfig fallback)
    {
        var config = new HoursConfig
        {
            TimeZone = scope.Value("timeZone", TimeZone) ?? fallback.TimeZone,
            Opening = scope.Has("opening") ? ReadShifts(scope.List("opening")) : fallback.Opening,
            Duty = scope.Has("duty") ? ReadShifts(scope.List("duty")) : fallback.Duty,
            Holidays = scope.Has("holidays") ? scope.Values("holidays", Date).Select(d => (DateOnly)d).ToHashSet() : fallback.Holidays,
        };
        scope.Close();
        return config;
    }

    /// <summary>Entries <c>{days, from, to}</c>; a wrong one is left out and told.</summary>
    public static IReadOnlyList<Shift> ReadShifts(IReadOnlyList<YamlScope> scopes)
    {
        var shifts = new List<Shift>();
        foreach (var scope in scopes)
        {
            var days = scope.Has("days") ? scope.Values("days", Days, required: true).SelectMany(d => d).Distinct().ToArray() : Shift.EveryDay;
            var from = scope.Value("from", text => Time(text, midnight: false), required: true) as TimeOnly?;
            var midnight = false;
            var to = scope.Value("to", text => Time(text, midnight: midnight = text == "24:00"), required: true) as TimeOnly?;
            scope.Close();
            if (from is null || to is null)
                continue;
            if (from == to && !midnight)
                scope.Wrong("to", "is the same as from; write 00:00 to 24:00 for the whole day");
            shifts.Add(new(days, from.Value, to.Value));
        }
        return shifts;
    }

    private static (TimeZoneInfo?, string?) TimeZone(string text) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone) ? (zone, null)
        : (null, $"'{text}' is not a time zone this machine knows (its list comes with the package tzdata); write one like Asia/Shanghai");

    private static (object?, string?) Date(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? (date, null)
        : (null, $"'{text}' is not a date like 2026-10-01");

    // The end of the day is the first moment of the next.
    private static (object?, string?) Time(string text, bool midnight) =>
        midnight ? (TimeOnly.MinValue, null)
        : TimeOnly.TryParseExact(text, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? (time, null)
        : (null, $"'{text}' is not a time of day like 06:30");

    /// <summary>One day, or a range as <c>mon-fri</c>, which may go over the end of the week.</summary>
    private static (IReadOnlyList<DayOfWeek>?, string?) Days(string text)
    {
        var ends = text.ToLowerInvariant().Split('-', StringSplitOptions.TrimEntries).Select(name => Array.IndexOf(DayNames, name)).ToArray();
        if (ends.Length is not (1 or 2) || ends.Contains(-1))
            return (null, $"'{text}' is not a day or a range of days; write mon, tue, wed, thu, fri, sat, sun or mon-fri");
        var count = ((ends[^1] - ends[0] + 7) % 7) + 1;
        return ([.. Enumerable.Range(ends[0], count).Select(i => (DayOfWeek)((i + 1) % 7))], null);
    }
}
