using System.Globalization;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Core.Rules;

namespace Mingchu.Edge.Core.Tests.Rules;

[Trait("row", "A2")]
public sealed class RuleFoldTests
{
    private static string Many(char letter, int count) => new(letter, count);

    /// <summary>Five frames per second, dwell 2 s (10 frames), clear 3 s (15 frames); R raised, C cleared, with the frame's number.</summary>
    [Theory]
    [InlineData("10v", "")]
    [InlineData("11v", "R10")]
    [InlineData("60v", "R10")]
    [InlineData("100u", "")]
    [InlineData("100.", "")]
    [InlineData("100c", "")]
    [InlineData("11v 15c", "R10 C25")]
    [InlineData("11v 14c 20v", "R10")]
    [InlineData("11v 15.", "R10 C25")]
    [InlineData("11v 8c 7.", "R10 C25")]
    [InlineData("11v 100u", "R10")]
    [InlineData("11v 10u 15c", "R10 C35")]
    [InlineData("11v 300u 15.", "R10 C325")]
    [InlineData("11v 400u", "R10 C325")]
    [InlineData("11v 15c 11v 15c", "R10 C25 R36 C51")]
    [InlineData("5v 3c 5v", "R10")]
    [InlineData("4v 5c 12v", "R15")]
    [InlineData("4v 5u 12v", "R15")]
    [InlineData("3v 5c 3v", "")]
    [InlineData("5v 11c 10v", "")]
    [InlineData("5v 11u 10v", "")]
    [InlineData("5v 11. 11v", "R26")]
    [InlineData("11u 11v", "R21")]
    public void An_alert_is_raised_after_dwell_and_cleared_when_it_is_over(string story, string expected) =>
        Assert.Equal(expected, Told(Some.Run(Frames(story))));

    private static string Frames(string story) =>
        string.Concat(story.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => Many(part[^1], int.Parse(part[..^1], CultureInfo.InvariantCulture))));

    private static string Told(IEnumerable<(int Frame, AlertChange Change)> changes) =>
        string.Join(' ', changes.Select(c => $"{(c.Change.Phase == AlertPhase.Raised ? "R" : c.Change.Phase == AlertPhase.Cleared ? "C" : "?")}{c.Frame}"));

    /// <summary>As above; w is a bare head that is too unsure to raise an alert and sure enough to keep it (0.6 to 0.8).</summary>
    [Theory]
    [InlineData("100w", "")]
    [InlineData("11v 100w", "R10")]
    [InlineData("11v 100w 15c", "R10 C125")]
    [InlineData("11v 50w 15c 100w", "R10 C75")]
    [InlineData("6v 4w 4v", "R10")]
    [InlineData("6v 6w 3v", "")]
    public void What_is_too_weak_to_raise_an_alert_keeps_it(string story, string expected)
    {
        Rulebook book = new("pastry", [Some.Rule with { MinConfidence = 0.8 }], []);
        Assert.Equal(expected, Told(Some.Run(book, Frames(story).Select(f => f == 'w' ? new([Some.Head('v', confidence: 0.7f)]) : Some.Scene(f)))));
    }

    /// <summary>As above: stray frames do not keep an alert for ever, one frame in four does.</summary>
    [Theory]
    [InlineData(50, "R10 C25")]
    [InlineData(16, "R10 C26")]
    [InlineData(8, "R10 C31")]
    [InlineData(4, "R10")]
    public void A_stray_violation_does_not_keep_an_alert_and_a_frequent_one_does(int every, string expected)
    {
        var frames = Many('v', 11) + string.Concat(Enumerable.Range(1, 400).Select(i => i % every == every / 2 ? 'v' : 'c'));
        Assert.Equal(expected, Told(Some.Run(frames)));
    }

    [Theory]
    [InlineData("bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", true)]
    [InlineData("bbbbbbbbbbb........bbbbbbbbbbbbbbbbb", true)] // somebody stands before it, less than a quarter of the dwell time
    [InlineData("bbbbbbbbbbbbb..............bbbbbbbbb", false)]
    [InlineData("bb.bb.bb.bb.bb.bb.bb.bb.bb.bb.bb.bb.", true)]
    [InlineData("b..b..b..b..b..b..b..b..b..b..b..b..", false)]
    public void A_long_dwell_time_bears_a_short_interruption(string seconds, bool raised)
    {
        Rulebook book = new("pastry", [new(Some.Condition("bin-uncovered"), TimeSpan.FromSeconds(34), TimeSpan.FromSeconds(10))], []);
        var frames = seconds.SelectMany(s => Enumerable.Repeat(s == 'b' ? new Scene([Some.Thing("bin-open")]) : Scene.Empty, 5));
        Assert.Equal(raised, Some.Run(book, frames).Count > 0);
    }

    [Fact]
    public void A_thing_whose_track_changes_all_the_time_is_one_alert()
    {
        Rulebook book = new("pastry", [Some.RuleOf("rodent")], []);
        var frames = Enumerable.Range(0, 100).Select(i => new Scene([Some.Thing("rodent", 0.1f + (i % 9 * 0.1f), id: i)]));
        Assert.Equal(AlertPhase.Raised, Assert.Single(Some.Run(book, frames)).Change.Phase);
    }

    [Fact]
    public void An_alert_that_ends_in_doubt_is_not_told_as_settled()
    {
        var cleared = Some.Run(Many('v', 11) + Many('u', 400))[^1].Change;
        Assert.Equal((AlertPhase.Cleared, Verdict.Undetermined), (cleared.Phase, cleared.Verdict));
    }

    [Fact]
    public void The_alert_says_what_where_since_when_and_shows_the_head()
    {
        var (frame, raised) = Assert.Single(Some.Run(Many('c', 3) + Many('v', 11)));
        Assert.Equal(13, frame);
        Assert.Equal(("no-cap", "pastry", null, Verdict.Violation, 0), (raised.Hazard, raised.Camera, raised.Zone, raised.Verdict, raised.Sequence));
        Assert.Equal(Some.Noon.AddSeconds(0.6), raised.StartedAt);
        Assert.Equal(Some.Noon.AddSeconds(2.6), raised.RaisedAt);
        Assert.Null(raised.EndedAt);
        Assert.Equal(0.9, raised.Confidence, 0.001);
        Assert.Equal("head cap=none", Assert.Single(raised.Boxes).Label);
    }

    [Fact]
    public void A_cleared_alert_keeps_its_start_and_ends_with_the_last_violation()
    {
        var changes = Some.Run(Many('v', 20) + Many('u', 5) + Many('c', 15));
        var cleared = changes[^1].Change;
        Assert.Equal((AlertPhase.Cleared, Verdict.Compliant, 1), (cleared.Phase, cleared.Verdict, cleared.Sequence));
        Assert.Equal(changes[0].Change.StartedAt, cleared.StartedAt);
        Assert.Equal(changes[0].Change.RaisedAt, cleared.RaisedAt);
        Assert.Equal(Some.Noon.AddSeconds(19 * 0.2), cleared.EndedAt);
    }

    [Fact]
    public void A_compliant_cook_does_not_speak_for_another_who_cannot_be_told()
    {
        var frames = Enumerable.Repeat(Some.Scene('v', 'c'), 11).Concat(Enumerable.Repeat(Some.Scene('u', 'c'), 100));
        Assert.Equal(AlertPhase.Raised, Assert.Single(Some.Run(Some.Book, frames)).Change.Phase);
    }

    [Fact]
    public void An_id_switch_of_the_tracker_makes_no_second_alert()
    {
        var frames = Enumerable.Range(0, 60).Select(i => new Scene([Some.Head(i % 7 == 3 ? 'u' : 'v', id: 1 + (i / 4))]));
        Assert.Equal(AlertPhase.Raised, Assert.Single(Some.Run(Some.Book, frames)).Change.Phase);
    }

    [Fact]
    public void A_second_person_is_news_of_the_same_alert_and_told_at_most_every_update_time()
    {
        var frames = Enumerable.Range(0, 400).Select(i => Some.Scene(i < 20 ? ['v'] : i % 2 == 0 ? ['v', 'v', 'v'] : ['v', 'v']));
        var changes = Some.Run(Some.Book, frames);
        Assert.Equal([(10, AlertPhase.Raised, 0, 1), (160, AlertPhase.Updated, 1, 3)],
            changes.Select(c => (c.Frame, c.Change.Phase, c.Change.Sequence, c.Change.Boxes.Count)));
        Assert.Equal(changes[0].Change.StartedAt, changes[1].Change.StartedAt);
    }

    [Fact]
    public void A_lost_track_neither_violates_nor_complies()
    {
        var ghost = Enumerable.Repeat(new Scene([Some.Head('v', visible: false)]), 50);
        Assert.Empty(Some.Run(Some.Book, ghost));
        var changes = Some.Run(Some.Book, Enumerable.Repeat(Some.Scene('v'), 11).Concat(ghost));
        Assert.Equal([AlertPhase.Raised, AlertPhase.Cleared], changes.Select(c => c.Change.Phase));
    }

    [Fact]
    public void Each_zone_is_a_matter_of_its_own_and_masks_hide()
    {
        Zone left = new("left", new([(0, 0), (0.5f, 0), (0.5f, 1), (0, 1)])), right = new("right", new([(0.5f, 0), (1, 0), (1, 1), (0.5f, 1)]));
        var book = new Rulebook("pastry", [Some.Rule with { Zone = left }, Some.Rule with { Zone = right }], [new(new([(0.6f, 0), (1, 0), (1, 1), (0.6f, 1)]))]);
        var changes = Some.Run(book, Enumerable.Range(0, 30).Select(i => new Scene([Some.Head('v', 1, 0.2f), Some.Head(i < 5 ? 'c' : 'v', 2, 0.55f), Some.Head('v', 3, 0.8f)])));
        Assert.Equal([("left", 10, 1), ("right", 15, 1)], changes.Select(c => (c.Change.Zone, c.Frame, c.Change.Boxes.Count)));
        Assert.Empty(Some.Run(book, Enumerable.Repeat(new Scene([Some.Head('v', 1, 0.8f)]), 30)));
    }

    [Fact]
    public void At_most_64_boxes_are_told_the_surest_first()
    {
        var crowd = new Scene([.. Enumerable.Range(1, 80).Select(i => Some.Head('v', i, confidence: i / 100f))]);
        var raised = Assert.Single(Some.Run(Some.Book, Enumerable.Repeat(crowd, 11))).Change;
        Assert.Equal(64, raised.Boxes.Count);
        Assert.Equal(0.8f, raised.Boxes[0].Score);
    }

    [Theory]
    [InlineData(-3600)]
    [InlineData(-1)]
    [InlineData(3600)]
    [InlineData(60 * 60 * 24 * 400)]
    public void A_clock_that_jumps_neither_raises_nor_clears(double jump)
    {
        var (state, now) = (RulesState.Start(Some.Book), Some.Noon);
        (state, var changes) = Steps(state, ref now, 'v', 5);
        Assert.Empty(changes);
        now = now.AddSeconds(jump);
        (state, changes) = Steps(state, ref now, 'v', 10);
        Assert.Empty(changes);
        (state, changes) = Steps(state, ref now, 'v', 2);
        var raised = Assert.Single(changes);
        Assert.True(raised.RaisedAt - raised.StartedAt >= Some.Rule.Dwell);

        now = now.AddSeconds(jump);
        (state, changes) = Steps(state, ref now, 'c', 15);
        Assert.Empty(changes);
        (_, changes) = Steps(state, ref now, 'c', 1);
        var cleared = Assert.Single(changes);
        Assert.True(cleared.EndedAt >= cleared.StartedAt);
    }

    [Fact]
    public void A_camera_that_was_gone_does_not_dwell()
    {
        var (state, now) = (RulesState.Start(Some.Book), Some.Noon);
        for (var i = 0; i < 20; i++)
        {
            (state, var changes) = Steps(state, ref now, 'v', 3);
            Assert.Empty(changes);
            now = now.AddSeconds(10);
        }
    }

    [Fact]
    public void Cancelling_withdraws_what_is_open_and_starts_anew()
    {
        var (state, now) = (RulesState.Start(Some.Book), Some.Noon);
        (state, _) = Steps(state, ref now, 'v', 12);
        Assert.Equal(1, state.OpenAlerts);
        (state, var changes) = RuleFold.Cancel(state, Some.Book);
        var cancelled = Assert.Single(changes);
        Assert.Equal((AlertPhase.Cancelled, Verdict.Undetermined, 1), (cancelled.Phase, cancelled.Verdict, cancelled.Sequence));
        Assert.Equal(0, state.OpenAlerts);
        Assert.Empty(RuleFold.Cancel(state, Some.Book).Changes);
    }

    private static (RulesState, IReadOnlyList<AlertChange>) Steps(RulesState state, ref DateTimeOffset now, char letter, int count)
    {
        var all = new List<AlertChange>();
        for (var i = 0; i < count; i++)
        {
            (state, var changes) = RuleFold.Step(state, Some.Book, Some.Scene(letter), now);
            all.AddRange(changes);
            now = now.AddSeconds(0.2);
        }
        return (state, all);
    }
}
