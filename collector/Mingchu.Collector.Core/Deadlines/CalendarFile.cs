using System.Globalization;

namespace Mingchu.Collector.Core.Deadlines;

/// <summary>The JSON form of a <see cref="BusinessCalendar"/>; comments and trailing commas are allowed, unknown names are not.</summary>
public static class CalendarFile
{
    /// <summary>The calendar, or every error with its path.</summary>
    public static (BusinessCalendar? Calendar, IReadOnlyList<string> Errors) Parse(string json) => PolicyText.Parse(json, PolicyForms.Default.CalendarForm, Build);

    private static BusinessCalendar Build(CalendarForm form, List<string> wrong)
    {
        PolicyText.Version(form.Version, wrong);
        if (!TimeSpan.TryParse(form.UtcOffset.TrimStart('+'), CultureInfo.InvariantCulture, out var offset) || offset.Duration() > TimeSpan.FromHours(14))
            wrong.Add($"utcOffset: '{form.UtcOffset}' is not like +08:00");
        var hours = form.Hours.Select((h, i) => Hours(h, $"hours[{i}]", wrong)).OfType<OfficeHours>().ToList();
        if (hours.Count == 0)
            wrong.Add("hours: give at least one stretch like 08:30-12:00");
        for (var i = 1; i < hours.Count; i++)
            if (hours[i].From < hours[i - 1].To)
                wrong.Add($"hours[{i}]: begins before the one before it ends");
        var years = new Dictionary<int, CalendarYear>();
        foreach (var (name, year) in form.Years)
            if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 2000 and <= 2100)
                years[number] = new(year.Arranged, Days(number, year.Off, $"years.{name}.off", wrong), Days(number, year.Work, $"years.{name}.work", wrong));
            else
                wrong.Add($"years.{name}: is not a year");
        return new(form.Version, offset, hours, years);
    }

    internal static BusinessCalendar LoadDefault() => PolicyText.Default("calendar.json", Parse);

    private static OfficeHours? Hours(string text, string path, List<string> errors)
    {
        if (text.Split('-') is [var from, var to] && Time(from, out var start) && Time(to, out var end) && start < end)
            return new(start, end);
        errors.Add($"{path}: '{text}' is not like 08:30-12:00");
        return null;
    }

    private static bool Time(string text, out TimeOnly time) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    private static HashSet<DateOnly> Days(int year, IReadOnlyList<string> texts, string path, List<string> errors)
    {
        HashSet<DateOnly> days = [];
        foreach (var (text, i) in texts.Select((t, i) => (t, i)))
        {
            var ends = text.Split("..");
            if (ends.Length <= 2 && Day(year, ends[0], out var first) && Day(year, ends[^1], out var last) && first <= last)
                for (var day = first; day <= last; day = day.AddDays(1))
                    days.Add(day);
            else
                errors.Add($"{path}[{i}]: '{text}' is not a day like 05-01 or days like 05-01..05-05");
        }

        return days;
    }

    private static bool Day(int year, string text, out DateOnly day) =>
        DateOnly.TryParseExact($"{year:D4}-{text}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}

internal sealed record CalendarForm(string Version, string UtcOffset, IReadOnlyList<string> Hours, IReadOnlyDictionary<string, YearForm> Years);

internal sealed record YearForm(bool Arranged, IReadOnlyList<string> Off, IReadOnlyList<string> Work);
