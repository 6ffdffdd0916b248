using Mingchu.Edge.Inference;
using Mingchu.EvalVideo;
using Mingchu.Rig;

namespace Mingchu.Edge.Tests.Inference;

/// <summary>The shipped models see what happens in the sample clips, and in clips of real cameras where there are some.</summary>
[Trait("row", "A2")]
[Trait("row", "A3")]
public sealed class ClipTests(ITestOutputHelper output)
{
    /// <summary>What the shipped models miss; models/README.md says so too. A model that sees more takes its line out.</summary>
    private static readonly HashSet<(string Clip, string Hazard)> NotSeenYet =
    [
        ("hazards", "fire-smoke"), ("hazards", "rodent"),
        ("mess", "cockroach"), ("mess", "smoking"), ("closing", "phone-use"),
    ];

    public static TheoryData<string> Samples =>
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "samples/footage"), "*.truth.json").Select(f => Path.GetFileName(f)[..^".truth.json".Length])];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task What_happens_in_a_sample_clip_is_told_once_and_in_time(string clip)
    {
        var judged = ClipCase.Open(Path.Combine(Repository.Root, "samples/footage", clip + ".mp4"), null, unknown: true, null, null);
        using var recogniser = Load();
        var run = await ClipRun.Of(judged.Clip, judged.Config, recogniser, [], ClipRun.Noon, null, _ => { }, TestContext.Current.CancellationToken);
        output.WriteLine($"{clip}: {run}");
        Assert.InRange(run.Frames, (judged.Clip.Seconds * 5) - 2, (judged.Clip.Seconds * 5) + 2);
        foreach (var hazard in judged.Judge(run).Judgements.Where(j => run.Watched(j.Code)))
        {
            var dwell = run.Times(hazard.Code).Dwell;
            Assert.Empty(hazard.False);
            Assert.Empty(hazard.Again);
            // Who is only just in view long enough may turn away in the meantime.
            Assert.True(hazard.Missed.Any(e => e.To - e.From > dwell + 3) == NotSeenYet.Contains((clip, hazard.Code)), $"{hazard.Code}: {hazard.Missed.Count} missed, {hazard.Found.Count} found");
            Assert.All(hazard.Found, f => Assert.InRange(f.Alert.Second - f.Event.From, dwell - 0.5, f.Event.To - f.Event.From + 1));
        }
    }

    [Fact]
    public async Task Real_kitchen_pictures_show_heads()
    {
        using var recogniser = Load();
        var run = await ClipRun.Of(Data("footage/kitchen_cctv_slideshow.mp4"), recogniser, 50, TestContext.Current.CancellationToken);
        output.WriteLine($"kitchen: {run}");
        Assert.True(run.FramesWithHeads >= run.Frames / 2, run.ToString());
    }

    [Fact]
    public async Task People_who_walk_by_with_bare_heads_wear_no_mask_wrong()
    {
        using var recogniser = Load();
        var run = await ClipRun.Of(Data("footage/people_walking.mp4"), recogniser, 50, TestContext.Current.CancellationToken);
        output.WriteLine($"walking: {run}");
        Assert.Empty(run.Raised("mask-worn-wrong"));
    }

    private static Recogniser Load()
    {
        var (recogniser, errors) = ModelFolder.Load(Path.Combine(Repository.Root, "models"));
        Assert.Empty(errors);
        return recogniser!;
    }

    private static string Data(string file)
    {
        Assert.SkipWhen(Repository.Data is null, "MINGCHU_DATA names no folder of real clips");
        return Path.Combine(Repository.Data!, file);
    }
}
