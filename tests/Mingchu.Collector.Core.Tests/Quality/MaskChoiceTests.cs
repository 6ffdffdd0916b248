using Mingchu.Collector.Core.Quality;

namespace Mingchu.Collector.Core.Tests.Quality;

[Trait("row", "B11")]
public sealed class MaskChoiceTests
{
    private static readonly AdviceLimits Limits = new();

    [Fact]
    public void A_poster_that_is_taken_for_a_head_again_and_again_is_masked()
    {
        Sample[] samples =
        [
            .. Enumerable.Range(0, 14).Select(i => Some.Sample(i, Judgement.FalseAlarm, x: 0.80 + (i % 4 * 0.01), y: 0.15 + (i % 3 * 0.01), day: i)),
            Some.Sample(50, Judgement.FalseAlarm, x: 0.2, y: 0.7), Some.Sample(51, Judgement.FalseAlarm, x: 0.4, y: 0.3),
            .. Enumerable.Range(60, 40).Select(i => Some.Sample(i, Judgement.Confirmed, x: 0.3 + (i % 5 * 0.05), y: 0.6)),
        ];

        var advice = Assert.IsType<Advice.Masks>(MaskChoice.For(samples, Limits));

        Assert.Equal(new Region(0.78, 0.13, 0.85, 0.19), Assert.Single(advice.Regions));
        Assert.Equal(new Effect(14, 16, 0, 40), advice.Effect);
    }

    [Fact]
    public void A_confirmed_case_beside_it_keeps_the_place_open()
    {
        var wrong = Enumerable.Range(0, 8).Select(i => Some.Sample(i, Judgement.FalseAlarm, x: 0.8, y: 0.2, day: i)).ToArray();
        var right = Some.Sample(99, Judgement.Confirmed, x: 0.81, y: 0.21);
        Assert.IsType<Advice.Masks>(MaskChoice.For(wrong, Limits));
        Assert.Equal("quality.mask.scattered", Assert.IsType<Advice.Nothing>(MaskChoice.For([.. wrong, right], Limits)).Because.Code);
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(20, 0)]
    public void Few_false_alarms_or_one_bad_evening_make_no_mask(int count, int everyDays) => Assert.IsType<Advice.Nothing>(MaskChoice.For(
        [.. Enumerable.Range(0, count).Select(i => Some.Sample(i, Judgement.FalseAlarm, day: i * everyDays))], Limits));

    [Fact]
    public void False_alarms_all_over_the_view_make_no_mask() => Assert.IsType<Advice.Nothing>(MaskChoice.For(
        [.. Enumerable.Range(0, 16).Select(i => Some.Sample(i, Judgement.FalseAlarm, x: 0.1 + (i % 4 * 0.26), y: 0.1 + (i / 4 * 0.26), day: i))], Limits));

    [Fact]
    public void A_false_alarm_with_a_second_box_elsewhere_would_still_have_come()
    {
        var wrong = Enumerable.Range(0, 6).Select(i => Some.Sample(i, Judgement.FalseAlarm, x: 0.8, y: 0.2, day: i)).ToArray();
        wrong[0] = wrong[0] with { Centres = [new(0.8, 0.2), new(0.1, 0.9)] };
        Assert.Equal(new Effect(5, 6, 0, 0), Assert.IsType<Advice.Masks>(MaskChoice.For(wrong, Limits)).Effect);
    }

    [Fact]
    public void Masks_lie_in_the_view_hold_no_confirmed_centre_and_do_what_they_say() =>
        Gen.Select(Spots, Spots, Spots).Sample((wrong, pile, right) =>
        {
            Sample[] samples =
            [
                .. wrong.Select((s, i) => Some.Sample(i, Judgement.FalseAlarm, x: s.X, y: s.Y, day: i)),
                .. pile.Select((s, i) => Some.Sample(100 + i, Judgement.FalseAlarm, x: 0.9 + (s.X / 20), y: s.Y / 20, day: i)),
                .. right.Select((s, i) => Some.Sample(200 + i, Judgement.Confirmed, x: s.X, y: s.Y)),
            ];
            if (MaskChoice.For(samples, Limits) is not Advice.Masks { Regions: var regions, Effect: var effect })
                return true;
            return regions.Count is >= 1 and <= 3
                && regions.All(r => r is { Left: >= 0, Top: >= 0, Right: <= 1, Bottom: <= 1 } && r.Left < r.Right && r.Top < r.Bottom && r.Area <= Limits.MaxArea && r.Area >= 0.001)
                && !right.Any(s => regions.Any(r => r.Contains(s)))
                && effect.ConfirmedDropped == 0
                && effect.FalseAlarmsDropped == samples.Count(s => s.Judgement == Judgement.FalseAlarm && regions.Any(r => r.Contains(s.Centres[0])));
        });

    private static Gen<Spot[]> Spots => Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1], (x, y) => new Spot(x, y)).Array[0, 20];
}
