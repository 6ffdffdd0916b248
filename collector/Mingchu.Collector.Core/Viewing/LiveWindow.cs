using System.Globalization;
using System.Text;

namespace Mingchu.Collector.Core.Viewing;

/// <summary>The newest segments of a live view, at most so many and so many bytes, and the HLS playlist (RFC 8216) of them.</summary>
/// <param name="MostSegments">At least 1.</param>
/// <param name="MostBytes">Of all segments together; the newest stays however large it is.</param>
public sealed record LiveWindow(int MostSegments, long MostBytes)
{
    /// <summary>Oldest first.</summary>
    public IReadOnlyList<LiveSegment> Segments { get; private init; } = [];

    // What players count by: neither may jump when the window moves on.
    private int Gone { get; init; }

    private int GapsGone { get; init; }

    private int Longest { get; init; } = 1;

    /// <summary>The segment of a number; null when it is not in the window.</summary>
    public LiveSegment? Find(int number) => Segments.FirstOrDefault(s => s.Number == number);

    /// <summary>With one more; null when its number is not above the last one's.</summary>
    public LiveWindow? Add(LiveSegment segment)
    {
        var last = Segments.Count > 0 ? Segments[^1].Number : -1;
        if (segment.Number <= last)
            return null;
        List<LiveSegment> kept = [.. Segments, segment with { AfterGap = Segments.Count > 0 && segment.Number > last + 1 }];
        var (gone, gaps) = (0, 0);
        while (kept.Count > MostSegments || (kept.Count > 1 && kept.Sum(s => (long)s.Bytes.Length) > MostBytes))
        {
            gaps += kept[0].AfterGap ? 1 : 0;
            gone++;
            kept.RemoveAt(0);
        }
        return this with { Segments = kept, Gone = Gone + gone, GapsGone = GapsGone + gaps, Longest = Math.Max(Longest, (int)Math.Ceiling(segment.Seconds)) };
    }

    /// <summary>The playlist; segments are <c>NUMBER.ts</c> beside it.</summary>
    public string Playlist()
    {
        var text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:6\n#EXT-X-INDEPENDENT-SEGMENTS\n");
        text.Append(CultureInfo.InvariantCulture, $"#EXT-X-TARGETDURATION:{Longest}\n#EXT-X-MEDIA-SEQUENCE:{Gone}\n#EXT-X-DISCONTINUITY-SEQUENCE:{GapsGone}\n");
        foreach (var segment in Segments)
        {
            if (segment.AfterGap)
                text.Append("#EXT-X-DISCONTINUITY\n");
            text.Append(CultureInfo.InvariantCulture, $"#EXTINF:{segment.Seconds:0.000},\n{segment.Number}.ts\n");
        }
        return text.ToString();
    }
}
