using Mingchu.Contracts.Messages;
using Mingchu.Edge.Core.Rules;
using Mingchu.Edge.Core.Sensing;

namespace Mingchu.Edge.Core.Tests.Sensing;

[Trait("row", "A5")]
public sealed class SensorFoldTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private static readonly Sensor Store = new("store", "冷库", SensorKind.Find("temperature")!, SensorUnit.Celsius,
    [
        new("temperature-high", TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5)) { Above = 8, Hysteresis = 1 },
        new("temperature-low", TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5)) { Below = 0 },
        new("reading-missing", TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(2)),
    ])
    {
        StaleAfter = TimeSpan.FromSeconds(30),
    };

    /// <summary>One letter a second: h 9 degrees, n 7.5 (within the hysteresis of 8), o 4, c -1, . no reading.</summary>
    private static string Run(string story, Sensor? sensor = null)
    {
        sensor ??= Store;
        var (state, now, told) = (SensorState.Start(sensor), Noon, new List<string>());
        foreach (var letter in story)
        {
            now = now.AddSeconds(1);
            double? value = letter switch { 'h' => 9, 'n' => 7.5, 'o' => 4, 'c' => -1, _ => null };
            (state, var changes) = SensorFold.Step(state, sensor, value, now);
            told.AddRange(changes.Select(c => $"{c.Hazard} {c.Phase} {c.Sequence} {c.Verdict} {(now - Noon).TotalSeconds}".ToLowerInvariant()));
        }
        return string.Join("; ", told);
    }

    [Theory]
    [InlineData("h..........", "temperature-high raised 0 violation 11")]
    [InlineData("hhhhhhhhhhh", "temperature-high raised 0 violation 11")]
    [InlineData("h.........", "")]
    [InlineData("h........o....h.....", "")]
    [InlineData("h...n......", "")]
    [InlineData("h...n......h", "temperature-high raised 0 violation 12")]
    [InlineData("n..............", "")]
    [InlineData("h..........o.....", "temperature-high raised 0 violation 11; temperature-high cleared 1 compliant 17")]
    [InlineData("h..........n.........", "temperature-high raised 0 violation 11")]
    [InlineData("h..........o...h......", "temperature-high raised 0 violation 11")]
    [InlineData("c..........", "temperature-low raised 0 violation 11")]
    [InlineData("o.............................", "")]
    [InlineData("o..............................", "reading-missing raised 0 violation 31")]
    [InlineData("o...............................o..", "reading-missing raised 0 violation 31; reading-missing cleared 1 compliant 35")]
    [InlineData("...............................", "reading-missing raised 0 violation 31")]
    [InlineData("h..............................", "temperature-high raised 0 violation 11; temperature-high cleared 1 undetermined 31; reading-missing raised 0 violation 31")]
    public void A_threshold_must_be_broken_for_its_time_and_be_over_by_its_hysteresis(string story, string expected) => Assert.Equal(expected, Run(story));

    [Fact]
    public void Humidity_may_have_a_band_and_both_ends_break_it()
    {
        var sensor = new Sensor("air", "", SensorKind.Find("humidity")!, SensorUnit.Percent,
            [new("humidity", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)) { Above = 8, Below = 0 }]);
        Assert.Equal("humidity raised 0 violation 2; humidity cleared 1 compliant 4", Run("h.o.", sensor));
        Assert.Equal("humidity raised 0 violation 2", Run("c.", sensor));
    }

    [Fact]
    public void A_worse_value_is_news_after_five_minutes_and_the_alert_says_what_was_measured()
    {
        var (state, now, all) = (SensorState.Start(Store), Noon, new List<AlertChange>());
        for (var i = 0; i < 700; i++)
        {
            now = now.AddSeconds(1);
            (state, var changes) = SensorFold.Step(state, Store, i < 100 ? 9 : 15, now);
            all.AddRange(changes);
        }
        Assert.Equal([AlertPhase.Raised, AlertPhase.Updated], all.Select(c => c.Phase));
        Assert.Equal([9, 15], all.Select(c => c.Measured!.Value));
        Assert.All(all, c => Assert.Equal(("store", "store", "celsius"), (c.Camera, c.Sensor, c.Measured!.Unit)));
    }

    [Fact]
    public void Other_rules_keep_the_open_alerts_of_those_that_stay_and_withdraw_the_others()
    {
        var open = Enumerable.Range(1, 11).Aggregate(SensorState.Start(Store), (state, i) => SensorFold.Step(state, Store, 9, Noon.AddSeconds(i)).State);
        Assert.Equal(1, open.OpenAlerts);
        var fewer = Store with { Rules = [Store.Rules[2], Store.Rules[0]] };
        var (kept, nothing) = SensorFold.Adopt(open, Store, fewer);
        Assert.Equal((1, 0), (kept.OpenAlerts, nothing.Count));
        var looser = Store with { Rules = [Store.Rules[0] with { Above = 12 }] };
        var (gone, changes) = SensorFold.Adopt(open, Store, looser);
        Assert.Equal((0, AlertPhase.Cancelled, 1), (gone.OpenAlerts, Assert.Single(changes).Phase, changes[0].Sequence));
    }
}
