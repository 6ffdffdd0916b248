using Mingchu.EvalVideo.Scoring;

namespace Mingchu.Eval.Tests.Video;

public sealed class MatchingTests
{
    private static readonly HazardTimes Times = new(Dwell: 8, Clear: 10);

    private static TruthEvent[] Events(string spans) =>
        [.. spans.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => s.Split('-')).Select(s => new TruthEvent("no-cap", int.Parse(s[0], null), int.Parse(s[1], null)))];

    private static RaisedAlert[] Alerts(string seconds) =>
        [.. seconds.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => new RaisedAlert("no-cap", null, double.Parse(s, System.Globalization.CultureInfo.InvariantCulture), 0.9))];

    [Theory]
    [InlineData("", "", 0, 0, 0, 0, "nothing and nothing")]
    [InlineData("10-30", "18", 1, 0, 0, 0, "an alert in the event finds it")]
    [InlineData("10-30", "", 0, 1, 0, 0, "an event without an alert is missed")]
    [InlineData("10-18", "", 0, 0, 0, 0, "one as short as the dwell time does not count")]
    [InlineData("10-19", "", 0, 1, 0, 0, "one of dwell time and slack does")]
    [InlineData("10-18", "18", 1, 0, 0, 0, "a short one may be found all the same")]
    [InlineData("10-30", "9", 1, 0, 0, 0, "as early as a second")]
    [InlineData("10-30", "8.9", 0, 1, 1, 0, "not earlier")]
    [InlineData("10-30", "32", 1, 0, 0, 0, "as late as two seconds")]
    [InlineData("10-30", "32.1", 0, 1, 1, 0, "not later")]
    [InlineData("", "5 50", 0, 0, 2, 0, "alerts of nothing are false")]
    [InlineData("10-30", "18 25", 1, 0, 0, 1, "a second alert of the same event")]
    [InlineData("10-30 35-60", "18", 1, 0, 0, 0, "a gap shorter than the clear time joins two events")]
    [InlineData("10-30 40-60", "18", 1, 1, 0, 0, "a gap as long as the clear time does not")]
    [InlineData("10-30 12-20", "18", 1, 0, 0, 0, "two people at once are one matter")]
    [InlineData("30-50 0-20", "8 38", 2, 0, 0, 0, "the order in the file does not matter")]
    public void Alerts_are_given_to_events(string events, string alerts, int found, int missed, int wrong, int again, string why)
    {
        var judged = Matching.Judge(Events(events), Alerts(alerts), _ => Times);
        Assert.Equal((found, missed, wrong, again, why),
            (judged.Sum(j => j.Found.Count), judged.Sum(j => j.Missed.Count), judged.Sum(j => j.False.Count), judged.Sum(j => j.Again.Count), why));
    }

    [Fact]
    public void Of_two_events_whose_margins_overlap_the_one_without_an_alert_gets_it()
    {
        // Clear time 1 s: 10-30 and 32-50 are two; 31.5 lies in both margins.
        var judged = Assert.Single(Matching.Judge(Events("10-30 32-50"), Alerts("18 31.5"), _ => new(8, 1)));
        Assert.Equal([(10.0, 18.0), (32, 31.5)], judged.Found.Select(f => (f.Event.From, f.Alert.Second)));
        Assert.Empty(judged.Again);
    }

    [Fact]
    public void Hazards_are_judged_apart()
    {
        var judged = Matching.Judge([new("rodent", 0, 20)], [new("fire-smoke", null, 5, 1)], _ => Times);
        Assert.Equal([("fire-smoke", 0, 1), ("rodent", 1, 0)], judged.Select(j => (j.Code, j.Missed.Count, j.False.Count)));
    }

    [Fact]
    public void No_alert_is_lost_or_counted_twice()
    {
        var span = Gen.Select(Gen.Double[0, 200], Gen.Double[0.1, 60], (from, length) => new TruthEvent("no-cap", from, from + length));
        var alert = Gen.Double[0, 280].Select(s => new RaisedAlert("no-cap", null, s, 1));
        Gen.Select(span.Array[0, 8], alert.Array[0, 12], Gen.Double[0.1, 20], Gen.Double[0.1, 20]).Sample((events, alerts, dwell, clear) =>
        {
            var judged = Matching.Judge(events, alerts, _ => new(dwell, clear));
            Assert.Equal(alerts.Length, judged.Sum(j => j.Found.Count + j.False.Count + j.Again.Count));
            Assert.True(judged.Sum(j => j.Found.Count + j.Missed.Count) <= events.Length);
            Assert.All(judged.SelectMany(j => j.False), a => Assert.DoesNotContain(events, e => a.Second >= e.From && a.Second <= e.To));
        });
    }

    [Fact]
    public void The_figures_are_those_worked_out_by_hand()
    {
        var one = Matching.Judge(Events("0-30 50-80"), Alerts("8 60"), _ => Times);
        var two = Matching.Judge(Events("0-30 50-80"), Alerts("12.5 45 70"), _ => Times);
        var score = HazardScore.Of("no-cap", true, [.. one, .. two], hours: 0.5);
        // Delays 8, 10, 12.5, 20; 45 s is false; in half an hour.
        Assert.Equal(new("no-cap", true, 4, 4, 0, 1, 2, 0, 11.25, 20), score);
        Assert.Equal(new("rodent", false, 0, 0, 0, 0, null, 0, null, null), HazardScore.Of("rodent", false, [], hours: 0));
    }
}
