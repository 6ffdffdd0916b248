using Mingchu.Edge.Core.Rules;

namespace Mingchu.Edge.Core.Tests.Rules.Conditions;

[Trait("row", "A2")]
public sealed class AttributeIsTests
{
    [Theory]
    [InlineData("no-cap", "cap=none", 'v')]
    [InlineData("no-cap", "cap=worn", 'c')]
    [InlineData("no-cap", "cap=?", 'u')]
    [InlineData("no-cap", "mask=none", 'u')]
    [InlineData("no-mask", "mask=none", 'v')]
    [InlineData("no-mask", "mask=wrong", 'c')]
    [InlineData("no-mask", "mask=worn", 'c')]
    [InlineData("mask-worn-wrong", "mask=wrong", 'v')]
    [InlineData("mask-worn-wrong", "mask=none", 'c')]
    [InlineData("mask-worn-wrong", "mask=?", 'u')]
    [InlineData("no-uniform", "clothes=street", 'v')]
    [InlineData("no-uniform", "clothes=work-wear", 'c')]
    [InlineData("no-uniform", "clothes=?", 'u')]
    [InlineData("no-gloves", "hands=bare", 'v')]
    [InlineData("no-gloves", "hands=glove", 'c')]
    public void The_value_of_one_head_decides(string hazard, string opinion, char expected) =>
        Assert.Equal(expected, Some.Letter(Some.Judge(Some.RuleOf(hazard), new([Some.Head(opinion)])).Verdict));

    [Theory]
    [InlineData("uniform=own", "clothes=street", 'c')]
    [InlineData("uniform=other", "clothes=work-wear", 'v')]
    [InlineData("uniform=?", "clothes=street", 'u')]
    public void Where_a_kitchen_enrolled_its_uniform_that_decides(string uniform, string clothes, char expected) =>
        Assert.Equal(expected, Some.Letter(Some.Judge(Some.RuleOf("no-uniform"), new([Some.Head(clothes, uniform)])).Verdict));

    [Fact]
    public void Nobody_in_view_is_nothing_to_judge_and_other_classes_are_not_asked()
    {
        Assert.Null(Some.Judge(Some.RuleOf("no-cap"), Scene.Empty).Verdict);
        Assert.Null(Some.Judge(Some.RuleOf("no-cap"), new([Some.Head("cap=none") with { Class = "cat-or-dog" }])).Verdict);
        Assert.Null(Some.Judge(Some.RuleOf("no-cap"), new([Some.Head("cap=none") with { Visible = false }])).Verdict);
    }

    [Fact]
    public void A_bare_hand_shows_what_the_head_does_not_and_the_box_says_how_it_was_seen()
    {
        Assert.Equal("hand", Assert.Single(Some.Judge(Some.RuleOf("no-gloves"), new([Some.Head("hands=?"), Some.Thing("hand")])).Boxes).Label);
        Assert.Equal("head hands=bare", Assert.Single(Some.Judge(Some.RuleOf("no-gloves"), new([Some.Head("hands=bare"), Some.Thing("glove")])).Boxes).Label);
    }
}
