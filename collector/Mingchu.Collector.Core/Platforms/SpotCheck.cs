namespace Mingchu.Collector.Core.Platforms;

/// <summary>What a spot check 抽查 found at one point of the platform's check list.</summary>
/// <param name="Point">Place in the list, from 1.</param>
/// <param name="Passed">Whether it is in order.</param>
/// <param name="Text">What was seen, at most 400 characters; needed when it is not.</param>
public sealed record PointResult(int Point, bool Passed, string Text);

/// <summary>A spot check of a platform by the list of the policy.</summary>
public static class SpotCheck
{
    /// <summary>Whether every point has one result, and every one that is not in order says why.</summary>
    public static bool IsWhole(PlatformPolicy policy, IReadOnlyList<PointResult> results) =>
        results.Select(r => r.Point).Order().SequenceEqual(Enumerable.Range(1, policy.CheckList.Count))
        && results.All(r => r.Text.Length <= 400 && (r.Passed || r.Text.Trim().Length > 0));

    /// <summary>What a guidance letter says was found: the points that are not in order, each with what was seen; empty when all are.</summary>
    public static string Facts(PlatformPolicy policy, IEnumerable<PointResult> results) => string.Join('\n', results.Where(r => !r.Passed).OrderBy(r => r.Point)
        .Select((r, i) => $"{i + 1}. {policy.CheckList[r.Point - 1]}：{r.Text.Trim()}"));
}
