using Mingchu.Edge.Core.Clips;

namespace Mingchu.Edge.Core.Tests.Clips;

[Trait("row", "A4")]
public sealed class ClipCutTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 31, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Ten pieces of two seconds and 100 bytes; the sixth is the first of a new connection, after a gap of a second.</summary>
    private static readonly Segment[] Ring =
    [
        .. Enumerable.Range(0, 5).Select(i => new Segment(1, i, Start.AddSeconds(2 * i), Start.AddSeconds(2 * i + 2), 100)),
        .. Enumerable.Range(0, 5).Select(i => new Segment(2, i, Start.AddSeconds(11 + 2 * i), Start.AddSeconds(13 + 2 * i), 100)),
    ];

    [Theory]
    [InlineData(5, 2, 2, 1000, "1-1 1-2 1-3")]
    [InlineData(5, 0.5, 0.5, 1000, "1-2")]
    [InlineData(5, 60, 60, 1000, "1-0 1-1 1-2 1-3 1-4")] // as far as the connection goes
    [InlineData(12, 5, 3, 1000, "2-0 2-1")]
    [InlineData(10.5, 5, 5, 1000, "")] // the gap
    [InlineData(40, 5, 5, 1000, "")]
    [InlineData(5, 4, 4, 300, "1-1 1-2 1-3")] // as much of it as the bound allows, around the moment
    [InlineData(5, 4, 4, 250, "1-1 1-2")]
    [InlineData(5, 4, 4, 99, "")]
    public void The_pieces_around_a_moment_are_chosen(double at, double before, double after, long most, string expected) =>
        Assert.Equal(expected, string.Join(' ', ClipCut.Choose(Ring, Start.AddSeconds(at), TimeSpan.FromSeconds(before), TimeSpan.FromSeconds(after), most).Select(s => s.File[..^3])));

    [Fact]
    public void Whatever_lies_ready_a_clip_is_in_a_row_of_one_connection_holds_the_moment_and_keeps_its_bound() =>
        Gen.Select(Gen.Bool.Array[10], Gen.Int[0, 220], Gen.Int[1, 60], Gen.Int[1, 60], Gen.Int[0, 1200]).Sample((kept, at, before, after, most) =>
        {
            var (ring, moment) = (Ring.Where((_, i) => kept[i]).ToList(), Start.AddSeconds(at / 10.0));
            var clip = ClipCut.Choose(ring, moment, TimeSpan.FromSeconds(before), TimeSpan.FromSeconds(after), most);
            Assert.True(clip.Sum(s => s.Bytes) <= most);
            Assert.All(clip.Zip(clip.Skip(1)), p => Assert.Equal((p.First.Session, p.First.Number + 1), (p.Second.Session, p.Second.Number)));
            Assert.Equal(most >= 100 && ring.Any(Holds), clip.Any(Holds));
            Assert.True(clip.Count == 0 || clip.Any(Holds));

            bool Holds(Segment s) => s.From <= moment && moment < s.Until;
        });
}
