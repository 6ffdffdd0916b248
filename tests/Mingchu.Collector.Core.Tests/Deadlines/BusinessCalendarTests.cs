using System.Globalization;
using Mingchu.Collector.Core.Deadlines;

namespace Mingchu.Collector.Core.Tests.Deadlines;

public sealed class BusinessCalendarTests
{
    private static readonly BusinessCalendar Calendar = BusinessCalendar.Default;

    [Theory]
    [InlineData("2026-02-13", true)]
    [InlineData("2026-02-14", true)] // Saturday, made up for the Spring Festival
    [InlineData("2026-02-16", false)] // Monday of the Spring Festival
    [InlineData("2026-02-23", false)]
    [InlineData("2026-02-28", true)]
    [InlineData("2026-05-04", false)]
    [InlineData("2026-09-20", true)] // Sunday, made up for the National Day
    [InlineData("2025-01-26", true)]
    [InlineData("2025-10-08", false)]
    [InlineData("2026-11-28", false)] // plain Saturday
    [InlineData("2027-02-08", false)]
    [InlineData("2031-10-01", true)] // a year the file does not know: a Wednesday
    public void Holidays_and_made_up_days_are_known(string day, bool works) =>
        Assert.Equal(works, Calendar.IsWorkingDay(DateOnly.Parse(day, CultureInfo.InvariantCulture)));

    // The lunar calendar of the platform must agree with the days of the law that the file names.
    [Theory]
    [InlineData(2025)]
    [InlineData(2026)]
    [InlineData(2027)]
    public void The_festivals_of_the_moon_are_off(int year)
    {
        var moon = new ChineseLunisolarCalendar();
        int Month(int month) => moon.GetLeapMonth(year) is > 0 and var leap && month >= leap ? month + 1 : month;
        foreach (var (month, day) in new[] { (1, 1), (1, 2), (1, 3), (5, 5), (8, 15) })
            Assert.Contains(DateOnly.FromDateTime(moon.ToDateTime(year, Month(month), day, 0, 0, 0, 0)), Calendar.Years[year].Off);
    }

    [Theory]
    [InlineData("2026-11-26T02:00:00Z", 1, "2026-11-27T09:30:00Z")]
    [InlineData("2026-11-27T02:00:00Z", 1, "2026-11-30T09:30:00Z")]
    [InlineData("2026-09-30T02:00:00Z", 1, "2026-10-08T09:30:00Z")]
    [InlineData("2026-02-13T02:00:00Z", 2, "2026-02-24T09:30:00Z")]
    [InlineData("2026-11-26T17:00:00Z", 1, "2026-11-30T09:30:00Z")] // already Friday in China
    public void Working_days_count_after_the_day_it_begins(string from, int days, string due) =>
        Assert.Equal(At(due), Calendar.Due(At(from), new(WorkingDays: days)));

    [Theory]
    [InlineData("2026-11-26T02:00:00Z", 2, "2026-11-26T04:00:00Z")] // 10:00 to 12:00
    [InlineData("2026-11-26T03:00:00Z", 2, "2026-11-26T07:30:00Z")] // over noon
    [InlineData("2026-11-27T09:00:00Z", 1, "2026-11-30T01:00:00Z")] // over the weekend
    [InlineData("2026-11-28T09:00:00Z", 0.5, "2026-11-30T01:00:00Z")]
    public void Working_hours_count_only_while_offices_are_open(string from, double hours, string due) =>
        Assert.Equal(At(due), Calendar.Due(At(from), new(WorkingHours: hours)));

    [Fact]
    public void Plain_hours_run_day_and_night() =>
        Assert.Equal(At("2026-10-01T20:00:00Z"), Calendar.Due(At("2026-10-01T16:00:00Z"), new(Hours: 4)));

    [Fact]
    public void Office_time_added_is_office_time_between() =>
        Gen.Select(Gen.Int[0, 60 * 24 * 700], Gen.Int[1, 60 * 200]).Sample((start, minutes) =>
        {
            var from = At("2025-01-01T00:00:00Z").AddMinutes(start);
            var time = TimeSpan.FromMinutes(minutes);
            Assert.Equal(time, Calendar.WorkingTime(from, Calendar.AddWorkingTime(from, time)));
        });

    [Fact]
    public void A_year_that_is_not_known_says_so()
    {
        var from = At("2026-12-01T00:00:00Z");
        Assert.Empty(Calendar.Doubts(from, from.AddDays(10)));
        Assert.Equal(["calendar.not-arranged", "calendar.unknown"], Calendar.Doubts(from, At("2028-01-02T00:00:00Z")).Select(d => d.Code));
        Assert.Contains("2028", Calendar.Doubts(At("2028-02-01T00:00:00Z"), At("2028-02-02T00:00:00Z"))[0].In(new("zh-CN")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_file_is_told_line_by_line()
    {
        var (calendar, errors) = CalendarFile.Parse("""
            {"version": "", "utcOffset": "x", "hours": ["12:00-08:00"], "years": {"26": {"arranged": true, "off": [], "work": []},
             "2026": {"arranged": true, "off": ["02-30"], "work": ["05-05..05-01"]}}}
            """);
        Assert.Null(calendar);
        Assert.Equal(["version", "utcOffset", "hours[0]", "hours", "years.26", "years.2026.off[0]", "years.2026.work[0]"], errors.Select(e => e.Split(':')[0]));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
