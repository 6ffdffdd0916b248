using Mingchu.Contracts.Messages;
using Mingchu.Edge.Core.Motion;
using Mingchu.Edge.Core.Rules;
using Mingchu.Edge.Core.Tests.Rules;
using Mingchu.Edge.Core.Tracking;

namespace Mingchu.Edge.Core.Tests.Motion;

public sealed class PaceTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 31, 8, 15, 30, TimeSpan.Zero);

    [Theory]
    [InlineData(0.2)]
    [InlineData(2)]
    [InlineData(10)]
    public void The_cadence_is_the_usual_step_and_one_gap_does_not_change_it(double step)
    {
        var (cadence, at) = (Cadence.Unknown, At);
        for (var n = 0; n < 6; n++)
            cadence = cadence.Step(at = at.AddSeconds(n == 4 ? 3 * step : step));
        Assert.Equal(step, cadence.Every.TotalSeconds, 6);
        Assert.Equal(cadence.Every, cadence.Step(at.AddHours(-1)).Every);
    }

    [Fact]
    public void A_cadence_never_tells_more_than_its_longest() =>
        Gen.Double[-100, 100].Array[0, 30].Sample(steps =>
            Assert.InRange(steps.Aggregate((Cadence.Unknown, At), (c, s) => (c.Item1.Step(c.At.AddSeconds(s)), c.At.AddSeconds(s))).Item1.Every, TimeSpan.Zero, Cadence.Longest));

    [Fact]
    public void A_camera_is_watched_closely_at_once_when_something_stirs_and_seldom_after_the_quiet_time()
    {
        var effort = Effort.Start.Step(false, null, At);
        Assert.True(effort.Close);
        effort = effort.Step(false, null, At + Effort.Calm);
        Assert.False(effort.Close);
        effort = effort.Step(true, null, At.AddMinutes(1));
        Assert.True(effort.Close);
        Assert.True(effort.Step(false, null, At.AddMinutes(1) + (Effort.Calm / 2)).Close);
        Assert.False(effort.Step(false, null, At.AddMinutes(1) + Effort.Calm).Close);
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(19, true)]
    [InlineData(20, false)]
    [InlineData(60, false)]
    public void A_short_dwell_time_needs_every_picture_and_a_long_one_gets_its_looks_from_key_frames(double dwell, bool close)
    {
        var effort = Effort.Start.Step(false, null, At).Step(false, null, At + Effort.Calm);
        Assert.Equal(close, effort.Step(false, TimeSpan.FromSeconds(dwell), At.AddMinutes(1)).Close);
    }

    [Fact]
    public void Watching_does_not_change_more_often_than_once_in_a_quiet_time() =>
        Gen.Select(Gen.Bool, Gen.Double[0, 5]).Array[1, 200].Sample(story =>
        {
            var (effort, at, seldomSince) = (Effort.Start, At, (DateTimeOffset?)null);
            DateTimeOffset? closeSince = At;
            foreach (var (stirs, step) in story)
            {
                at = at.AddSeconds(step);
                var next = effort.Step(stirs, null, at);
                if (effort.Close && !next.Close)
                    Assert.True(at - closeSince >= Effort.Calm);
                if (!effort.Close && next.Close)
                    closeSince = at;
                effort = next;
            }
        });

    /// <summary>A cook without a cap, seen on every key frame only.</summary>
    [Theory]
    [Trait("row", "A7")]
    [InlineData(0.2, 10)]
    [InlineData(2, 14)]
    [InlineData(4, 24)]
    [InlineData(10, 60)]
    public void A_violation_dwells_and_clears_whatever_the_key_frame_distance(double step, double latest)
    {
        var rulebook = Some.Book;
        var (state, cadence, changes) = (RulesState.Start(rulebook), Cadence.Unknown, new List<(double At, AlertPhase Phase)>());
        for (var t = 0.0; t < latest * 4; t += step)
        {
            cadence = cadence.Step(At.AddSeconds(t));
            var scene = new Scene(t < latest * 2 ? [Some.Head('v')] : []) { Every = cadence.Every };
            (state, var news) = RuleFold.Step(state, rulebook, scene, At.AddSeconds(t));
            changes.AddRange(news.Select(n => (t, n.Phase)));
        }
        Assert.Equal([AlertPhase.Raised, AlertPhase.Cleared], changes.Where(c => c.Phase != AlertPhase.Updated).Select(c => c.Phase));
        Assert.InRange(changes[0].At, 1, latest);
    }

    [Fact]
    public void Usual_frame_rates_leave_the_tracker_as_it_is_and_seldom_pictures_let_votes_count_longer()
    {
        Assert.Same(TrackerSettings.Default, TrackerSettings.Default.At(TimeSpan.FromSeconds(0.2)));
        var seldom = TrackerSettings.Default.At(TimeSpan.FromSeconds(4));
        Assert.Equal((10, 16), (seldom.KeepLost.TotalSeconds, seldom.VoteWindow.TotalSeconds));
    }
}
