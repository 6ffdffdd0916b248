using Mingchu.Contracts.Messages;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Core.Calendars;
using Mingchu.Edge.Core.Rules;
using Mingchu.Edge.Tests.Inference;

namespace Mingchu.Edge.Tests;

/// <summary>One camera with the toy models, which see heads with caps and masks.</summary>
public sealed class CameraWatchTests
{
    private static readonly Zone Left = new("left", new([(0, 0), (0.5f, 0), (0.5f, 1), (0, 1)])) { Hazards = ["no-cap", "absent", "goods-on-floor"] };

    /// <summary>Open every day from 8 to 20 o'clock.</summary>
    private static readonly CameraPlan Plan = new() { Zones = [Left], Opening = new([new(Shift.EveryDay, new(8, 0), new(20, 0))]) };

    /// <summary>A lit room: in a black picture nothing could be told.</summary>
    private static Drawing Room() => new Drawing(640, 360).Fill(0, 0, 640, 360, 128, 128, 128).Fill(0, 200, 640, 360, 90, 90, 90).Fill(400, 100, 520, 260, 170, 170, 170);

    private static List<AlertChange> Look(CameraWatch watch, DateTimeOffset from, Drawing picture)
    {
        var all = new List<AlertChange>();
        for (var i = 0; i < 60; i++)
        {
            using var frame = new Frame("stove", i, from.AddSeconds(i / 5.0), picture.Picture.Width, picture.Picture.Height, new Owned(picture.Picture.Bgr.ToArray()));
            all.AddRange(watch.Look(frame).Changes);
        }
        return all;
    }

    [Fact]
    [Trait("row", "A3")]
    public void The_opening_hours_are_those_of_where_the_camera_hangs()
    {
        using var recogniser = ToyModels.Load();
        var worker = Room().Head(160, 80, 80, "worn");
        var noonInShanghai = new DateTimeOffset(2026, 1, 31, 4, 0, 0, TimeSpan.Zero);
        List<AlertChange> At(string zone) => Look(new("stove", [], recogniser, Plan, TimeZoneInfo.FindSystemTimeZoneById(zone)), noonInShanghai, worker);
        Assert.DoesNotContain(At("Asia/Shanghai"), c => c.Hazard == "after-hours");
        var raised = Assert.Single(At("Europe/Berlin"), c => c.Hazard == "after-hours");
        Assert.Equal((AlertPhase.Raised, "head after hours"), (raised.Phase, Assert.Single(raised.Boxes).Label));
    }

    [Fact]
    [Trait("row", "A7")]
    public void A_zone_and_a_mask_restrict_what_is_told()
    {
        using var recogniser = ToyModels.Load();
        var bare = Room().Head(160, 80, 80, "none");
        List<AlertChange> With(CameraPlan plan) => [.. Look(new("stove", [], recogniser, plan), new(2026, 1, 31, 4, 0, 0, TimeSpan.Zero), bare).Where(c => c.Hazard == "no-cap")];
        Assert.Equal("left", Assert.Single(With(new() { Zones = [Left] })).Zone);
        Assert.Null(Assert.Single(With(CameraPlan.Empty)).Zone);
        Assert.Empty(With(new() { Zones = [Left], Masks = [new(Left.Area)] }));
    }

    [Fact]
    public void What_the_models_cannot_see_or_nothing_is_drawn_for_is_not_watched()
    {
        using var recogniser = ToyModels.Load();
        Assert.Equal(["no-cap", "no-mask", "mask-worn-wrong", "after-hours", "goods-on-floor"], new CameraWatch("stove", [], recogniser, Plan).Rulebook.Hazards);
        Assert.Equal(["no-cap", "no-mask", "mask-worn-wrong"], new CameraWatch("stove", [], recogniser).Rulebook.Hazards);
    }

    private sealed class Owned(byte[] bytes) : System.Buffers.IMemoryOwner<byte>
    {
        public Memory<byte> Memory => bytes;

        public void Dispose()
        {
        }
    }
}
