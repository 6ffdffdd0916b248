using Mingchu.Collector.Core.Viewing;

namespace Mingchu.Collector.Core.Tests.Viewing;

[Trait("row", "A8")]
public class LiveWindowTests
{
    [Fact]
    public void The_playlist_tells_segments_gaps_and_what_is_gone()
    {
        var window = Add(new(3, 1000), (0, 1.0), (1, 2.04), (2, 1.0), (4, 1.0), (5, 0.9));
        Assert.Equal("""
            #EXTM3U
            #EXT-X-VERSION:6
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-TARGETDURATION:3
            #EXT-X-MEDIA-SEQUENCE:2
            #EXT-X-DISCONTINUITY-SEQUENCE:0
            #EXTINF:1.000,
            2.ts
            #EXT-X-DISCONTINUITY
            #EXTINF:1.000,
            4.ts
            #EXTINF:0.900,
            5.ts

            """, window.Playlist(), ignoreLineEndingDifferences: true);
        Assert.Contains("#EXT-X-MEDIA-SEQUENCE:4\n#EXT-X-DISCONTINUITY-SEQUENCE:1\n", Add(window, (6, 1), (7, 1)).Playlist(), StringComparison.Ordinal);
        Assert.Null(window.Find(1));
        Assert.Equal(4, window.Find(4)!.Number);
    }

    [Fact]
    public void It_holds_no_more_than_it_may_and_always_the_newest() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[10, 100], Gen.Select(Gen.Int[0, 20], Gen.Int[1, 60]).Array[1, 30]).Sample((segments, bytes, added) =>
        {
            var window = new LiveWindow(segments, bytes);
            foreach (var (number, size) in added)
            {
                var last = window.Segments.Count > 0 ? window.Segments[^1].Number : -1;
                var next = window.Add(new(number, 1, new byte[size]));
                Assert.Equal(number > last, next is not null);
                window = next ?? window;
            }
            Assert.InRange(window.Segments.Count, 1, segments);
            Assert.True(window.Segments.Count == 1 || window.Segments.Sum(s => s.Bytes.Length) <= bytes);
            Assert.Equal(added.Max(a => a.Item1), window.Segments[^1].Number);
            Assert.Equal(window.Segments.Select(s => s.Number).Order(), window.Segments.Select(s => s.Number));
        });

    private static LiveWindow Add(LiveWindow window, params (int Number, double Seconds)[] segments) =>
        segments.Aggregate(window, (w, s) => w.Add(new(s.Number, s.Seconds, new byte[10]))!);
}
