using System.Globalization;
using Mingchu.Edge.Core.Calendars;

namespace Mingchu.Edge.Core.Tests.Calendars;

[Trait("row", "A7")]
public sealed class HoursTests
{
    private static readonly DayOfWeek[] Weekdays = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    /// <summary>Monday to Friday 06:30 to 21:30, Friday and Saturday 17:00 to 02:00; closed on Friday, October 2nd, and Saturday, October 10th.</summary>
    private static readonly Hours Kitchen = new(
        [new(Weekdays, new(6, 30), new(21, 30)), new([DayOfWeek.Friday, DayOfWeek.Saturday], new(17, 0), new(2, 0))],
        new HashSet<DateOnly> { new(2026, 10, 2), new(2026, 10, 10) });

    [Theory]
    [InlineData("2026-09-28 06:29:59", false)] // Monday
    [InlineData("2026-09-28 06:30:00", true)]
    [InlineData("2026-09-28 21:29:59", true)]
    [InlineData("2026-09-28 21:30:00", false)]
    [InlineData("2026-09-28 01:00:00", false)] // Sunday had no night shift
    [InlineData("2026-09-25 23:59:59", true)] // Friday
    [InlineData("2026-09-26 00:00:00", true)]
    [InlineData("2026-09-26 01:59:59", true)]
    [InlineData("2026-09-26 02:00:00", false)]
    [InlineData("2026-09-26 12:00:00", false)] // Saturday
    [InlineData("2026-09-27 01:00:00", true)] // Sunday, still Saturday's night
    [InlineData("2026-09-27 18:00:00", false)]
    [InlineData("2026-10-02 12:00:00", false)] // holiday
    [InlineData("2026-10-02 23:00:00", false)]
    [InlineData("2026-10-03 01:00:00", false)] // the night of the holiday did not begin
    [InlineData("2026-10-10 01:00:00", true)] // Friday's night runs into a holiday
    [InlineData("2026-10-10 18:00:00", false)]
    public void Hours_belong_to_the_day_they_begin_on(string local, bool inside) =>
        Assert.Equal(inside, Kitchen.Contains(DateTime.Parse(local, CultureInfo.InvariantCulture)));

    [Fact]
    public void From_a_time_to_the_same_is_a_whole_day()
    {
        var sunday = new Hours([new([DayOfWeek.Sunday], default, default)]);
        Assert.True(sunday.Contains(new(2026, 9, 27, 0, 0, 0)));
        Assert.True(sunday.Contains(new(2026, 9, 27, 23, 59, 59)));
        Assert.False(sunday.Contains(new(2026, 9, 28, 0, 0, 0)));
        Assert.False(sunday.Contains(new(2026, 9, 26, 23, 59, 59)));
    }

    [Fact]
    public void No_shift_is_never_and_the_first_day_of_all_is_no_trouble()
    {
        Assert.False(new Hours([]).Contains(new(2026, 9, 28, 12, 0, 0)));
        Assert.False(new Hours([new(Shift.EveryDay, new(22, 0), new(2, 0))]).Contains(DateTime.MinValue));
    }

    /// <summary>Berlin sets its clocks ahead on March 29th and back on October 25th, 2026, both between 2 and 3 in the morning.</summary>
    [Theory]
    [InlineData("2026-03-29T00:59:00Z", true)] // 01:59
    [InlineData("2026-03-29T01:00:00Z", false)] // 03:00, the hour from 2 to 3 is skipped
    [InlineData("2026-10-25T00:30:00Z", true)] // 02:30 for the first time
    [InlineData("2026-10-25T01:30:00Z", true)] // 02:30 again
    [InlineData("2026-10-25T02:00:00Z", false)] // 03:00
    public void Where_clocks_change_wall_time_counts(string utc, bool inside)
    {
        var night = new Hours([new(Shift.EveryDay, new(22, 0), new(3, 0))]);
        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        Assert.Equal(inside, night.Contains(local.DateTime));
    }

    [Fact]
    public void A_shift_over_midnight_is_two_that_end_and_begin_there()
    {
        var day = Gen.Int[0, 6].Select(d => (DayOfWeek)d);
        var time = Gen.Int[0, (24 * 60) - 1].Select(m => new TimeOnly(m / 60, m % 60));
        Gen.Select(day, time, time, Gen.Int[0, 14 * 24 * 60]).Where((_, from, to, _) => to < from && to > TimeOnly.MinValue).Sample((first, from, to, minutes) =>
        {
            var at = new DateTime(2026, 9, 21).AddMinutes(minutes);
            var whole = new Hours([new([first], from, to)]);
            var parts = new Hours([new([first], from, TimeOnly.MinValue), new([(DayOfWeek)(((int)first + 1) % 7)], TimeOnly.MinValue, to)]);
            Assert.Equal(parts.Contains(at), whole.Contains(at));
        });
    }
}
