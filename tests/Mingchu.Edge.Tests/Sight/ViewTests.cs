using Mingchu.Edge.Core.Sight;

namespace Mingchu.Edge.Tests.Sight;

/// <summary>What happens to a camera is told within its time, on rendered and on real clips; what is none of its faults is not told.</summary>
[Trait("row", "A1")]
public sealed class ViewTests(ITestOutputHelper output)
{
    private const int Begin = 15, End = 35;

    public static TheoryData<string> Clips => ["compliant", "hazards", "no-cap", "no-mask", "kitchen_cctv_slideshow", "people_walking"];

    /// <summary>Without people before a white wall, who show too little to tell blur from steam or a roll; the README says so.</summary>
    public static TheoryData<string> Kitchens => ["compliant", "hazards", "no-cap", "no-mask", "kitchen_cctv_slideshow"];

    private static readonly (string Name, ViewState State, int Within, Func<Thumbnail, int, Thumbnail> Draw)[] Faults =
    [
        ("a dark cloth", ViewState.Blocked, 4, (t, _) => t.Covered(60)),
        ("paint", ViewState.Blocked, 4, (t, _) => t.Covered(200)),
        ("a hand over three quarters", ViewState.Blocked, 4, (t, _) => t.Covered(70, 0.75)),
        ("a little out of focus", ViewState.Blurred, 6, (t, _) => t.Blurred(1.6)),
        ("out of focus", ViewState.Blurred, 6, (t, _) => t.Blurred(2.5)),
        ("far out of focus", ViewState.Blurred, 6, (t, _) => t.Blurred(5)),
        ("pushed", ViewState.Moved, 6, (t, _) => t.Turned(0.045)),
        ("turned", ViewState.Moved, 6, (t, _) => t.Turned(0.1, 0.05)),
        ("rolled", ViewState.Moved, 6, (t, _) => t.Turned(0, 0, 7)),
        ("turned far away", ViewState.Moved, 6, (t, _) => t.Turned(0.45)),
        ("lights out", ViewState.Dark, 3, (t, _) => t.Lit(0.05)),
        ("steam that rises", ViewState.Steamed, 9, (t, s) => t.Steamed(Math.Min(0.85, (s - Begin) * 0.14), s)),
    ];

    private static readonly (string Name, Func<Thumbnail, int, Thumbnail> Draw)[] Harmless =
    [
        ("people at work", (t, _) => t),
        ("light switched off and on", (t, s) => s / 8 % 2 == 1 ? t.Lit(0.45, 0.4) : t),
        ("a bright lamp switched on", (t, s) => s > Begin ? t.Lit(1.35, -0.3) : t),
        ("evening", (t, s) => t.Lit(1 - (0.012 * s))),
        ("a shadow sweeps over", (t, s) => t.Shadowed(s % 12 / 12.0)),
        ("the camera shakes", (t, s) => t.Turned(0.009 * Math.Sin(s * 2.1), 0.007 * Math.Cos(s * 3.3), 0.4 * Math.Sin(s))),
        ("steam over one pot", (t, s) => t.Steamed(0.8, s, 0.2)),
    ];

    [Theory]
    [MemberData(nameof(Kitchens))]
    public void A_fault_is_told_in_time_as_what_it_is_and_ends_with_it(string clip)
    {
        var looks = Load(clip);
        var wrong = new List<string>();
        foreach (var (name, state, within, draw) in Faults)
        {
            using var run = Run(looks, 45, (t, s) => s is >= Begin and < End ? draw(t, s) : t);
            output.WriteLine($"{name,-28} {run}");
            var told = run.Seconds(state).ToArray();
            var others = Enum.GetValues<ViewState>().Where(v => v != state && v != ViewState.Clear).SelectMany(run.Seconds).ToArray();
            // Steam that rises hides little in its first seconds.
            var doubted = run.Unfit.FirstOrDefault(-1) - Begin;
            if (told.Length == 0 || told[0] > Begin + within || told[^1] < End - 1 || told[^1] > End + 4 || others.Length > 0 || doubted > (state == ViewState.Steamed ? 6 : 1) || doubted < 0)
                wrong.Add($"{name}: {run}");
        }
        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Clips))]
    public void Nothing_is_told_of_people_light_shadows_and_shaking(string clip)
    {
        var looks = Load(clip);
        var wrong = new List<string>();
        foreach (var (name, draw) in Harmless)
        {
            using var run = Run(looks, 60, draw);
            output.WriteLine($"{name,-28} {run}");
            if (run.Unfit.Any())
                wrong.Add($"{name}: {run}");
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public void Minutes_of_a_real_kitchen_and_of_people_walking_give_no_fault()
    {
        foreach (var clip in (string[])["kitchen_cctv_slideshow", "people_walking"])
        {
            var looks = Load(clip);
            using var run = Run(looks, looks.Count, (t, _) => t);
            output.WriteLine($"{clip} {run}");
            Assert.Empty(run.Seconds(ViewState.Blocked).Concat(run.Seconds(ViewState.Moved)).Concat(run.Seconds(ViewState.Blurred)));
        }
    }

    [Fact]
    public void A_moved_camera_stays_moved_until_a_new_reference_is_approved()
    {
        var looks = SightClip.Sample("compliant");
        using var run = new SightRun(ReferenceCheck.Middle(looks));
        var moved = looks.Select(t => t.Turned(0.08)).ToArray();
        for (var s = 0; s < 700; s++)
            run.Look(moved[s % moved.Length]);
        Assert.Equal(Enumerable.Range(5, 695), run.Seconds(ViewState.Moved));
        run.References.Approve("stove", new(ReferenceCheck.Middle(moved), Support.Some.At), []);
        for (var s = 0; s < 20; s++)
            run.Look(moved[s % moved.Length]);
        Assert.Equal(ViewState.Clear, run.All[^1].View.View);
    }

    [Fact]
    public void Without_a_reference_a_moved_camera_is_news_for_ten_minutes_and_then_its_usual_view()
    {
        var looks = SightClip.Sample("compliant");
        var moved = looks.Select(t => t.Turned(0.08)).ToArray();
        using var run = new SightRun();
        for (var s = 0; s < 700; s++)
            run.Look((s < 30 ? looks : moved)[s % looks.Count]);
        var told = run.Seconds(ViewState.Moved).ToArray();
        Assert.Equal(Enumerable.Range(told[0], told.Length), told);
        Assert.InRange(told[0], 30, 36);
        Assert.InRange(told[^1], 625, 640);
    }

    private static IReadOnlyList<Thumbnail> Load(string clip) => clip is "kitchen_cctv_slideshow" or "people_walking" ? SightClip.Real(clip) : SightClip.Sample(clip);

    /// <summary>The clip to and fro, as long as asked, with noise that never is the same.</summary>
    private static SightRun Run(IReadOnlyList<Thumbnail> looks, int seconds, Func<Thumbnail, int, Thumbnail> draw)
    {
        var run = new SightRun();
        for (var s = 0; s < seconds; s++)
            run.Look(draw(looks[s % (2 * looks.Count) is var p && p >= looks.Count ? (2 * looks.Count) - 1 - p : p], s).Noisy(s));
        return run;
    }
}
