using Mingchu.Edge.Core.Rules;

namespace Mingchu.Edge.Core.Tests.Rules.Conditions;

[Trait("row", "A3")]
public sealed class SeenTests
{
    [Theory]
    [InlineData("rodent", "rodent", 'v')]
    [InlineData("cockroach", "cockroach", 'v')]
    [InlineData("cockroach", "rodent", '-')]
    [InlineData("cat-or-dog", "cat-or-dog", 'v')]
    [InlineData("bin-uncovered", "bin-open", 'v')]
    [InlineData("bin-uncovered", "bin", '-')]
    [InlineData("bin-uncovered", "bin-overflow", '-')]
    [InlineData("bin-overflow", "bin-overflow", 'v')]
    [InlineData("bin-overflow", "bin-open", '-')]
    [InlineData("floor-litter", "litter", 'v')]
    [InlineData("floor-wet", "wet-floor", 'v')]
    [InlineData("fire-smoke", "fire", 'v')]
    [InlineData("fire-smoke", "smoke", 'v')]
    [InlineData("smoking", "cigarette", '-')]
    public void A_thing_in_view_is_the_hazard_of_its_class_alone(string hazard, string type, char expected)
    {
        var sighting = Some.Judge(Some.RuleOf(hazard), new([Some.Thing(type)]));
        Assert.Equal(expected, Some.Letter(sighting.Verdict));
        Assert.Equal(expected == 'v' ? [type] : [], sighting.Boxes.Select(b => b.Label));
    }

    [Fact]
    public void A_tentative_detection_keeps_an_alert_and_never_raises_one()
    {
        var (rule, faint) = (Some.RuleOf("rodent"), new Scene([Some.Thing("rodent", tentative: true)]));
        Rulebook book = new("pastry", [rule], []);
        Assert.Equal('u', Some.Letter(Sighting.Of(rule, book, faint).Verdict));
        Assert.Equal('v', Some.Letter(Sighting.Of(rule, book, faint, keep: true).Verdict));
    }

    [Theory]
    [InlineData(0.81f, 'v', 'v')]
    [InlineData(0.79f, 'u', 'v')]
    [InlineData(0.61f, 'u', 'v')]
    [InlineData(0.59f, 'u', 'u')]
    public void A_score_keeps_an_alert_that_is_too_low_to_raise_one(float score, char raises, char keeps)
    {
        var (rule, scene) = (Some.RuleOf("rodent") with { MinConfidence = 0.8 }, new Scene([Some.Thing("rodent", score: score)]));
        Rulebook book = new("pastry", [rule], []);
        Assert.Equal(raises, Some.Letter(Sighting.Of(rule, book, scene).Verdict));
        Assert.Equal(keeps, Some.Letter(Sighting.Of(rule, book, scene, keep: true).Verdict));
    }

    [Fact]
    public void Only_what_is_in_the_zone_and_not_masked_counts()
    {
        var inLeft = Some.RuleOf("rodent", Some.Left);
        Assert.Equal('v', Some.Letter(Some.Judge(inLeft, new([Some.Thing("rodent", 0.4f)])).Verdict));
        Assert.Equal('-', Some.Letter(Some.Judge(inLeft, new([Some.Thing("rodent", 0.6f)])).Verdict));
        Mask all = new(Some.Left.Area), forFire = all with { Hazards = ["fire-smoke"] };
        Assert.Equal('-', Some.Letter(Some.Judge(Some.RuleOf("rodent"), new([Some.Thing("rodent")]), all).Verdict));
        Assert.Equal('v', Some.Letter(Some.Judge(Some.RuleOf("rodent"), new([Some.Thing("rodent")]), forFire).Verdict));
        Assert.Equal('-', Some.Letter(Some.Judge(Some.RuleOf("fire-smoke"), new([Some.Thing("fire")]), forFire).Verdict));
    }
}
