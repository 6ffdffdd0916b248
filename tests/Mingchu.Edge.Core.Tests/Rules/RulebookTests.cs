using Mingchu.Contracts.Hazards;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Core.Rules;

namespace Mingchu.Edge.Core.Tests.Rules;

public sealed class RulebookTests
{
    [Fact]
    public void Every_condition_is_of_the_hazard_list_and_is_how_the_list_says_it_is_seen() =>
        Assert.All(Condition.All, c => Assert.Equal($"attributes:{c.Attribute}", HazardList.Current.Find(c.Hazard)?.SeenBy));

    [Fact]
    public void Every_hazard_has_one_condition() => Assert.Equal(Condition.All.Count, Condition.All.DistinctBy(c => c.Hazard).Count());

    [Theory]
    [InlineData("none", Verdict.Violation, Verdict.Compliant)]
    [InlineData("wrong", Verdict.Compliant, Verdict.Violation)]
    [InlineData("worn", Verdict.Compliant, Verdict.Compliant)]
    [InlineData(null, Verdict.Undetermined, Verdict.Undetermined)]
    public void A_mask_worn_wrong_is_another_hazard_than_none(string? mask, Verdict noMask, Verdict wornWrong)
    {
        var head = Some.Head('c') with { Attributes = [new("mask", mask, 0.9f, 5)] };
        Assert.Equal(noMask, Condition.All.Single(c => c.Hazard == "no-mask").Judge(head));
        Assert.Equal(wornWrong, Condition.All.Single(c => c.Hazard == "mask-worn-wrong").Judge(head));
    }

    [Fact]
    public void Times_come_from_the_hazard_list_unless_set()
    {
        var book = Rulebook.Create("pastry", HazardList.Current, [new("no-cap") { Dwell = TimeSpan.FromSeconds(3) }, new("no-mask") { Enabled = false }]);
        var rule = book.Rules.Single(r => r.Condition.Hazard == "no-cap");
        Assert.Equal((3, HazardList.Current.Find("no-cap")!.ClearSeconds), (rule.Dwell.TotalSeconds, rule.Clear.TotalSeconds));
        Assert.DoesNotContain(book.Rules, r => r.Condition.Hazard == "no-mask");
        Assert.Contains(book.Rules, r => r.Condition.Hazard == "mask-worn-wrong");
    }

    [Fact]
    public void Zones_make_a_rule_each()
    {
        Zone[] zones = [new("oven", new([(0, 0), (1, 0), (0, 1)])), new("table", new([(1, 1), (1, 0), (0, 1)]))];
        var book = Rulebook.Create("pastry", HazardList.Current, [new("no-cap") { Zones = zones }]);
        Assert.Equal(zones, book.Rules.Where(r => r.Condition.Hazard == "no-cap").Select(r => r.Zone));
    }

    [Fact]
    public void A_hazard_nothing_shows_is_not_known()
    {
        Assert.True(Rulebook.Knows("no-cap"));
        Assert.False(Rulebook.Knows("rodent"));
    }

    [Fact]
    public void A_state_of_another_rulebook_is_refused() =>
        Assert.Throws<ArgumentException>(() => RuleFold.Step(RulesState.Start(Some.Book), new("pastry", [], []), Scene.Empty, Some.Noon));
}
