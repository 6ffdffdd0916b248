using Mingchu.Edge.Core.Calendars;
using Mingchu.Edge.Core.Rules;
using Mingchu.Edge.Core.Tracking;

namespace Mingchu.Edge.Core.Tests.Rules.Conditions;

/// <summary>The flame is at 0.25, 0.5; a head, 0.04 wide and high, so many head sizes to its right.</summary>
[Trait("row", "A3")]
public sealed class UnattendedTests
{
    private static readonly Zone Stove = new("stove", new([(0.2f, 0.4f), (0.3f, 0.4f), (0.3f, 0.6f), (0.2f, 0.6f)]));

    private static readonly Zone Hob = Stove with { Hours = Some.Day };

    private static Track Away(float heads, string type = "head", bool visible = true) => Some.Thing(type, 0.25f + (heads * 0.04f), visible: visible);

    private static Scene Burning(params Track[] people) => new([Some.Thing("fire"), .. people]);

    [Theory]
    [InlineData("head", 3, true, 'c')]
    [InlineData("head", 6.4f, true, 'c')]
    [InlineData("head", 6.6f, true, 'v')]
    [InlineData("head", 3, false, 'c')] // lost sight of a moment ago
    [InlineData("hand", 3, true, 'c')]
    [InlineData("rodent", 3, true, 'v')]
    public void Somebody_within_reach_watches_the_flame(string type, float heads, bool visible, char expected)
    {
        foreach (var zone in (Zone?[])[null, Stove])
            Assert.Equal(expected, Some.Letter(Some.Judge(Some.RuleOf("unattended-flame", zone), Burning(Away(heads, type, visible))).Verdict));
    }

    [Fact]
    public void A_flame_alone_is_unattended_and_no_flame_is_nothing()
    {
        Assert.Equal("fire unattended", Assert.Single(Some.Judge(Some.RuleOf("unattended-flame"), Burning()).Boxes).Label);
        Assert.Null(Some.Judge(Some.RuleOf("unattended-flame"), Scene.Empty).Verdict);
        Assert.Null(Some.Judge(Some.RuleOf("unattended-flame", Stove), new([Some.Thing("fire", 0.75f)])).Verdict);
    }

    [Fact]
    public void Who_watches_one_flame_does_not_watch_another_far_away() =>
        Assert.Equal(0.9f, Assert.Single(Some.Judge(Some.RuleOf("unattended-flame"), new([Some.Thing("fire"), Away(2), Some.Thing("fire", 0.9f)])).Boxes).Box.Centre.X, 0.001f);

    [Theory]
    [InlineData(12, null, 'v')]
    [InlineData(12, 3f, 'c')]
    [InlineData(12, 12f, 'v')]
    [InlineData(22, null, '-')]
    [InlineData(null, null, 'u')]
    public void A_zone_with_hours_is_hot_in_them_though_no_flame_is_seen(int? hour, float? heads, char expected)
    {
        Scene scene = new(heads is { } h ? [Away(h)] : []) { LocalTime = hour is { } at ? Some.At12.Date.AddHours(at) : null };
        Assert.Equal(expected, Some.Letter(Some.Judge(Some.RuleOf("unattended-flame", Hob), scene).Verdict));
    }

    [Fact]
    public void A_flame_in_a_zone_with_hours_is_one_at_any_time() =>
        Assert.Equal('v', Some.Letter(Some.Judge(Some.RuleOf("unattended-flame", Hob with { Hours = new Hours([]) }), Burning() with { LocalTime = Some.At22 }).Verdict));
}
