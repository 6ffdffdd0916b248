namespace Mingchu.Edge.Core.Detection;

/// <summary>Keeps the best of boxes that cover each other, class by class.</summary>
public static class NonMaximumSuppression
{
    /// <summary>More candidates than this are cut to the best ones first, so that a network gone wild cannot stall the box.</summary>
    public const int MaxCandidates = 2000;

    /// <summary>Sorts by score, best first, and removes every candidate that a better one of its class overlaps by more than <paramref name="iou"/>.</summary>
    public static void Apply(List<Candidate> candidates, float iou)
    {
        Rank(candidates);
        var kept = 0;
        for (var i = 0; i < candidates.Count; i++)
        {
            var candidate = candidates[i];
            var covered = false;
            for (var k = 0; k < kept && !covered; k++)
                covered = candidates[k].Class == candidate.Class && candidates[k].Iou(candidate) > iou;
            if (!covered)
                candidates[kept++] = candidate;
        }
        candidates.RemoveRange(kept, candidates.Count - kept);
    }

    /// <summary>Sorts by score, best first, and cuts to <see cref="MaxCandidates"/>.</summary>
    public static void Rank(List<Candidate> candidates)
    {
        candidates.Sort(BestFirst);
        if (candidates.Count > MaxCandidates)
            candidates.RemoveRange(MaxCandidates, candidates.Count - MaxCandidates);
    }

    // The tie-break makes the result independent of the input's order.
    internal static readonly Comparer<Candidate> BestFirst = Comparer<Candidate>.Create(static (a, b) =>
        b.Score != a.Score ? b.Score.CompareTo(a.Score)
        : a.Class != b.Class ? a.Class.CompareTo(b.Class)
        : a.Left != b.Left ? a.Left.CompareTo(b.Left)
        : a.Top != b.Top ? a.Top.CompareTo(b.Top)
        : a.Right != b.Right ? a.Right.CompareTo(b.Right)
        : a.Bottom.CompareTo(b.Bottom));
}
