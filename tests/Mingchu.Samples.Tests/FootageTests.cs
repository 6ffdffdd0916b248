using Mingchu.Contracts.Hazards;

namespace Mingchu.Samples.Tests;

public sealed class FootageTests
{
    public static TheoryData<string> Clips => [.. Clip.Names()];

    public static TheoryData<string, string> Violations => new() { { "no-cap", "no-cap" }, { "no-mask", "no-mask" }, { "no-mask", "mask-worn-wrong" } };

    [Theory, MemberData(nameof(Clips))]
    public async Task A_clip_has_the_size_rate_and_length_its_truth_says(string name)
    {
        var clip = Clip.Open(name);
        var video = await VideoFile.Probe(clip.Video, TestContext.Current.CancellationToken);

        Assert.Equal(("h264", "yuv420p", 0), (video.Codec, video.PixelFormat, video.BFrames));
        Assert.Equal((clip.Truth.Width, clip.Truth.Height, clip.Truth.Frames), (video.Width, video.Height, video.Frames));
        Assert.Equal(clip.Truth.Fps, video.Fps, 0.01);
        Assert.Equal(clip.Truth.Seconds, video.Seconds, 0.1);
    }

    [Theory, MemberData(nameof(Clips))]
    public void Every_box_lies_inside_the_picture_and_the_clip(string name)
    {
        var clip = Clip.Open(name);

        Assert.NotEmpty(clip.Boxes.Frames);
        Assert.All(clip.Boxes.Frames, frame => Assert.InRange(frame.T, 0, clip.Truth.Seconds));
        var boxes = clip.Boxes.Frames.SelectMany(f => f.Heads.Select(h => h.Box).Concat(f.Things.Select(t => t.Box)));
        Assert.All(boxes, box =>
        {
            Assert.True(box is [_, _, > 0, > 0], string.Join(' ', box));
            Assert.InRange(box[0] - box[2] / 2, -0.002, 1);
            Assert.InRange(box[0] + box[2] / 2, 0, 1.002);
            Assert.InRange(box[1] - box[3] / 2, -0.002, 1);
            Assert.InRange(box[1] + box[3] / 2, 0, 1.002);
        });
    }

    [Theory, MemberData(nameof(Clips))]
    public void Every_hazard_is_on_the_hazard_list_and_inside_the_clip(string name)
    {
        var truth = Clip.Open(name).Truth;

        Assert.All(truth.Hazards, h =>
        {
            Assert.NotNull(HazardList.Current.Find(h.Code));
            Assert.True(0 <= h.From && h.From < h.To && h.To <= truth.Seconds + 0.3, h.ToString());
        });
    }

    [Theory, MemberData(nameof(Clips))]
    public void Head_labels_use_the_known_words(string name) =>
        Assert.All(Clip.Open(name).Boxes.Frames.SelectMany(f => f.Heads), h =>
        {
            Assert.Contains(h.Head, (string[])["net", "cap", "bare", "unknown"]);
            Assert.Contains(h.Mask, (string[])["worn", "wrong", "none", "unknown"]);
            Assert.Contains(h.Clothes, (string[])["work-wear", "street", "unknown"]);
            Assert.Contains(h.Hands, (string[])["glove", "bare", "unknown"]);
        });

    [Fact]
    public void The_compliant_kitchen_has_two_cooks_and_no_hazard()
    {
        var clip = Clip.Open("compliant");

        Assert.Empty(clip.Truth.Hazards);
        Assert.Equal(2, clip.Boxes.Frames.Max(f => f.Heads.Count));
    }

    [Theory, MemberData(nameof(Violations))]
    public void A_violation_is_in_view_for_twelve_seconds_and_gone_for_six_before_the_clip_repeats(string name, string code)
    {
        var truth = Clip.Open(name).Truth;

        Assert.Contains(truth.Hazards, h => h.Code == code && h.To - h.From >= 12);
        var clear = truth.Hazards.Min(h => h.From) + truth.Seconds - truth.Hazards.Max(h => h.To);
        Assert.True(clear >= 6, $"only {clear:0.0} s without a hazard");
    }

    [Fact]
    public void The_sample_footage_takes_at_most_20_MB() =>
        Assert.InRange(Directory.EnumerateFiles(Clip.Folder).Sum(f => new FileInfo(f).Length), 1, 20_000_000);
}
