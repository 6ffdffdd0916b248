using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Quality;

namespace Mingchu.Collector.Core.Tests.Quality;

[Trait("row", "B11")]
public sealed class JudgementTests
{
    [Theory]
    [InlineData(Stage.Open, null, Judgement.None)]
    [InlineData(Stage.Confirmed, 0, Judgement.Confirmed)]
    [InlineData(Stage.Confirmed, 5, Judgement.Confirmed)]
    [InlineData(Stage.Confirmed, -1, Judgement.None)]
    [InlineData(Stage.Assigned, 1, Judgement.Confirmed)]
    [InlineData(Stage.Closed, 1, Judgement.Confirmed)]
    [InlineData(Stage.Closed, -1, Judgement.None)]
    [InlineData(Stage.Confirmed, null, Judgement.None)]
    [InlineData(Stage.FalseAlarm, 1, Judgement.FalseAlarm)]
    public void An_alert_is_judged_by_a_verdict_that_came_after_it(Stage stage, int? minutesAfter, Judgement judgement) =>
        Assert.Equal(judgement, Judgements.Of(stage, minutesAfter is { } m ? Some.At.AddMinutes(m) : null, Some.At));

    [Fact]
    public void The_alerts_of_a_case_on_one_camera_are_one_sample_of_the_judged_ones()
    {
        var first = Some.Alert(1, Judgement.Confirmed, 0.7);
        var sample = Assert.Single(Sample.Of(
        [
            first,
            first with { AlertId = "b", Confidence = 0.8, RaisedAt = Some.At.AddDays(1) },
            first with { AlertId = "late", Confidence = 0.99, Judgement = Judgement.None },
        ]));
        Assert.Equal((Judgement.Confirmed, 0.8, new DateOnly(2026, 1, 31)), (sample.Judgement, sample.Confidence, sample.Day));
        Assert.Equal([new(0.2, 0.4), new(0.2, 0.4)], sample.Centres);
        Assert.Equal(["kitchen 1.0.0 aaaaaaaa"], sample.Models);
    }

    [Fact]
    public void A_case_on_two_cameras_is_a_sample_of_each_and_unknown_boxes_are_nowhere()
    {
        var alert = Some.Alert(1, Judgement.FalseAlarm);
        var samples = Sample.Of([alert, alert with { AlertId = "b", Camera = "pastry" }, alert with { AlertId = "c", Boxes = null }]);
        Assert.Equal(["stove", "pastry"], samples.Select(s => s.Camera));
        Assert.Empty(samples[0].Centres);
        Assert.Single(samples[1].Centres);
    }
}
