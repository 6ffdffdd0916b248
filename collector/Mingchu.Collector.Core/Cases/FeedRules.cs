namespace Mingchu.Collector.Core.Cases;

/// <summary>What the feed of events tells to whom.</summary>
public static class FeedRules
{
    private static readonly HashSet<string> Internal = new(StringComparer.Ordinal) { "push-recorded", "kept-quiet", "evidence-exported" };

    /// <summary>Whether a line of this type is about the supervision's own running, which nobody outside it is told.</summary>
    /// <param name="type">Type of a <see cref="CaseEvent"/>.</param>
    public static bool IsInternal(string type) => Internal.Contains(type);
}
