using Mingchu.Edge.Core.Rules;

namespace Mingchu.Edge.Core.Tests.Rules.Conditions;

[Trait("row", "A3")]
public sealed class NewObjectTests
{
    [Theory]
    [InlineData("goods-on-floor")]
    [InlineData("misplaced-items")]
    [InlineData("dishes-piled")]
    [InlineData("worktop-dirty")]
    [InlineData("carton-in-kitchen")]
    [InlineData("floor-litter")]
    public void What_is_new_in_a_zone_is_what_the_zone_is_drawn_for(string hazard)
    {
        var rule = Some.RuleOf(hazard, Some.Left);
        Assert.Equal(("new object", 0.7f), Assert.Single(Some.Judge(rule, Scene.Empty with { Objects = [Some.Object(), Some.Object(0.75f)] }).Boxes.Select(b => (b.Label, b.Score))));
        Assert.Null(Some.Judge(rule, Scene.Empty with { Objects = [Some.Object(0.75f)] }).Verdict);
        Assert.Null(Some.Judge(rule, Scene.Empty).Verdict);
        Assert.Null(Some.Judge(rule, Scene.Empty with { Objects = [Some.Object()] }, new Mask(Some.Left.Area)).Verdict);
        Assert.Null(Some.Judge(Some.RuleOf(hazard), Scene.Empty with { Objects = [Some.Object()] }).Verdict);
    }

    [Fact]
    public void Litter_seen_by_class_and_as_a_new_object_is_one_matter()
    {
        var both = new Scene([Some.Thing("litter")]) { Objects = [Some.Object()] };
        Assert.Equal(["litter", "new object"], Some.Judge(Some.RuleOf("floor-litter", Some.Left), both).Boxes.Select(b => b.Label));
        Assert.Equal(["litter"], Some.Judge(Some.RuleOf("floor-litter"), both).Boxes.Select(b => b.Label));
        Rulebook book = new("pastry", [Some.RuleOf("floor-litter", Some.Left)], []);
        var turns = Enumerable.Range(0, 60).Select(i => i % 10 < 5 ? both with { Objects = [] } : both with { Tracks = [] });
        Assert.Single(Some.Run(book, turns));
    }
}
