using Mingchu.Edge.Core.Geometry;
using Mingchu.Edge.Core.Tracking;

namespace Mingchu.Edge.Core.Tests.Tracking;

public sealed class RereadingTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly string?[] Values = ["worn", "none", null];
    private static readonly Box Place = new(0.4f, 0.4f, 0.5f, 0.5f);

    /// <summary>One head at five frames a second; tells at which frames it was read, and the last opinion.</summary>
    private static (List<int> Read, AttributeOpinion? Opinion) Watch(int frames, Func<int, string?> value, Func<int, Box>? box = null, bool sparing = true)
    {
        var (state, read, opinion) = (TrackerState.Empty, new List<int>(), (AttributeOpinion?)null);
        for (var i = 0; i < frames; i++)
        {
            var now = Noon.AddSeconds(i / 5.0);
            var head = new Core.Detection.Detection("head", 0.8f, box?.Invoke(i) ?? Place);
            if (!sparing || Rereading.IsDue(state, head, ["cap"], now))
            {
                read.Add(i);
                head = head with { Readings = [new("cap", value(i), value(i) is null ? 0.5f : 0.9f)] };
            }
            (state, var tracks) = Tracker.Step(state, [head], now);
            opinion = tracks.SingleOrDefault(t => t.Visible)?.Opinion("cap");
        }
        return (read, opinion);
    }

    [Fact]
    public void A_new_head_is_read_in_every_frame_until_its_votes_agree_and_then_once_a_second() =>
        Assert.Equal([0, 1, 2, 7, 12, 17], Watch(20, _ => "worn").Read);

    [Fact]
    public void A_head_that_tells_nothing_is_asked_every_other_frame() =>
        Assert.Equal([0, 2, 4, 6, 8], Watch(10, _ => null).Read);

    [Fact]
    public void A_head_that_moved_is_read_at_once() =>
        Assert.Contains(5, Watch(10, _ => "worn", i => i < 5 ? Place : Place.Moved(0.04f, 0)).Read);

    [Fact]
    public void A_reading_against_the_opinion_is_followed_until_it_is_settled()
    {
        var (read, opinion) = Watch(30, i => i < 10 ? "worn" : "none");
        // The reading of frame 12 is the first to differ.
        Assert.Equal([12, 13, 14], read.Where(i => i is > 7 and < 15));
        Assert.Equal("none", opinion!.Value);
    }

    [Fact]
    public void What_no_rule_asks_for_is_never_read() =>
        Assert.False(Rereading.IsDue(TrackerState.Empty, new("head", 0.8f, Place), [], Noon));

    [Fact]
    public void A_clock_set_back_does_not_keep_a_head_from_being_read()
    {
        var (state, _) = Tracker.Step(TrackerState.Empty, [new("head", 0.8f, Place) { Readings = [new("cap", "worn", 0.9f)] }], Noon);
        Assert.True(Rereading.IsDue(state, new("head", 0.8f, Place), ["cap"], Noon.AddHours(-1)));
    }

    [Fact]
    public void Of_what_does_not_change_the_opinion_is_the_same_as_from_readings_of_every_frame() =>
        Gen.Select(Gen.Int[3, 100], Gen.Int[0, 2].Select(i => Values[i])).Sample((frames, value) =>
        {
            var (all, spared) = (Watch(frames, _ => value, sparing: false).Opinion!, Watch(frames, _ => value).Opinion!);
            Assert.Equal((all.Value, all.Confidence), (spared.Value, spared.Confidence));
        });

    [Fact]
    public void A_change_is_taken_up_no_later_than_half_a_second_after_it_would_be_from_readings_of_every_frame() =>
        Gen.Select(Gen.Int[5, 60], Gen.Int[0, 1].Select(i => Values[i]), Gen.Int[0, 2].Select(i => Values[i])).Sample((at, before, after) =>
        {
            int Taken(bool sparing) => Enumerable.Range(at + 1, 60).First(n => Watch(n, i => i < at ? before : after, sparing: sparing).Opinion?.Value != before || before == after);
            Assert.InRange(Taken(sparing: true) - Taken(sparing: false), -60, 3);
        }, iter: 30);
}
