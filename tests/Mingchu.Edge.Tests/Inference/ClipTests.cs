using System.Text.Json;
using Mingchu.Contracts.Hazards;
using Mingchu.Edge.Inference;
using Mingchu.Rig;

namespace Mingchu.Edge.Tests.Inference;

/// <summary>The shipped models see what happens in the sample clips, and in clips of real cameras where there are some.</summary>
[Trait("row", "A2")]
public sealed class ClipTests(ITestOutputHelper output)
{
    private sealed record Truth(double Seconds, Event[] Hazards);

    private sealed record Event(string Code, double From, double To);

    public static TheoryData<string> Samples =>
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "samples/footage"), "*.truth.json").Select(f => Path.GetFileName(f)[..^".truth.json".Length])];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task What_happens_in_a_sample_clip_is_told_once_and_in_time(string clip)
    {
        var file = Path.Combine(Repository.Root, "samples/footage", clip);
        var truth = JsonSerializer.Deserialize<Truth>(await File.ReadAllTextAsync(file + ".truth.json", TestContext.Current.CancellationToken), JsonSerializerOptions.Web)!;
        using var recogniser = Load();
        var run = await ClipRun.Of(file + ".mp4", recogniser);
        output.WriteLine($"{clip}: {run}");
        // ffmpeg drops what it read while probing, up to the second key frame.
        var late = truth.Seconds - (run.Frames / 5.0);
        Assert.InRange(late, -0.5, 2.5);
        foreach (var hazard in new CameraWatch("clip", [], recogniser).Rulebook.Hazards)
        {
            var dwell = HazardList.Current.Find(hazard)!.DwellSeconds;
            var happened = truth.Hazards.Where(h => h.Code == hazard && h.To - h.From > dwell + 3).ToArray();
            var raised = run.Raised(hazard).Select(second => second + late).ToArray();
            foreach (var (from, to) in happened.Select(h => (h.From, h.To)))
                Assert.Single(raised, second => second >= from + dwell - 0.5 && second <= to + 1);
            Assert.Equal(happened.Length, raised.Length);
        }
    }

    [Fact]
    public async Task Real_kitchen_pictures_show_heads()
    {
        using var recogniser = Load();
        var run = await ClipRun.Of(Data("footage/kitchen_cctv_slideshow.mp4"), recogniser, limit: 250);
        output.WriteLine($"kitchen: {run}");
        Assert.True(run.FramesWithHeads >= run.Frames / 2, run.ToString());
    }

    [Fact]
    public async Task People_who_walk_by_with_bare_heads_wear_no_mask_wrong()
    {
        using var recogniser = Load();
        var run = await ClipRun.Of(Data("footage/people_walking.mp4"), recogniser, limit: 250);
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
