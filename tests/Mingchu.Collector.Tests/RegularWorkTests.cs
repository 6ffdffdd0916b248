using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Mingchu.Collector.Tests.Push;
using Mingchu.Rig;

namespace Mingchu.Collector.Tests;

public sealed class RegularWorkTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_look_that_fails_is_logged_and_the_next_one_is_taken_after_the_pause_until_it_is_stopped()
    {
        var (clock, log) = (new FakeTimeProvider(), new Warnings<Counting>());
        using var work = new Counting(clock, log, atOnce: true) { FailsAt = 1 };
        await work.StartAsync(Ct);
        await Wait.Until("the first look", () => work.Looks == 1, Ct);
        await Next(2);
        await Next(3);
        await work.StopAsync(Ct);

        Assert.True(work.ExecuteTask!.IsCompletedSuccessfully);
        Assert.Contains("Counting broke off", log.Story(), StringComparison.Ordinal);

        // The pause may not have begun when the clock is put forward, so that is done until the look comes.
        Task Next(int looks) => Wait.Until($"look {looks}", () =>
        {
            if (work.Looks < looks)
                clock.Advance(TimeSpan.FromSeconds(10));
            return work.Looks >= looks;
        }, Ct);
    }

    [Fact]
    public async Task Work_that_is_not_for_the_start_begins_after_a_pause()
    {
        var clock = new FakeTimeProvider();
        using var work = new Counting(clock, new Warnings<Counting>(), atOnce: false);
        await work.StartAsync(Ct);
        Assert.Equal(0, work.Looks);
        await Wait.Until("the first look", () =>
        {
            clock.Advance(TimeSpan.FromSeconds(10));
            return work.Looks > 0;
        }, Ct);
        await work.StopAsync(Ct);
    }

    private sealed class Counting(TimeProvider time, ILogger<Counting> log, bool atOnce) : RegularWork(TimeSpan.FromSeconds(10), time, log, atOnce)
    {
        private volatile int looks;

        public int Looks => looks;

        public int FailsAt { get; init; }

        public override Task<int> Round(CancellationToken ct) => ++looks == FailsAt ? throw new InvalidOperationException("the database is away") : Task.FromResult(looks);
    }
}
