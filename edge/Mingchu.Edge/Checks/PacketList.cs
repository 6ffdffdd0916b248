using System.Globalization;

namespace Mingchu.Edge.Checks;

/// <summary>What ffmpeg's <c>framecrc</c> writes, one packet a line: <c>stream, dts, pts, duration, size, crc</c>, and flags when it is no key picture.</summary>
public sealed class PacketList
{
    private const int Enough = 3000;
    private string codec = "";
    private int width, height;
    private double tick;
    private double? first, last, key;
    private double longest;
    private int count, keys;

    /// <summary>More would say no more.</summary>
    public bool Full => count >= Enough || keys > 3;

    /// <summary>What is known so far.</summary>
    public CameraProbe Probe => new(codec, width, height,
        count > 4 && last > first ? (count - 1) / (last - first) : null,
        keys > 1 ? longest : null);

    /// <summary>Takes a line; true when it is a packet. What is none is passed over.</summary>
    public bool Take(string line)
    {
        if (line.StartsWith("#codec_id 0: ", StringComparison.Ordinal))
            codec = line[13..].Trim();
        else if (line.StartsWith("#dimensions 0: ", StringComparison.Ordinal) && line[15..].Split('x') is [var w, var h])
            (width, height) = (Whole(w), Whole(h));
        else if (line.StartsWith("#tb 0: ", StringComparison.Ordinal) && line[7..].Split('/') is [var n, var d] && Whole(d) > 0)
            tick = (double)Whole(n) / Whole(d);
        var fields = line.Split(',', StringSplitOptions.TrimEntries);
        if (fields.Length < 6 || fields[0] != "0" || !long.TryParse(fields[1], CultureInfo.InvariantCulture, out var dts))
            return false;
        var at = dts * tick;
        count++;
        first ??= at;
        last = at;
        if (!fields[6..].Any(f => f.StartsWith("F=", StringComparison.Ordinal)))
        {
            keys++;
            if (key is { } before)
                longest = Math.Max(longest, at - before);
            key = at;
        }
        return true;
    }

    private static int Whole(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
