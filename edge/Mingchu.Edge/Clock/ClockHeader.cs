using System.Globalization;

namespace Mingchu.Edge.Clock;

/// <summary>The <c>Date</c> header of an RTSP or HTTP answer.</summary>
public static class ClockHeader
{
    // As RFC 2326 and RFC 9110 ask, and as Hikvision's and Dahua's cameras write it.
    private static readonly string[] Forms = ["ddd, d MMM yyyy HH:mm:ss 'GMT'", "ddd, MMM d yyyy HH:mm:ss 'GMT'"];

    /// <summary>The time it tells; null when the answer has none that can be read. The header is exact to a second.</summary>
    public static DateTimeOffset? Read(string answer)
    {
        foreach (var line in answer.Split('\n'))
            if (line.StartsWith("Date:", StringComparison.OrdinalIgnoreCase))
                return DateTimeOffset.TryParseExact(line["Date:".Length..].Trim(), Forms, CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowInnerWhite, out var time) ? time : null;
        return null;
    }

    /// <summary>
    /// How far the camera's clock is ahead of the box's: the header against the moment halfway between question and answer. A camera that writes its local
    /// time and calls it GMT, as many do, is forgiven the <paramref name="offset"/> of its time zone.
    /// </summary>
    public static TimeSpan Drift(DateTimeOffset header, DateTimeOffset asked, DateTimeOffset answered, TimeSpan offset)
    {
        // The header is cut to the second: on average half a second has passed since.
        var drift = header + TimeSpan.FromSeconds(0.5) - (asked + ((answered - asked) / 2));
        return (drift - offset).Duration() < drift.Duration() ? drift - offset : drift;
    }
}
