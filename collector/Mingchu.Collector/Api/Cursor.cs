using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Mingchu.Collector.Api;

/// <summary>A place in a list ordered by time and id, newest first.</summary>
/// <param name="At">Time of the last item shown.</param>
/// <param name="Id">Its id.</param>
public sealed record Cursor(DateTimeOffset At, Guid Id)
{
    /// <summary>As text for an address; opaque to clients.</summary>
    public override string ToString() => Base64Url.EncodeToString(
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{At.ToUnixTimeMilliseconds()}.{Id:N}")));

    /// <summary>The place, or null when the text is none of ours.</summary>
    public static Cursor? Parse(string text)
    {
        if (text.Length > 100 || !Base64Url.IsValid(text))
            return null;
        var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split('.');
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ms) && ms < 253402300800000
            && Guid.TryParseExact(parts[1], "N", out var id)
            ? new(DateTimeOffset.FromUnixTimeMilliseconds(ms), id)
            : null;
    }
}
