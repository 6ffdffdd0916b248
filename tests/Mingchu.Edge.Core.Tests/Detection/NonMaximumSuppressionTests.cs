using Mingchu.Edge.Core.Detection;

namespace Mingchu.Edge.Core.Tests.Detection;

public sealed class NonMaximumSuppressionTests
{
    private static readonly Gen<Candidate> AnyCandidate =
        Gen.Select(Gen.Int[0, 2], Gen.Float[0.01f, 1], Gen.Float[0, 80], Gen.Float[0, 80], Gen.Select(Gen.Float[1, 30], Gen.Float[1, 30]))
            .Select((type, score, x, y, size) => new Candidate(type, score, x, y, x + size.Item1, y + size.Item2));

    [Fact]
    public void What_stays_does_not_overlap_and_what_goes_was_covered_by_something_better() =>
        Gen.Select(AnyCandidate.List[0, 40], Gen.Float[0.1f, 0.9f]).Sample((candidates, iou) =>
        {
            var kept = new List<Candidate>(candidates);
            NonMaximumSuppression.Apply(kept, iou);
            for (var i = 0; i < kept.Count; i++)
                for (var j = 0; j < i; j++)
                    Assert.True(kept[i].Score <= kept[j].Score && (kept[i].Class != kept[j].Class || kept[i].Iou(kept[j]) <= iou));
            Assert.All(candidates.Except(kept), gone => Assert.Contains(kept, k => k.Class == gone.Class && k.Score >= gone.Score && k.Iou(gone) > iou));
        });

    [Fact]
    public void The_order_of_the_candidates_does_not_matter() =>
        AnyCandidate.List[0, 30].Sample(candidates =>
        {
            var (forward, backward) = (new List<Candidate>(candidates), Enumerable.Reverse(candidates).ToList());
            NonMaximumSuppression.Apply(forward, 0.5f);
            NonMaximumSuppression.Apply(backward, 0.5f);
            Assert.Equal(forward, backward);
        });
}
