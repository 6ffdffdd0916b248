using Mingchu.Contracts;

namespace Mingchu.Collector.Core.Platforms;

/// <summary>The ids of the platforms that premises trade on, as one text: sorted, each once, parted by a blank. A text, so that entries compare by value.</summary>
public static class PlatformIds
{
    /// <summary>Most platforms of one premises.</summary>
    public const int Most = 16;

    private static readonly char[] Separators = [' ', ',', ';', '，', '；', '、'];

    /// <summary>The canonical text of what somebody wrote, or null when a part can't be an id or there are too many.</summary>
    public static string? Parse(string text)
    {
        var ids = text.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().Order(StringComparer.Ordinal).ToList();
        return ids.Count <= Most && ids.All(Topics.IsId) ? string.Join(' ', ids) : null;
    }

    /// <summary>The ids of a canonical text.</summary>
    public static IReadOnlyList<string> Of(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
