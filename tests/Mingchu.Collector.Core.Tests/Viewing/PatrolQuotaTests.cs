using System.Globalization;
using Mingchu.Collector.Core.Viewing;

namespace Mingchu.Collector.Core.Tests.Viewing;

[Trait("row", "D4")]
public class PatrolQuotaTests
{
    private static readonly PatrolQuota Catering = new("餐饮科", ["zhang", "li"], 5, Weekly: false), Emergency = new("应急中心", ["chen"], 3, Weekly: true);

    [Theory]
    [InlineData("2026-03-01", "2026-02-23", "2026-03-01")]
    [InlineData("2026-03-02", "2026-03-02", "2026-03-08")]
    [InlineData("2026-12-31", "2026-12-28", "2027-01-03")]
    public void A_week_goes_from_Monday_to_Sunday(string day, string from, string until)
    {
        var progress = Emergency.On(Day(day), []);
        Assert.Equal((Day(from), Day(until), 0, 3), (progress.From, progress.Until, progress.Done, progress.Count));
    }

    [Fact]
    public void A_month_is_the_calendars()
    {
        var progress = Catering.On(new(2028, 2, 29), []);
        Assert.Equal((new DateOnly(2028, 2, 1), new DateOnly(2028, 2, 29)), (progress.From, progress.Until));
    }

    [Fact]
    public void Several_looks_into_one_kitchen_on_one_day_are_one_patrol_of_the_section()
    {
        var day = new DateOnly(2026, 3, 10);
        PatrolLook[] looks =
        [
            new("zhang", "ming", day), new("li", "ming", day), new("zhang", "ming", day.AddDays(1)), new("li", "chen-noodles", day),
            new("chen", "other", day), new("zhang", "ming", new(2026, 2, 28)), new("zhang", "ming", new(2026, 4, 1)),
        ];
        Assert.Equal(3, Catering.On(day, looks).Done);
        Assert.Equal(1, Emergency.On(day, looks).Done);
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
