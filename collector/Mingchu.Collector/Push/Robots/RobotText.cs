using System.Text;

namespace Mingchu.Collector.Push.Robots;

/// <summary>How long a text may be, by what the vendors' pages on group robots say.</summary>
public static class RobotText
{
    private const string Mark = "…";

    /// <summary>Most bytes of UTF-8: 2048 of a text (WeCom); 20,000 and 20 KiB of a whole request (DingTalk, Feishu), of which JSON may take a part.</summary>
    public static int MostBytes(string kind) => kind == "wecom" ? 2048 : 16_000;

    /// <summary>The text, or as much of it as fits with a mark where it was cut; its last line, which holds the link, stays whole when that fits.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="most">Most bytes of UTF-8, &gt;= 3.</param>
    public static string Cut(string text, int most)
    {
        if (Encoding.UTF8.GetByteCount(text) <= most)
            return text;
        var trimmed = text.TrimEnd('\n');
        var last = trimmed.LastIndexOf('\n');
        var tail = Mark + (last < 0 ? "" : trimmed[last..]);
        if (Encoding.UTF8.GetByteCount(tail) > most / 2)
            tail = Mark;
        var left = most - Encoding.UTF8.GetByteCount(tail);
        var head = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if ((left -= rune.Utf8SequenceLength) < 0)
                break;
            head.Append(rune.ToString());
        }

        return head.Append(tail).ToString();
    }
}
