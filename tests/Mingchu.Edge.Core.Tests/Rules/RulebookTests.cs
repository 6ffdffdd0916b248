using Mingchu.Contracts.Hazards;
using Mingchu.Edge.Core.Calendars;
using Mingchu.Edge.Core.Rules;

namespace Mingchu.Edge.Core.Tests.Rules;

public sealed class RulebookTests
{
    private static readonly Zone Floor = Some.Left with { Id = "floor", Hazards = ["goods-on-floor", "rodent"] };

    [Fact]
    public void Each_condition_is_one_hazard_of_the_list_and_sees_it_as_the_list_says() =>
        Assert.All(Condition.All.CountBy(c => c.Hazard), pair =>
        {
            Assert.Equal(1, pair.Value);
            var condition = Condition.All.Single(c => c.Hazard == pair.Key);
            Assert.Equal((condition.SeenBy, condition.NeedsZone), (HazardList.Current.Find(pair.Key)?.SeenBy.Replace(", sensor", "", StringComparison.Ordinal), HazardList.Current.Find(pair.Key)?.NeedsZone));
        });

    [Fact]
    public void Each_hazard_that_the_list_says_is_seen_in_a_scene_has_a_condition() =>
        Assert.All(HazardList.Current.Hazards, h => Assert.Equal(h.SeenBy is not ("none" or "capture" or "sight" or "clock" or "sensor" or "person"), Rulebook.Knows(h.Code)));

    [Fact]
    public void The_parts_of_a_condition_are_of_its_hazard() =>
        Assert.All(Condition.All.OfType<Condition.AnyOf>(), any => Assert.All(any.Ways, way => Assert.Equal(any.Hazard, way.Hazard)));

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
    public void The_narrowest_setting_of_each_value_holds()
    {
        RuleSettings box = new("rodent") { Dwell = TimeSpan.FromSeconds(4), Share = 0.7, Enabled = false }, camera = new("rodent") { Enabled = true, MinConfidence = 0.5 };
        var zone = Floor with { Rules = [new("rodent") { Share = 0.9 }] };
        var book = Rulebook.Create("pastry", HazardList.Current, [box, camera], new() { Zones = [zone, Some.Left with { Hazards = ["rodent"] }] });
        Assert.Equal([("floor", 4, 0.9, 0.5), ("left", 4, 0.7, 0.5)],
            book.Rules.Where(r => r.Condition.Hazard == "rodent").Select(r => (r.Zone!.Id, r.Dwell.TotalSeconds, r.Share, r.MinConfidence)));
    }

    [Fact]
    public void A_hazard_is_watched_in_the_zones_drawn_for_it_or_in_the_whole_picture_unless_it_needs_one()
    {
        var book = Rulebook.Create("pastry", HazardList.Current, [], new() { Zones = [Floor] });
        Assert.Equal(["rodent in floor", "goods-on-floor in floor"], book.Rules.Where(r => r.Zone is not null).Select(r => $"{r.Condition.Hazard} in {r.Zone!.Id}"));
        Assert.Contains(book.Rules, r => r is { Condition.Hazard: "cockroach", Zone: null });
        Assert.DoesNotContain("misplaced-items", book.Hazards);
        Assert.Contains(new("misplaced-items", null, Missing.Zone), book.Unwatched);
    }

    [Fact]
    public void What_is_not_watched_is_told_with_the_reason()
    {
        var senses = new Senses(type => type is "head" or "rodent", (type, attribute) => (type, attribute) is ("head", "mask"));
        var zones = new[] { Some.Left with { Hazards = ["absent", "intruder"], StaffOnly = true } };
        var book = Rulebook.Create("pastry", HazardList.Current, [new("no-mask") { Enabled = false }], new() { Zones = zones, Opening = Some.Day }, senses);
        Assert.Equal(["mask-worn-wrong", "after-hours", "rodent"], book.Hazards);
        Assert.Equal(Condition.All.Count, book.Hazards.Count + book.Unwatched.Count);
        Assert.Equal(
            [("no-mask", null, Missing.Switch), ("no-gloves", null, Missing.Switch), ("goods-on-floor", null, Missing.Zone), ("no-cap", null, Missing.Model),
                ("intruder", "left", Missing.Model), ("absent", "left", Missing.Hours)],
            from hazard in (string[])["no-mask", "no-gloves", "goods-on-floor", "no-cap", "intruder", "absent"]
            from unwatched in book.Unwatched
            where unwatched.Hazard == hazard
            select (unwatched.Hazard, unwatched.Zone, unwatched.Because));
    }

    [Fact]
    public void A_model_without_heads_makes_no_post_unmanned_and_no_flame_unattended()
    {
        var plan = new CameraPlan { Zones = [Some.Left with { Hazards = ["absent", "unattended-flame"], Hours = Some.Day }], Duty = Some.Day };
        Assert.Equal(["fire-smoke"], Rulebook.Create("pastry", HazardList.Current, [], plan, new(type => type == "fire", (_, _) => false)).Hazards);
    }

    [Fact]
    public void What_policy_must_ask_for_is_watched_when_asked()
    {
        Assert.DoesNotContain("no-gloves", Rulebook.Create("pastry", HazardList.Current, []).Hazards);
        Assert.Contains("no-gloves", Rulebook.Create("pastry", HazardList.Current, [new("no-gloves") { Enabled = true }]).Hazards);
        var drawn = new CameraPlan { Zones = [Some.Left with { Hazards = ["no-gloves"] }] };
        Assert.Contains("no-gloves", Rulebook.Create("pastry", HazardList.Current, [], drawn).Hazards);
        Assert.DoesNotContain("no-gloves", Rulebook.Create("pastry", HazardList.Current, [new("no-gloves") { Enabled = false }], drawn).Hazards);
    }

    [Fact]
    public void Each_rule_has_the_hours_that_count_for_it()
    {
        Hours night = new([]), delivery = new([]);
        var zone = Some.Left with { Hazards = ["absent", "intruder", "unattended-flame", "rodent"], Hours = delivery };
        var book = Rulebook.Create("pastry", HazardList.Current, [], new() { Zones = [zone], Opening = Some.Day, Duty = night });
        Assert.Same(night, book.Rules.Single(r => r.Condition.Hazard == "absent").Hours);
        Assert.Same(Some.Day, book.Rules.Single(r => r.Condition.Hazard == "after-hours").Hours);
        Assert.Same(delivery, book.Rules.Single(r => r.Condition.Hazard == "intruder").Hours);
        Assert.Same(delivery, book.Rules.Single(r => r.Condition.Hazard == "unattended-flame").Hours);
        Assert.Null(book.Rules.Single(r => r.Condition.Hazard == "rodent").Hours);
    }

    [Fact]
    public void A_hazard_nothing_shows_is_not_known()
    {
        Assert.True(Rulebook.Knows("no-cap"));
        Assert.False(Rulebook.Knows("fly"));
    }

    [Fact]
    public void A_state_of_another_rulebook_is_refused() =>
        Assert.Throws<ArgumentException>(() => RuleFold.Step(RulesState.Start(Some.Book), new("pastry", [], []), Scene.Empty, Some.Noon));
}
