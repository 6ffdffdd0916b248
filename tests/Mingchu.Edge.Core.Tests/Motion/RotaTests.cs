using Mingchu.Edge.Core.Motion;

namespace Mingchu.Edge.Core.Tests.Motion;

public sealed class RotaTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_box_that_carries_all_lets_every_camera_be_watched_closely()
    {
        var box = new Box(8, carries: 8);
        box.Run(120);
        Assert.Null(box.Rota.Places);
        Assert.All(Enumerable.Range(0, 8), i => Assert.True(box.Rota.Allows(i)));
    }

    [Theory]
    [InlineData(16, 8)]
    [InlineData(32, 8)]
    [InlineData(9, 8)]
    [InlineData(40, 1)]
    [InlineData(3, 2)]
    public void An_overloaded_box_settles_near_what_it_carries_and_every_camera_gets_its_turn(int cameras, int carries)
    {
        var box = new Box(cameras, carries);
        box.Run(120);
        var turns = box.Run(cameras * 60);
        Assert.InRange(turns.Average(t => t.Count), carries * 0.6, carries + 1.0);
        Assert.All(Enumerable.Range(0, cameras), i => Assert.Contains(turns, t => t.Contains(i)));
    }

    [Fact]
    public void Frames_that_cameras_in_mode_full_drop_limit_nobody_where_no_camera_takes_turns()
    {
        var rota = Rota.Start;
        for (var second = 1; second < 60; second++)
            rota = rota.Step([false, false], 5 * second, 20 * second, At.AddSeconds(second));
        Assert.Null(rota.Places);
    }

    [Fact]
    public void A_box_that_is_relieved_lets_all_be_watched_closely_again()
    {
        var box = new Box(16, carries: 6);
        box.Run(120);
        Assert.NotNull(box.Rota.Places);
        box.Carries = 16;
        box.Run(300);
        Assert.Null(box.Rota.Places);
    }

    [Fact]
    public void Who_holds_a_place_keeps_it_for_a_turn_even_if_others_wait()
    {
        var box = new Box(10, carries: 4);
        box.Run(100);
        var (since, last) = (new Dictionary<int, int>(), new HashSet<int>());
        for (var second = 0; second < 600; second++)
        {
            var places = box.Rota.Places;
            var now = box.Run(1)[0];
            foreach (var gone in last.Except(now))
                // A place that was taken away, since there were too many, ends a turn early.
                Assert.True(second - since[gone] >= Rota.Turn.TotalSeconds || box.Rota.Places < places || since[gone] == 0, $"{gone} at {second}");
            foreach (var come in now.Except(last))
                since[come] = second;
            last = now;
        }
    }

    [Fact]
    public void Whatever_happens_only_who_needs_it_takes_a_place_and_there_are_no_more_than_places() =>
        Gen.Select(Gen.Bool.Array[6], Gen.Int[0, 500], Gen.Int[0, 500], Gen.Double[-20, 40]).Array[1, 60].Sample(story =>
        {
            var (rota, at, analysed, dropped) = (Rota.Start, At, 0L, 0L);
            foreach (var (wants, done, lost, step) in story)
            {
                at = at.AddSeconds(step);
                rota = rota.Step(wants, analysed += done, dropped += lost, at);
                if (rota.Places is not { } places)
                    continue;
                Assert.InRange(places, 1, 6);
                var close = Enumerable.Range(0, 6).Where(rota.Allows).ToList();
                Assert.All(close, i => Assert.True(wants[i]));
                Assert.Equal(Math.Min(places, wants.Count(w => w)), close.Count);
            }
        });

    /// <summary>A box that analyses five frames a second of as many cameras as it carries and drops the rest.</summary>
    private sealed class Box(int cameras, int carries)
    {
        private DateTimeOffset at = At;
        private long analysed, dropped;

        public Rota Rota { get; private set; } = Rota.Start;

        public int Carries { get; set; } = carries;

        public List<HashSet<int>> Run(int seconds)
        {
            List<HashSet<int>> turns = [];
            for (var i = 0; i < seconds; i++)
            {
                var close = Enumerable.Range(0, cameras).Where(Rota.Allows).ToHashSet();
                turns.Add(close);
                analysed += 5 * Math.Min(Carries, close.Count);
                dropped += 5 * Math.Max(0, close.Count - Carries);
                Rota = Rota.Step([.. Enumerable.Repeat(true, cameras)], analysed, dropped, at = at.AddSeconds(1));
            }

            return turns;
        }
    }
}
