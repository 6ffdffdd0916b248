using System.Globalization;
using Mingchu.Collector.Core.Calm;

namespace Mingchu.Collector.Core.Tests.Calm;

/// <summary>When a matter that comes and goes is held as one.</summary>
public sealed class FlapControlTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 4, 0, 0, TimeSpan.Zero);

    // Begins with 4 changes in 10 minutes, ends after 5 minutes with fewer than 2.
    private static readonly FlapLimit Limit = new(4, 2, 10, 5, []);

    [Theory]
    [InlineData("", 0, null, "nothing happened")]
    [InlineData("0 1 2", 3, null, "one too few")]
    [InlineData("0 1 2 3", 3, "3", "the fourth begins it")]
    [InlineData("3 1 0 2", 3, "3", "in whatever order they are known")]
    [InlineData("0 4 8 12", 12, null, "the first has left the window")]
    [InlineData("0 1 2 3 9", 2.9, null, "what is later does not count")]
    [InlineData("0 1 2 3", 11.9, "3", "two are left: not yet below the end")]
    [InlineData("0 1 2 3", 16.9, "3", "below the end, but not long enough")]
    [InlineData("0 1 2 3", 17, null, "five minutes of calm")]
    [InlineData("0 1 2 3 14 15", 21, "3", "calm was broken before its time was over")]
    [InlineData("0 1 2 3 14 15", 30, null, "and came in the end")]
    [InlineData("0 1 2 3 11 14 20 23 29 32", 33, "3", "fewer than it began with keep it going")]
    [InlineData("0 1 2 3 30 31 32 33", 33, "33", "it begins anew after calm")]
    [InlineData("0 1 2 3 30 31 32", 33, null, "after calm it needs the upper number again")]
    [InlineData("5 5 5 5", 5, "5", "all at one moment")]
    public void It_begins_at_the_upper_number_and_ends_after_some_time_below_the_lower(string changes, double now, string? since, string why)
    {
        var flap = FlapControl.Of(Limit, [.. changes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(c => At(double.Parse(c, CultureInfo.InvariantCulture)))], At(now));
        Assert.True(since is null ? flap is null : flap?.Since == At(double.Parse(since, CultureInfo.InvariantCulture)), why);
    }

    [Fact]
    public void Whatever_happens_it_flaps_above_the_upper_number_and_never_long_after_the_last_change() => (
        from begin in Gen.Int[2, 9]
        from end in Gen.Int[1, begin - 1]
        from window in Gen.Int[1, 20]
        from calm in Gen.Int[0, 14]
        from changes in Gen.Int[0, 240].Array[0, 60]
        from now in Gen.Int[0, 320]
        select (Limit: new FlapLimit(begin, end, window, calm, []), Changes: Array.ConvertAll(changes, c => At(c / 2.0)), Now: At(now / 2.0))).Sample(some =>
    {
        var (limit, changes, now) = some;
        int Within(DateTimeOffset at, double minutes) => changes.Count(c => c <= at && at < c.AddMinutes(minutes));
        var flap = FlapControl.Of(limit, changes, now);
        // At the upper number it always flaps, and it began when that number was reached.
        Assert.True(Within(now, limit.WindowMinutes) < limit.Begin || flap is not null);
        Assert.True(flap is null || (Within(flap.Since, limit.WindowMinutes) >= limit.Begin && flap.Since <= now && flap.Changes == Within(now, limit.WindowMinutes)));
        // When the window was empty for the time of calm it is over.
        Assert.True(flap is null || Within(now, limit.WindowMinutes + limit.CalmMinutes) > 0);
        // With one number and no time of calm it is a plain limit.
        Assert.Equal(Within(now, limit.WindowMinutes) >= limit.Begin, FlapControl.Of(limit with { End = limit.Begin, CalmMinutes = 0 }, changes, now) is not null);
        // The order in which changes are known makes no difference, nor does what is still to come.
        Assert.Equal(flap, FlapControl.Of(limit, [.. changes.Where(c => c <= now).OrderDescending()], now));
    });

    private static DateTimeOffset At(double minutes) => Start.AddMinutes(minutes);
}
