using Mingchu.Contracts.Messages;
using Mingchu.Edge.Core.Rules;

namespace Mingchu.Edge.Core.Tests.Rules;

/// <summary>What holds for every story, with any clock.</summary>
public sealed class RuleFoldProperties
{
    /// <summary>One frame: milliseconds since the last (mostly 200, sometimes a jump either way) and one letter per head.</summary>
    private static readonly Gen<(int After, char[] Heads)> Frame = Gen.Select(
        Gen.Frequency((40, Gen.Const(200)), (4, Gen.Int[0, 2500]), (1, Gen.Int[-10_000, 10_000])),
        Gen.Char["vcu"].Array[0, 3]);

    /// <summary>Runs of alike frames, as in life: pure noise seldom raises anything.</summary>
    private static readonly Gen<(int After, char[] Heads)[]> Story =
        Gen.Select(Frame, Gen.Int[1, 25]).Array[1, 15].Select(runs => runs.SelectMany(run => Enumerable.Repeat(run.Item1, run.Item2)
            .Select((frame, i) => i == 0 ? frame : (200, frame.Heads))).ToArray());

    private static readonly Rulebook Book = new("pastry",
        [Some.Rule, new(Some.NoCap, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), new("left", new([(0, 0), (0.15f, 0), (0.15f, 1), (0, 1)])))], []);

    private static List<AlertChange> Run((int After, char[] Heads)[] story, Func<Scene, Scene>? change = null, Action<Scene, DateTimeOffset, IReadOnlyList<AlertChange>>? see = null)
    {
        var (state, now, all) = (RulesState.Start(Book), Some.Noon, new List<AlertChange>());
        foreach (var (after, heads) in story)
        {
            now = now.AddMilliseconds(after);
            var scene = Some.Scene(heads);
            scene = change is null ? scene : change(scene);
            (state, var changes) = RuleFold.Step(state, Book, scene, now);
            see?.Invoke(scene, now, changes);
            all.AddRange(changes);
        }
        return all;
    }

    [Fact]
    public void Each_alert_is_raised_once_updated_in_order_and_cleared_at_most_once_before_the_next() =>
        Story.Sample(story =>
        {
            foreach (var matter in Run(story).GroupBy(c => c.Zone))
            {
                AlertChange? open = null;
                foreach (var change in matter)
                {
                    Assert.Equal(open is null ? AlertPhase.Raised : change.Phase == AlertPhase.Raised ? (AlertPhase)(-1) : change.Phase, change.Phase);
                    Assert.Equal(open is null ? 0 : open.Sequence + 1, change.Sequence);
                    Assert.True(open is null || (change.StartedAt, change.RaisedAt) == (open.StartedAt, open.RaisedAt));
                    Assert.InRange(change.Confidence, 0, 1);
                    open = change.Phase == AlertPhase.Cleared ? null : change;
                }
            }
        }, iter: 600);

    [Fact]
    public void Alert_ids_are_unique() =>
        Story.Sample(story =>
        {
            var ids = Run(story).Where(c => c.Phase == AlertPhase.Raised).Select(c => AlertIds.For("box-1", c.Camera, c.Hazard, c.Zone, c.StartedAt)).ToArray();
            Assert.Equal(ids.Length, ids.Distinct().Count());
        }, iter: 600);

    [Fact]
    public void Nothing_is_raised_without_dwell_nor_without_a_violation_in_the_picture() =>
        Story.Sample(story => Run(story, see: (scene, now, changes) =>
        {
            foreach (var raised in changes.Where(c => c.Phase == AlertPhase.Raised))
            {
                var rule = Book.Rules.Single(r => r.Zone?.Id == raised.Zone);
                Assert.Equal(now, raised.RaisedAt);
                Assert.True(raised.RaisedAt - raised.StartedAt >= rule.Dwell - TimeSpan.FromMilliseconds(1));
                Assert.Equal(Verdict.Violation, Sighting.Of(rule, Book, scene).Verdict);
                Assert.NotEmpty(raised.Boxes);
            }
        }), iter: 600);

    [Fact]
    public void Without_a_violation_nothing_is_ever_told() =>
        Story.Sample(story => Assert.Empty(Run(story, scene => new([.. scene.Tracks.Where(t => t.Opinion("cap")!.Value != "none")]))), iter: 200);

    [Fact]
    public void The_order_and_ids_of_the_tracks_do_not_matter() =>
        Story.Sample(story =>
            Assert.Equal(Run(story).Select(Describe), Run(story, scene => new([.. scene.Tracks.Reverse().Select(t => t with { Id = 1000 - t.Id })])).Select(Describe)), iter: 200);

    [Fact]
    public void When_all_have_left_everything_is_cleared_in_time() =>
        Story.Sample(story =>
        {
            var over = Enumerable.Repeat((200, Array.Empty<char>()), 20).ToArray();
            foreach (var matter in Run([.. story, .. over]).GroupBy(c => c.Zone))
                Assert.Equal(AlertPhase.Cleared, matter.Last().Phase);
        }, iter: 200);

    private static string Describe(AlertChange c) =>
        $"{c.Phase} {c.Sequence} {c.Zone} {c.Confidence:F6} {c.StartedAt:O} {c.EndedAt:O} {string.Join(' ', c.Boxes)}";
}
