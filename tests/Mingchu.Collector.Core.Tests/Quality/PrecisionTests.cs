using Mingchu.Collector.Core.Quality;

namespace Mingchu.Collector.Core.Tests.Quality;

[Trait("row", "B11")]
public sealed class PrecisionTests
{
    /// <summary>Figures of Newcombe (1998), table I, method 3, and of the formula worked by hand.</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    [InlineData(10, 10, 0.7225, 1)]
    public void The_interval_is_Wilsons(int confirmed, int of, double low, double high)
    {
        var interval = new Precision(confirmed, of - confirmed, 3).Interval;
        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
    }

    [Fact]
    public void The_interval_holds_the_share_lies_in_0_to_1_and_narrows_with_more_verdicts() =>
        Gen.Select(Gen.Int[0, 500], Gen.Int[0, 500]).Where((c, f) => c + f > 0).Sample((confirmed, wrong) =>
        {
            var once = new Precision(confirmed, wrong, 0);
            var twice = new Precision(confirmed * 2, wrong * 2, 0);
            var (low, high) = once.Interval;
            return low >= 0 && high <= 1 && low <= once.Share + 1e-12 && once.Share <= high + 1e-12 && twice.Interval.High - twice.Interval.Low < high - low;
        });

    [Fact]
    public void Without_a_verdict_there_is_no_share_and_anything_is_possible()
    {
        var precision = Precision.Of([Some.Sample(1, Judgement.None)]);
        Assert.Equal((null, (0.0, 1.0), 1), (precision.Share, precision.Interval, precision.Unjudged));
    }

    [Fact]
    public void Only_samples_with_a_verdict_count()
    {
        var precision = Precision.Of([Some.Sample(1, Judgement.Confirmed), Some.Sample(2, Judgement.Confirmed), Some.Sample(3, Judgement.FalseAlarm), Some.Sample(4, Judgement.None)]);
        Assert.Equal(new(2, 1, 1), precision);
        Assert.Equal(2.0 / 3, precision.Share!.Value, 12);
    }
}
