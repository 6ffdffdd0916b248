using Mingchu.Edge.Core.Geometry;
using Mingchu.Edge.Core.Sight;
using Mingchu.Edge.Core.Tracking;
using Mingchu.Edge.Inference;
using Mingchu.Edge.Sight;
using Mingchu.Edge.Tests.Support;
using Mingchu.Rig;

namespace Mingchu.Edge.Tests.Sight;

/// <summary>Things put down are found, light and people are none.</summary>
[Trait("row", "A3")]
public sealed class ObjectTests(ITestOutputHelper output)
{
    private const int Down = 10, Up = 50, Seconds = 70;

    /// <summary>Each with a place on its floor where nobody goes.</summary>
    private static readonly Dictionary<string, (float X, float Y)> Places = new() { ["hazards"] = (0.72f, 0.72f), ["no-cap"] = (0.36f, 0.78f), ["no-mask"] = (0.24f, 0.78f) };

    private static readonly (string Name, bool Whole, Func<Thumbnail, float, float, Thumbnail> Draw)[] Things =
    [
        ("a carton on the floor", true, (t, x, y) => t.WithBox(x, y, 0.1, 0.16)),
        // Of a plain thing only what stands out from its ground can be told.
        ("a plain tub", false, (t, x, y) => t.With(x, y, 0.1, 0.16, (_, v) => 70 + (30 * v))),
        ("scraps", false, (t, x, y) => t.WithScraps(x + 0.05, y + 0.08)),
    ];

    public static TheoryData<string> Clips => [.. Places.Keys];

    /// <summary>Clips with a place where nobody stands; in <c>hazards</c> the cook does, and what is hidden is told anew.</summary>
    public static TheoryData<string> QuietClips => ["no-cap", "no-mask"];

    private static readonly (string Name, Func<Thumbnail, int, Thumbnail> Draw)[] Harmless =
    [
        ("people at work", (t, _) => t),
        ("light switched off and on", (t, s) => s / 12 % 2 == 1 ? t.Lit(0.45, 0.5) : t),
        ("evening", (t, s) => t.Lit(1 - (0.006 * s), 0.004 * s)),
        ("a shadow sweeps over", (t, s) => t.Shadowed(s % 20 / 20.0)),
        ("the camera shakes", (t, s) => t.Turned(0.008 * Math.Sin(s * 2.1), 0.006 * Math.Cos(s * 3.3))),
        ("steam comes and goes", (t, s) => t.Steamed(0.7 * Math.Max(0, Math.Sin(s / 8.0)), s)),
        ("steam over one pot", (t, s) => t.Steamed(0.8, s, 0.25)),
    ];

    [Theory]
    [MemberData(nameof(QuietClips))]
    public void A_thing_put_down_is_told_once_after_its_time_where_it_is_and_goes_when_it_is_taken_away(string clip)
    {
        var wrong = new List<string>();
        var (x, y) = Places[clip];
        var where = new Box(x, y, x + 0.1f, y + 0.16f);
        foreach (var (name, whole, draw) in Things)
        {
            using var run = Run(clip, (t, s) => s is >= Down and < Up ? draw(t, x, y) : t);
            output.WriteLine($"{name,-28} {run}");
            var told = Enumerable.Range(0, Seconds).Where(s => run.All[s].Objects.Count > 0).ToArray();
            var things = run.Things.ToArray();
            // Scraps may be told one by one.
            if (things.Length == 0 || (whole && (things.Length > 1 || things[0].Box.Iou(where) < 0.5f)) || things.Any(o => o.Box.Iou(where) == 0)
                || told[0] is < Down + 15 or > Down + 22 || told[^1] is < Up - 1 or > Up + 5
                || Math.Abs((things[0].Since - Some.At).TotalSeconds - Down) > 4)
                wrong.Add($"{name}: {run}");
        }
        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Clips))]
    public void Nothing_is_told_of_people_light_shadows_steam_and_shaking(string clip)
    {
        var wrong = new List<string>();
        foreach (var (name, draw) in Harmless)
        {
            using var run = Run(clip, draw);
            output.WriteLine($"{name,-28} {run}");
            if (run.Things.Any())
                wrong.Add($"{name}: {run}");
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public void A_thing_stays_told_while_the_light_is_switched()
    {
        using var run = Run("no-cap", (t, s) => (s is >= Down ? t.WithBox(0.36, 0.78, 0.1, 0.16) : t) is var seen && s / 10 % 2 == 1 && s > 30 ? seen.Lit(0.5, 0.3) : seen);
        output.WriteLine(run.ToString());
        Assert.All(run.All.Skip(Down + 22), seen => Assert.True(seen.Objects.Count == 1));
        Assert.Single(run.Things);
    }

    [Fact]
    public void A_person_who_stands_still_for_minutes_is_no_thing()
    {
        var empty = ReferenceCheck.Middle(SightClip.Sample("no-cap"));
        // A cook made of stone: nothing moves at all.
        static Thumbnail Stand(Thumbnail t) => t.With(0.6, 0.3, 0.04, 0.07, (_, _) => 215).With(0.57, 0.37, 0.1, 0.25, (x, _) => 235 - (60 * x)).With(0.585, 0.62, 0.07, 0.25, (_, _) => 40);
        Track[] head = [new(1, "head", new(0.595f, 0.29f, 0.645f, 0.38f), 0.9f, Some.At, Some.At, Visible: true, [])];
        using var known = new SightRun(empty);
        for (var s = 0; s < 180; s++)
            known.Look((s < 5 ? empty : Stand(empty)).Noisy(s), s < 5 ? [] : head);
        Assert.Empty(known.Things);
        // The same figure without a head that anyone knows is a thing: the test would see it.
        using var unknown = new SightRun(empty);
        for (var s = 0; s < 40; s++)
            unknown.Look((s < 5 ? empty : Stand(empty)).Noisy(s));
        Assert.NotEmpty(unknown.Things);
    }

    [Fact]
    public void Real_people_who_come_stand_and_go_are_no_things()
    {
        var looks = SightClip.Real("people_walking");
        using var data = new TempFolder();
        var references = new ReferenceFolder(data.Path);
        references.Approve("clip", new(looks[0], Some.At), []);
        var (recogniser, _) = ModelFolder.Load(Path.Combine(Repository.Root, "models"));
        using var models = recogniser!;
        var watch = new CameraWatch("clip", [], models, references: references);
        var findings = SightClip.Frames("people_walking", 768, 432, 5, 60).Select(frame => watch.Look(frame)).ToArray();
        var things = findings.SelectMany(f => f.Seen.Objects).GroupBy(o => o.Id).Select(g => $"{g.Key} {g.First().Box} for {g.Count() / 5} s").ToArray();
        output.WriteLine($"{findings.Length} frames, {findings.Count(f => f.Scene.Tracks.Any(t => t.Class == "head"))} with heads; {string.Join("; ", things)}");
        Assert.Equal(300, findings.Length);
        Assert.Empty(things);
    }

    [Fact]
    public void Without_a_reference_nothing_is_told()
    {
        var looks = SightClip.Sample("no-cap");
        using var run = new SightRun();
        for (var s = 0; s < Seconds; s++)
            run.Look(s < Down ? looks[s] : looks[s % looks.Count].WithBox(0.36, 0.78, 0.1, 0.16));
        Assert.Empty(run.Things);
    }

    /// <summary>The clip to and fro with the heads of its truth, against the middle of its pictures with the fewest people.</summary>
    private static SightRun Run(string clip, Func<Thumbnail, int, Thumbnail> draw)
    {
        var (looks, heads) = (SightClip.Sample(clip), SightRun.Heads(clip));
        var fewest = looks.Select((_, s) => heads(s + 0.5).Count).Min();
        var run = new SightRun(ReferenceCheck.Middle([.. looks.Where((_, s) => heads(s + 0.5).Count == fewest)]));
        for (var s = 0; s < Seconds; s++)
        {
            var at = s % (2 * looks.Count) is var p && p >= looks.Count ? (2 * looks.Count) - 1 - p : p;
            run.Look(draw(looks[at], s).Noisy(s), heads(at + 0.5));
        }
        return run;
    }
}
