using System.Globalization;

namespace Mingchu.Edge.Capture;

/// <summary>What ffmpeg tells of a piece of a stream that is finished, see <see cref="SegmentCommand"/>.</summary>
/// <param name="Number">Place within the connection.</param>
/// <param name="Seconds">Its length by the camera's time stamps, 0..60; beyond that they jumped.</param>
public readonly record struct SegmentLine(int Number, double Seconds)
{
    private const double Longest = 60;

    /// <summary>Reads <c>NUMBER.ts,start,end</c> or <c>SESSION-NUMBER.ts,start,end</c>; null when it is something else.</summary>
    public static SegmentLine? Read(string line)
    {
        if (line.Split(',') is not [var name, var start, var end] || !name.EndsWith(".ts", StringComparison.Ordinal)
            || !int.TryParse(name[..^3].Split('-')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || !double.TryParse(start, CultureInfo.InvariantCulture, out var from) || !double.TryParse(end, CultureInfo.InvariantCulture, out var until))
            return null;
        return new(number, double.IsFinite(until - from) ? Math.Clamp(until - from, 0, Longest) : 0);
    }
}
