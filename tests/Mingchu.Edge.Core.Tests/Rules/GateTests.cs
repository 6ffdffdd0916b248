using System.Text;
using Mingchu.Edge.Core.Rules;
using Mingchu.Edge.Core.Sight;

namespace Mingchu.Edge.Core.Tests.Rules;

/// <summary>What every check answers in every kind of view: where the hazard is in view, and where nothing is.</summary>
[Trait("row", "A3")]
public sealed class GateTests
{
    /// <summary>Of each view the answer to a scene that shows the hazard, then to one that shows nothing: v, c, u, or - for nothing to judge.</summary>
    private const string Golden = """
                           Clear Steamed Blurred Dark Blocked Moved
        no-cap             v-    uu      uu      uu   uu      v-
        no-mask            v-    uu      uu      uu   uu      v-
        mask-worn-wrong    v-    uu      uu      uu   uu      v-
        no-uniform         v-    uu      uu      uu   uu      v-
        no-gloves          v-    uu      uu      uu   uu      v-
        smoking            v-    uu      uu      uu   uu      v-
        phone-use          v-    uu      uu      uu   uu      v-
        intruder           v-    vu      vu      vu   uu      uu
        absent             cv    cu      cu      cu   uu      uu
        after-hours        v-    vu      vu      vu   uu      v-
        rodent             v-    uu      uu      uu   uu      v-
        cockroach          v-    uu      uu      uu   uu      v-
        cat-or-dog         v-    uu      uu      uu   uu      v-
        bin-uncovered      v-    uu      uu      uu   uu      v-
        bin-overflow       v-    uu      uu      uu   uu      v-
        floor-litter       v-    uu      uu      uu   uu      v-
        floor-wet          v-    uu      uu      uu   uu      v-
        worktop-dirty      v-    uu      uu      uu   uu      uu
        dishes-piled       v-    uu      uu      uu   uu      uu
        goods-on-floor     v-    uu      uu      uu   uu      uu
        misplaced-items    v-    uu      uu      uu   uu      uu
        carton-in-kitchen  v-    uu      uu      uu   uu      uu
        fire-smoke         v-    vu      vu      vu   uu      v-
        unattended-flame   v-    uu      uu      uu   uu      v-
        """;

    /// <summary>Everything is wrong at once, at 12 o'clock.</summary>
    private static readonly Scene Chaos = new(
    [
        Some.Head("cap=none", "mask=none", "clothes=street", "hands=bare"),
        Some.Head("mask=wrong"),
        .. ((string[])["cigarette", "phone", "rodent", "cockroach", "cat-or-dog", "bin-open", "bin-overflow", "litter", "wet-floor", "smoke"]).Select(type => Some.Thing(type)),
        Some.Thing("fire", 0.45f, 0.9f),
    ])
    { Objects = [Some.Object()], LocalTime = Some.At12 };

    private static Rule RuleOf(Condition condition) => condition.Hazard switch
    {
        "absent" => Some.RuleOf("absent", Some.Left, Some.Day),
        "after-hours" => Some.RuleOf("after-hours", hours: new([])),
        var hazard => Some.RuleOf(hazard, condition.NeedsZone ? Some.Left : null),
    };

    [Fact]
    public void A_view_that_is_not_fit_leaves_checks_undetermined_by_kind()
    {
        var table = new StringBuilder().Append(' ', 19).AppendJoin(' ', Enum.GetNames<ViewState>()).AppendLine();
        foreach (var condition in Condition.All)
        {
            table.Append(condition.Hazard.PadRight(19));
            table.AppendJoin(' ', Enum.GetValues<ViewState>().Select(view =>
            {
                var answers = ((Scene[])[Chaos, Scene.Empty with { LocalTime = Some.At12 }]).Select(s => Some.Letter(Some.Judge(RuleOf(condition), s with { View = view }).Verdict));
                return string.Concat(answers).PadRight(view.ToString().Length);
            }));
            table.AppendLine();
        }
        Assert.Equal(Golden, string.Join('\n', table.ToString().Split('\n').Select(l => l.TrimEnd())).TrimEnd());
    }

    [Fact]
    public void Smoke_is_told_from_steam_in_a_clear_view_only()
    {
        Scene smoke = new([Some.Thing("smoke")]);
        Assert.Equal('v', Some.Letter(Some.Judge(Some.RuleOf("fire-smoke"), smoke).Verdict));
        Assert.Equal('u', Some.Letter(Some.Judge(Some.RuleOf("fire-smoke"), smoke with { View = ViewState.Steamed }).Verdict));
    }

    [Fact]
    public void A_moved_camera_still_sees_what_no_drawing_is_needed_for()
    {
        Scene bare = new([Some.Head("cap=none")]) { View = ViewState.Moved };
        Assert.Equal('v', Some.Letter(Some.Judge(Some.RuleOf("no-cap"), bare).Verdict));
        Assert.Equal('u', Some.Letter(Some.Judge(Some.RuleOf("no-cap", Some.Left), bare).Verdict));
        Mask far = new(new([(0.9f, 0.9f), (1, 0.9f), (1, 1)]));
        Assert.Equal('u', Some.Letter(Some.Judge(Some.RuleOf("no-cap"), bare, far).Verdict));
        Assert.Equal('v', Some.Letter(Some.Judge(Some.RuleOf("no-cap"), bare, far with { Hazards = ["rodent"] }).Verdict));
    }

    [Fact]
    public void Clothes_of_one_in_a_staff_zone_cannot_be_told_in_steam()
    {
        Scene stranger = new([Some.Head("clothes=street")]) { View = ViewState.Steamed };
        Assert.Equal('u', Some.Letter(Some.Judge(Some.RuleOf("intruder", Some.Left with { StaffOnly = true }), stranger).Verdict));
    }

    [Theory]
    [InlineData(ViewState.Steamed)]
    [InlineData(ViewState.Blurred)]
    [InlineData(ViewState.Dark)]
    [InlineData(ViewState.Blocked)]
    [InlineData(ViewState.Moved)]
    public void No_view_that_hides_people_makes_a_post_unmanned(ViewState view)
    {
        Rulebook book = new("pastry", [Some.RuleOf("absent", Some.Left, Some.Day)], []);
        var empty = Scene.Empty with { LocalTime = Some.At12 };
        Assert.NotEmpty(Some.Run(book, Enumerable.Repeat(empty, 50)));
        Assert.Empty(Some.Run(book, Enumerable.Repeat(empty with { View = view }, 500)));
    }

    [Fact]
    public void Steam_over_an_open_matter_neither_ends_it_as_settled_nor_begins_a_second()
    {
        Rulebook book = new("pastry", [Some.RuleOf("rodent")], []);
        Scene rat = new([Some.Thing("rodent")]), steam = Scene.Empty with { View = ViewState.Steamed };
        var passing = Some.Run(book, [.. Enumerable.Repeat(rat, 12), .. Enumerable.Repeat(steam, 200), .. Enumerable.Repeat(rat, 12)]);
        Assert.Equal("Raised Violation", Assert.Single(passing.Select(c => $"{c.Change.Phase} {c.Change.Verdict}")));
        var staying = Some.Run(book, [.. Enumerable.Repeat(rat, 12), .. Enumerable.Repeat(steam, 1000)]);
        Assert.Equal(["Raised Violation", "Cleared Undetermined"], staying.Select(c => $"{c.Change.Phase} {c.Change.Verdict}"));
    }
}
