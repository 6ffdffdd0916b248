using Mingchu.Contracts.Hazards;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Core.Rules;
using Mingchu.Edge.Core.Sight;
using Mingchu.Edge.Core.Tracking;

namespace Mingchu.Edge.Core.Tests.Rules;

/// <summary>What holds for every kind of condition at once, in whole pictures and zones, with any clock and any view.</summary>
public sealed class EveryRuleProperties
{
    private static readonly Zone Right = new("right", new([(0.5f, 0), (1, 0), (1, 1), (0.5f, 1)])) { Hazards = ["intruder", "unattended-flame", "floor-litter"], Hours = Some.Day, StaffOnly = true };

    private static readonly Rulebook Book = Quick(Rulebook.Create(
        "pastry", HazardList.Current, [new("no-gloves") { Enabled = true }, new("rodent") { MinConfidence = 0.6, Share = 0.8 }],
        new()
        {
            Zones = [Some.Left with { Hazards = [.. Condition.All.Where(c => c.NeedsZone).Select(c => c.Hazard)] }, Right],
            Masks = [new(new([(0.4f, 0.4f), (0.6f, 0.4f), (0.6f, 0.6f), (0.4f, 0.6f)])) { Hazards = ["fire-smoke", "absent"] }],
            Opening = Some.Day,
            Duty = Some.Day,
        }));

    private static readonly Gen<Track> Thing = Gen.Select(
        Pick("head", "head", "head", "hand", "rodent", "bin-open", "litter", "wet-floor", "fire", "smoke", "cigarette", "phone"),
        Gen.Float[0.05f, 0.95f], Gen.Float[0.3f, 0.7f], Gen.Float[0.3f, 1], Gen.Bool, Pick("none", "worn", "wrong", "street", "work-wear", "other", "bare", "?"))
        .Select((type, x, y, score, tentative, value) => Some.Thing(type, x, y, score, tentative, id: (long)(x * 1e6)) with
        {
            Attributes = type != "head" ? [] : [.. ((string[])["cap", "mask", "clothes", "hands"]).Select(a => new AttributeOpinion(a, value == "?" ? null : value, score, 5))],
        });

    private static readonly Gen<Scene> AnyScene = Gen.Select(
        Thing.Array[0, 5], Gen.Float[0.1f, 0.9f].Array[0, 2], Gen.Frequency((6, Gen.Const(ViewState.Clear)), (1, Gen.Enum<ViewState>())), Pick<int?>(null, 7, 12, 12, 22))
        .Select((things, objects, view, hour) => new Scene(things)
        {
            Objects = [.. objects.Select(x => Some.Object(x))],
            View = view,
            LocalTime = hour is { } h ? Some.At12.Date.AddHours(h) : null,
        });

    /// <summary>Runs of alike frames, mostly 200 ms apart, with a jump of the clock now and then.</summary>
    private static readonly Gen<(int After, Scene Scene)[]> Story = Gen.Select(
        AnyScene, Gen.Int[1, 25], Gen.Frequency((20, Gen.Const(200)), (3, Gen.Int[0, 2500]), (1, Gen.Int[-10_000, 10_000]))).Array[1, 10]
        .Select(runs => runs.SelectMany(run => Enumerable.Repeat(run.Item1, run.Item2).Select((scene, i) => (i == 0 ? run.Item3 : 200, scene))).ToArray());

    private static Gen<T> Pick<T>(params T[] of) => Gen.Int[0, of.Length - 1].Select(i => of[i]);

    /// <summary>The same rules with times that a story can reach.</summary>
    private static Rulebook Quick(Rulebook book) => book with
    {
        Rules = [.. book.Rules.Select((r, i) => r with { Dwell = TimeSpan.FromSeconds(1 + (i % 3)), Clear = TimeSpan.FromSeconds(1 + (i % 2)), Doubt = TimeSpan.FromSeconds(3) })],
    };

    private static List<AlertChange> Run(IEnumerable<(int After, Scene Scene)> story, Action<Scene, DateTimeOffset, IReadOnlyList<AlertChange>>? see = null)
    {
        var (state, now, all) = (RulesState.Start(Book), Some.Noon, new List<AlertChange>());
        foreach (var (after, scene) in story)
        {
            now = now.AddMilliseconds(after);
            (state, var changes) = RuleFold.Step(state, Book, scene, now);
            see?.Invoke(scene, now, changes);
            all.AddRange(changes);
        }
        return all;
    }

    private static IEnumerable<IGrouping<(string, string?), AlertChange>> Matters(IEnumerable<AlertChange> changes) => changes.GroupBy(c => (c.Hazard, c.Zone));

    [Fact]
    public void The_book_holds_every_condition() => Assert.Equal(Condition.All.Select(c => c.Hazard), Book.Hazards);

    [Fact]
    public void The_stories_raise_alerts_of_most_hazards()
    {
        var raised = new HashSet<string>();
        Story.Sample(story => { raised.UnionWith(Run(story).Select(c => c.Hazard)); }, iter: 500, threads: 1);
        Assert.True(raised.Count > 15, string.Join(' ', raised));
    }

    [Fact]
    public void Each_alert_is_raised_once_told_in_order_and_cleared_at_most_once_before_the_next() =>
        Story.Sample(story =>
        {
            foreach (var matter in Matters(Run(story)))
            {
                AlertChange? open = null;
                foreach (var change in matter)
                {
                    Assert.Equal(open is null, change.Phase == AlertPhase.Raised);
                    Assert.Equal(open is null ? 0 : open.Sequence + 1, change.Sequence);
                    Assert.True(open is null || (change.StartedAt, change.RaisedAt) == (open.StartedAt, open.RaisedAt));
                    Assert.True(change.EndedAt is null || change.EndedAt >= change.StartedAt);
                    Assert.InRange(change.Confidence, 0, 1);
                    open = change.Phase == AlertPhase.Cleared ? null : change;
                }
                Assert.Equal(matter.Count(c => c.Phase == AlertPhase.Raised), matter.Where(c => c.Phase == AlertPhase.Raised).DistinctBy(c => c.StartedAt).Count());
            }
        }, iter: 300);

    [Fact]
    public void Nothing_is_raised_without_dwell_nor_without_a_sure_violation_in_the_picture() =>
        Story.Sample(story => Run(story, (scene, now, changes) =>
        {
            foreach (var raised in changes.Where(c => c.Phase == AlertPhase.Raised))
            {
                var rule = Book.Rules.Single(r => (r.Condition.Hazard, r.Zone?.Id) == (raised.Hazard, raised.Zone));
                Assert.Equal(now, raised.RaisedAt);
                Assert.True(raised.RaisedAt - raised.StartedAt >= rule.Dwell - TimeSpan.FromMilliseconds(1));
                var sighting = Sighting.Of(rule, Book, scene);
                Assert.Equal(Verdict.Violation, sighting.Verdict);
                Assert.Equal(sighting.Boxes, raised.Boxes);
                Assert.NotEmpty(raised.Boxes);
                Assert.All(raised.Boxes, b => Assert.True(b.Score >= rule.MinConfidence));
            }
        }), iter: 300);

    [Fact]
    public void A_blocked_view_raises_nothing_whatever_seems_to_be_in_it() =>
        Story.Sample(story => Assert.Empty(Run(story.Select(f => (f.After, f.Scene with { View = ViewState.Blocked })))), iter: 100);

    [Fact]
    public void What_is_sure_enough_to_raise_an_alert_is_sure_enough_to_keep_it() =>
        AnyScene.Sample(scene =>
        {
            foreach (var rule in Book.Rules)
                if (Sighting.Of(rule, Book, scene) is { Verdict: Verdict.Violation } raises)
                    Assert.Superset(raises.Boxes.ToHashSet(), Sighting.Of(rule, Book, scene, keep: true).Boxes.ToHashSet());
        }, iter: 300);

    [Fact]
    public void The_order_and_ids_of_tracks_and_objects_do_not_matter() =>
        Story.Sample(story => Assert.Equal(Run(story).Select(Describe), Run(story.Select(f => (f.After, f.Scene with
        {
            Tracks = [.. f.Scene.Tracks.Reverse().Select(t => t with { Id = 5_000_000 - t.Id })],
            Objects = [.. f.Scene.Objects.Reverse()],
        }))).Select(Describe)), iter: 100);

    [Fact]
    public void When_the_kitchen_is_clean_and_closed_everything_is_cleared_as_settled() =>
        Story.Sample(story =>
        {
            var closed = Enumerable.Repeat((200, Scene.Empty with { LocalTime = Some.At22 }), 30);
            foreach (var matter in Matters(Run([.. story, .. closed])))
                Assert.Equal(AlertPhase.Cleared, matter.Last().Phase);
        }, iter: 100);

    private static string Describe(AlertChange c) =>
        $"{c.Phase} {c.Sequence} {c.Hazard} {c.Zone} {c.Confidence:F6} {c.StartedAt:O} {c.EndedAt:O} {string.Join(' ', c.Boxes)}";
}
