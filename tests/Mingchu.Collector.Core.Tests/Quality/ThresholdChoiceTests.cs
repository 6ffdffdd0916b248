using System.Globalization;
using Mingchu.Collector.Core.Quality;

namespace Mingchu.Collector.Core.Tests.Quality;

[Trait("row", "B11")]
public sealed class ThresholdChoiceTests
{
    private static readonly AdviceLimits Limits = new();

    [Fact]
    public void The_lowest_threshold_that_drops_the_most_false_alarms_within_the_loss_is_suggested()
    {
        // Of 40 confirmed, 2 may be lost: 0.62 is, the two at 0.70 must stay.
        double[] confirmed = [0.62, 0.70, 0.70, .. Enumerable.Repeat(0.9, 37)];
        double[] wrong = [.. Enumerable.Repeat(0.55, 10), 0.64, 0.66, 0.67, 0.68, 0.8, 0.95];

        var advice = Assert.IsType<Advice.Threshold>(Choose(confirmed, wrong));

        Assert.Equal((0.69, new Effect(14, 16, 1, 40)), (advice.MinConfidence, advice.Effect));
        Assert.Equal("With minConfidence 0.69, 14 of 16 false alarms would not have come, and 1 of 40 confirmed ones would have been missed.", advice.Because.In(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData(4, 3, "For a threshold 6 more confirmed cases and 5 more false alarms are needed.")]
    [InlineData(50, 7, "For a threshold 0 more confirmed cases and 1 more false alarms are needed.")]
    [InlineData(9, 50, "For a threshold 1 more confirmed cases and 0 more false alarms are needed.")]
    [InlineData(9, 0, "No threshold is needed: there was no false alarm.")]
    public void Too_few_verdicts_say_how_many_are_missing(int confirmed, int wrong, string words) => Assert.Equal(words,
        Assert.IsType<Advice.Nothing>(Choose(Enumerable.Repeat(0.9, confirmed), Enumerable.Repeat(0.5, wrong))).Because.In(CultureInfo.InvariantCulture));

    [Fact]
    public void Where_the_confidences_overlap_nothing_is_suggested()
    {
        var same = Enumerable.Range(0, 20).Select(i => 0.6 + (i * 0.01)).ToArray();
        Assert.Equal("quality.threshold.overlap", Assert.IsType<Advice.Nothing>(Choose(same, same)).Because.Code);
    }

    [Fact]
    public void Of_fire_no_confirmed_one_is_ever_lost()
    {
        double[] confirmed = [0.62, .. Enumerable.Repeat(0.9, 99)];
        double[] wrong = [.. Enumerable.Repeat(0.7, 10)];
        Assert.IsType<Advice.Threshold>(ThresholdChoice.For(Both(confirmed, wrong), AdviceLimits.For("no-cap")));
        Assert.IsType<Advice.Nothing>(ThresholdChoice.For(Both(confirmed, wrong), AdviceLimits.For("fire-smoke")));
    }

    [Fact]
    public void A_suggestion_does_what_it_says_and_never_loses_more_than_allowed() =>
        Gen.Select(Gen.Double[0, 1].Array[10, 60], Gen.Double[0, 1].Array[8, 60]).Sample((confirmed, wrong) =>
        {
            if (Choose(confirmed, wrong) is not Advice.Threshold { MinConfidence: var threshold, Effect: var effect })
                return true;
            var recounted = new Effect(wrong.Count(c => c < threshold), wrong.Length, confirmed.Count(c => c < threshold), confirmed.Length);
            return effect == recounted && effect.ConfirmedDropped <= Limits.MaxLost * confirmed.Length && effect.FalseAlarmsDropped >= Limits.MinDropped * wrong.Length;
        });

    private static Advice Choose(IEnumerable<double> confirmed, IEnumerable<double> wrong) => ThresholdChoice.For(Both(confirmed, wrong), Limits);

    private static Sample[] Both(IEnumerable<double> confirmed, IEnumerable<double> wrong) =>
        [.. Some.Samples(Judgement.Confirmed, confirmed), .. Some.Samples(Judgement.FalseAlarm, wrong), Some.Sample(1, Judgement.None, 0.1)];
}
