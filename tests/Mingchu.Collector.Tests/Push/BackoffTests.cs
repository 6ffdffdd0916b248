using Mingchu.Collector.Push;

namespace Mingchu.Collector.Tests.Push;

public class BackoffTests
{
    [Fact]
    public void A_pause_lies_between_half_and_all_of_the_doubled_one_and_never_beyond_six_hours() =>
        Gen.Select(Gen.Int[1, 100], Gen.Double[0, 1]).Sample((attempt, unit) =>
        {
            var whole = TimeSpan.FromSeconds(Math.Min(5 * Math.Pow(2, attempt - 1), 6 * 3600));
            var pause = Backoff.After(attempt, unit);
            return pause >= whole / 2 && pause <= whole;
        });

    [Fact]
    public void All_attempts_together_take_one_to_two_days()
    {
        var longest = Enumerable.Range(1, Backoff.MaxAttempts - 1).Select(a => Backoff.After(a, 1)).Aggregate(TimeSpan.Zero, (a, b) => a + b);
        var shortest = Enumerable.Range(1, Backoff.MaxAttempts - 1).Select(a => Backoff.After(a, 0)).Aggregate(TimeSpan.Zero, (a, b) => a + b);

        Assert.InRange(shortest, TimeSpan.FromHours(23), longest);
        Assert.InRange(longest, shortest, TimeSpan.FromHours(48));
    }
}
