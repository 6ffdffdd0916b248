using Mingchu.Edge.Core.Motion;
using Mingchu.Edge.Core.Sight;

namespace Mingchu.Edge.Core.Tests.Motion;

public sealed class MotionGateTests
{
    private const int Width = 320, Height = 180;
    private static readonly DateTimeOffset At = new(2026, 1, 31, 8, 15, 30, TimeSpan.Zero);
    private readonly MotionGate gate = new(MotionSettings.Default);

    /// <summary>A textured view with noise of a few grey levels, other noise each time, and a dark spot.</summary>
    private static Thumbnail View(int noise, (int X, int Y, int Width, int Height)? spot = null, int light = 0, int contrast = 60)
    {
        var (pixels, random) = (new byte[Width * Height], new Random(noise));
        for (var i = 0; i < pixels.Length; i++)
        {
            var (x, y) = (i % Width, i / Width);
            var dark = spot is var (left, top, wide, high) && x >= left && x < left + wide && y >= top && y < top + high ? contrast : 0;
            pixels[i] = (byte)Math.Clamp(120 + (40 * (x / 16 % 2)) + random.Next(-3, 4) - dark + light, 0, 255);
        }
        return new(Width, Height, pixels);
    }

    private Core.Motion.Motion Look(Thumbnail picture, double second, bool watched = false, double? due = null) =>
        gate.Look(picture, watched, due is { } d ? TimeSpan.FromSeconds(d) : null, At.AddSeconds(second));

    [Fact]
    public void A_still_scene_is_looked_at_again_after_the_time_for_it()
    {
        Assert.Equal(Core.Motion.Motion.Moved, Look(View(0), 0));
        Assert.All(Enumerable.Range(1, 24), n => Assert.Equal(Core.Motion.Motion.Still, Look(View(n), n * 0.2)));
        Assert.Equal(Core.Motion.Motion.Due, Look(View(99), 5));
        Assert.Equal(Core.Motion.Motion.Still, Look(View(100), 6));
    }

    [Fact]
    public void With_somebody_in_view_or_something_pending_it_is_looked_at_sooner()
    {
        Look(View(0), 0);
        Look(View(1), 4);
        Assert.Equal(Core.Motion.Motion.Due, Look(View(2), 5));
        Assert.Equal(Core.Motion.Motion.Still, Look(View(3), 6.4, watched: true));
        Assert.Equal(Core.Motion.Motion.Due, Look(View(4), 6.5, watched: true));
        Assert.Equal(Core.Motion.Motion.Due, Look(View(5), 6.7, watched: true, due: 0.2));
        Assert.Equal(Core.Motion.Motion.Due, Look(View(6), 6.71, due: 0));
    }

    [Fact]
    public void After_a_movement_the_models_look_on_until_votes_can_agree()
    {
        Look(View(0), 0);
        Assert.Equal(Core.Motion.Motion.Moved, Look(View(1, (100, 100, 8, 8)), 3, watched: true));
        Assert.All(Enumerable.Range(1, 7), n => Assert.Equal(Core.Motion.Motion.Due, Look(View(n, (100, 100, 8, 8)), 3 + (n * 0.2), watched: true)));
        Assert.Equal(Core.Motion.Motion.Still, Look(View(9, (100, 100, 8, 8)), 4.6, watched: true));
    }

    /// <summary>A rat of 12 by 6 pixels in a picture 960 wide.</summary>
    [Fact]
    [Trait("row", "A3")]
    public void A_rat_that_runs_is_movement_wherever_it_is() =>
        Gen.Select(Gen.Int[0, Width - 4], Gen.Int[0, Height - 2], Gen.Int[0, 1000], Gen.Bool).Sample((x, y, noise, watched) =>
        {
            var fresh = new MotionGate(MotionSettings.Default);
            fresh.Look(View(noise), watched, null, At);
            Assert.Equal(Core.Motion.Motion.Moved, fresh.Look(View(noise + 1, (x, y, 4, 2)), watched, null, At.AddSeconds(0.2)));
        }, iter: 200);

    [Fact]
    public void What_creeps_is_noticed_since_it_is_compared_with_what_the_models_saw()
    {
        Look(View(0, (100, 100, 12, 12)), 0);
        var at = Enumerable.Range(1, 20).First(n => Look(View(n, (100 + (n / 5), 100, 12, 12)), n * 0.2) != Core.Motion.Motion.Still);
        Assert.InRange(at, 1, 15);
    }

    [Fact]
    public void Light_switched_is_movement()
    {
        Look(View(0), 0);
        Assert.Equal(Core.Motion.Motion.Moved, Look(View(1, light: -30), 0.2));
    }

    [Fact]
    public void A_clock_in_the_picture_stops_counting_while_nobody_is_there_and_counts_again_when_somebody_is()
    {
        var seen = Enumerable.Range(0, 300).Select(n => (Second: n * 0.2, Seen: Look(View(n, n / 5 % 2 == 0 ? null : (8, 8, 12, 8)), n * 0.2))).ToList();
        Assert.Contains(seen, s => s.Second is > 1 and < 15 && s.Seen == Core.Motion.Motion.Moved);
        Assert.DoesNotContain(seen, s => s.Second > 25 && s.Seen == Core.Motion.Motion.Moved);
        Assert.Equal(Core.Motion.Motion.Moved, Look(View(999, (160, 90, 4, 2)), 60.2));
        Look(View(1000), 60.4);
        Assert.Equal(Core.Motion.Motion.Moved, Look(View(1001, (8, 8, 12, 8)), 60.6, watched: true));
    }

    [Fact]
    public void A_clock_set_back_or_a_picture_of_another_shape_is_seen_by_the_models()
    {
        Look(View(0), 0);
        Assert.Equal(Core.Motion.Motion.Moved, Look(View(1), -10));
        Assert.Equal(Core.Motion.Motion.Moved, Look(new(160, 120, new byte[160 * 120]), -9.8));
    }

    [Fact]
    public void Switched_off_nothing_is_still()
    {
        var off = new MotionGate(new() { Enabled = false });
        Assert.All(Enumerable.Range(0, 10), n => Assert.NotEqual(Core.Motion.Motion.Still, off.Look(View(n), false, null, At.AddSeconds(n * 0.2))));
    }
}
