using Mingchu.Edge.Core.Tracking;
using Seen = Mingchu.Edge.Core.Detection.Detection;

namespace Mingchu.Edge.Core.Tests.Tracking;

public sealed class TrackerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Runs frames at 5 per second and returns what each showed.</summary>
    private static List<IReadOnlyList<Track>> Run(IEnumerable<IReadOnlyList<Seen>> frames, double fps = 5)
    {
        var (state, shown, number) = (TrackerState.Empty, new List<IReadOnlyList<Track>>(), 0);
        foreach (var frame in frames)
        {
            (state, var tracks) = Tracker.Step(state, frame, Noon.AddSeconds(number++ / fps));
            shown.Add(tracks);
        }
        return shown;
    }

    private static Seen Head(double x, double y = 0.3, double size = 0.04, float score = 0.8f, string? cap = null) =>
        new("head", score, new((float)x, (float)y, (float)(x + size), (float)(y + size)))
        {
            Tentative = score < 0.4f,
            Readings = cap is null ? [] : [new("cap", cap == "?" ? null : cap, 0.9f)],
        };

    private static long[] Ids(IEnumerable<IReadOnlyList<Track>> frames) => [.. frames.SelectMany(f => f.Select(t => t.Id)).Distinct()];

    [Fact]
    public void A_thing_is_reported_from_its_second_frame()
    {
        var frames = Run([[Head(0.1)], [Head(0.1)], [Head(0.1)]]);
        Assert.Equal([0, 1, 1], frames.Select(f => f.Count));
        Assert.Equal(Noon, frames[1][0].FirstSeenAt);
        Assert.True(frames[2][0].Visible);
    }

    /// <summary>A camera that sends key frames only, or a box with more cameras than it keeps up with.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(0.5)]
    [InlineData(0.35)]
    public void A_thing_is_reported_from_its_second_frame_however_seldom_frames_are(double fps) =>
        Assert.Equal([0, 1, 1], Run([[Head(0.1)], [Head(0.1)], [Head(0.1)]], fps).Select(f => f.Count));

    [Fact]
    public void A_stray_detection_is_given_up_when_the_next_frame_does_not_show_it_however_seldom_frames_are() =>
        Assert.All(Run([[Head(0.1)], [], [Head(0.1)], [], [Head(0.1)]], fps: 0.5), Assert.Empty);

    [Fact]
    public void A_stray_detection_is_never_reported() => Assert.All(Run([[Head(0.1)], [], [], [], [Head(0.1)], [], []]), Assert.Empty);

    [Theory]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(2.5)]
    public void A_walking_cook_keeps_one_id_though_the_boxes_do_not_overlap(double fps)
    {
        // 7 head widths per second, as fast as people walk in a kitchen.
        var frames = Run(Enumerable.Range(0, 12).Select(i => (IReadOnlyList<Seen>)[Head(0.05 + (0.28 * i / fps), size: 0.04)]), fps);
        Assert.Single(Ids(frames));
    }

    [Fact]
    public void Two_cooks_who_pass_each_other_keep_their_ids()
    {
        var frames = Run(Enumerable.Range(0, 16).Select(i => (IReadOnlyList<Seen>)[Head(0.2 + (0.025 * i), 0.30), Head(0.6 - (0.025 * i), 0.36)]));
        Assert.Equal(2, Ids(frames).Length);
        var last = frames[^1].OrderBy(t => t.Id).ToArray();
        var second = frames[1].OrderBy(t => t.Id).ToArray();
        Assert.Equal(second[0].Box.Centre.Y, last[0].Box.Centre.Y, 0.001);
        Assert.Equal(second[1].Box.Centre.Y, last[1].Box.Centre.Y, 0.001);
    }

    [Fact]
    public void A_head_hidden_for_two_seconds_keeps_its_id_and_is_not_visible_meanwhile()
    {
        var hidden = Enumerable.Repeat<IReadOnlyList<Seen>>([], 10);
        var frames = Run([[Head(0.3)], [Head(0.3)], [Head(0.3)], .. hidden, [Head(0.31)]]);
        Assert.Single(Ids(frames));
        Assert.All(frames.Skip(3).Take(10), f => Assert.False(Assert.Single(f).Visible));
        Assert.True(frames[^1][0].Visible);
    }

    [Fact]
    public void A_head_hidden_for_longer_than_tracks_are_kept_is_another()
    {
        var frames = Run([[Head(0.3)], [Head(0.3)], .. Enumerable.Repeat<IReadOnlyList<Seen>>([], 16), [Head(0.3)], [Head(0.3)]]);
        Assert.Equal(2, Ids(frames).Length);
        Assert.Empty(frames[17]);
    }

    [Fact]
    public void A_tentative_detection_carries_a_track_on_but_starts_none()
    {
        Assert.All(Run([[Head(0.3, score: 0.2f)], [Head(0.3, score: 0.2f)], [Head(0.3, score: 0.2f)]]), Assert.Empty);
        var frames = Run([[Head(0.3)], [Head(0.3)], [Head(0.3, score: 0.2f)]]);
        Assert.True(Assert.Single(frames[2]).Visible);
    }

    [Fact]
    public void Things_of_different_classes_are_never_one()
    {
        var frames = Run([[Head(0.3)], [Head(0.3)], [Head(0.3) with { Class = "rodent" }], [Head(0.3) with { Class = "rodent" }]]);
        Assert.Equal(["head", "rodent"], frames[3].Select(t => t.Class));
    }

    [Fact]
    public void A_clock_set_back_keeps_the_tracks_and_their_votes()
    {
        var state = TrackerState.Empty;
        IReadOnlyList<Track> tracks = [];
        for (var i = 0; i < 5; i++)
            (state, tracks) = Tracker.Step(state, [Head(0.3, cap: "none")], Noon.AddSeconds(i / 5.0));
        var id = tracks[0].Id;
        (_, tracks) = Tracker.Step(state, [Head(0.3, cap: "none")], Noon.AddHours(-1));
        Assert.Equal(id, Assert.Single(tracks).Id);
        Assert.Equal("none", tracks[0].Opinion("cap")!.Value);
        Assert.True(tracks[0].FirstSeenAt <= tracks[0].SeenAt);
    }

    [Fact]
    public void A_clock_set_ahead_loses_the_tracks()
    {
        var (state, _) = Tracker.Step(TrackerState.Empty, [Head(0.3)], Noon);
        (state, _) = Tracker.Step(state, [Head(0.3)], Noon.AddSeconds(0.2));
        var (_, tracks) = Tracker.Step(state, [], Noon.AddHours(1));
        Assert.Empty(tracks);
    }

    private static readonly Gen<Seen> AnySeen =
        Gen.Select(Gen.Double[0, 0.9], Gen.Double[0, 0.9], Gen.Double[0.01, 0.1], Gen.Float[0.1f, 1], Gen.Int[0, 3].Select(i => ((string?[])[null, "?", "worn", "none"])[i]))
            .Select((x, y, size, score, cap) => Head(x, y, size, score, cap));

    [Fact]
    public void Ids_are_unique_boxes_come_from_detections_and_order_does_not_matter() =>
        Gen.Select(AnySeen.List[0, 6].List[1, 20], Gen.Int[0, 1000]).Sample((frames, seed) =>
        {
            var (state, mixed, at) = (TrackerState.Empty, TrackerState.Empty, Noon);
            var random = new Random(seed);
            foreach (var drawn in frames)
            {
                var frame = drawn.DistinctBy(d => d.Box).ToArray();
                at += TimeSpan.FromMilliseconds(random.Next(-500, 1500));
                var shuffled = frame.ToArray();
                random.Shuffle(shuffled);
                (state, var tracks) = Tracker.Step(state, frame, at);
                (mixed, var others) = Tracker.Step(mixed, shuffled, at);
                Assert.Equal(tracks.Select(Describe), others.Select(Describe));
                Assert.Equal(tracks.Count, tracks.DistinctBy(t => t.Id).Count());
                var visible = tracks.Where(t => t.Visible).ToArray();
                Assert.All(visible, t => Assert.Contains(frame, d => d.Box == t.Box));
                Assert.Equal(visible.Length, visible.DistinctBy(t => t.Box).Count());
            }
        }, iter: 300);

    private static string Describe(Track t) => $"{t.Id} {t.Box} {t.Visible} {string.Join(' ', t.Attributes)}";
}
