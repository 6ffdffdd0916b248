using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Privacy;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Core.Tests.Privacy;

[Trait("row", "A4")]
public sealed class MosaicTests
{
    private const int Width = 96, Height = 64;

    private static readonly Gen<PictureArea> Areas = Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1], Gen.Double[0, 1], Gen.Double[0, 1], (x, y, w, h) => new PictureArea(x, y, w, h));

    private static readonly Gen<byte[]> Pictures = Gen.Byte.Array[Width * Height * 4];

    private static byte[] Hidden(byte[] picture, params PictureArea[]? heads)
    {
        var copy = (byte[])picture.Clone();
        Mosaic.Hide(copy, Width, Height, heads);
        return copy;
    }

    private static IEnumerable<(int X, int Y)> Within(PixelArea area) =>
        from y in Enumerable.Range(area.Top, area.Height)
        from x in Enumerable.Range(area.Left, area.Width)
        select (x, y);

    [Fact]
    public void Outside_of_heads_and_their_margin_not_a_byte_changes() => Gen.Select(Pictures, Areas).Sample((picture, head) =>
    {
        var (hidden, area) = (Hidden(picture, head), Mosaic.Grown(head, Width, Height));
        var inside = Within(area).Select(p => (p.Y * Width) + p.X).ToHashSet();
        for (var pixel = 0; pixel < Width * Height; pixel++)
            if (!inside.Contains(pixel))
                Assert.True(picture.AsSpan(pixel * 4, 4).SequenceEqual(hidden.AsSpan(pixel * 4, 4)));
    }, iter: 50);

    /// <summary>Two faces that differ in everything but the means of a few cells give the same copy: so nothing else can be read from it.</summary>
    [Fact]
    public void Of_what_is_inside_only_the_means_of_a_few_cells_are_left() => Gen.Select(Pictures, Gen.Int[1, int.MaxValue]).Sample((picture, seed) =>
    {
        var head = new PictureArea(0.3, 0.2, 0.25, 0.4);
        var area = Mosaic.Grown(head, Width, Height);
        var other = (byte[])picture.Clone();
        var random = new Random(seed);
        var cells = Within(area).GroupBy(p => Cell(p, area)).Select(c => c.ToArray()).ToList();
        Assert.InRange(cells.Count, 2, Mosaic.HeadCells * Mosaic.HeadCells);
        foreach (var cell in cells)
        {
            var shuffled = cell.ToArray();
            random.Shuffle(shuffled);
            foreach (var (from, to) in cell.Zip(shuffled))
                picture.AsSpan(((from.Y * Width) + from.X) * 4, 4).CopyTo(other.AsSpan(((to.Y * Width) + to.X) * 4, 4));
        }

        Assert.NotEqual(picture, other);
        foreach (var (x, y) in Within(area))
            for (var channel = 0; channel < 3; channel++)
                Assert.Equal(Hidden(picture, head)[(((y * Width) + x) * 4) + channel], Hidden(other, head)[(((y * Width) + x) * 4) + channel]);
    }, iter: 3);

    [Fact]
    public void Where_nobody_says_where_heads_are_all_of_it_is_hidden() => Pictures.Sample(picture =>
    {
        var hidden = Hidden(picture, null);
        // Noise of full contrast becomes a soft ground: neighbours differ by little anywhere.
        for (var pixel = 0; pixel < (Width * Height) - 1; pixel++)
            if ((pixel + 1) % Width != 0)
                Assert.True(Math.Abs(hidden[pixel * 4] - hidden[(pixel + 1) * 4]) < 30);
        Assert.Equal(picture, Hidden(picture));
    }, iter: 5);

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(1, 1, 1, 1)]
    [InlineData(0.999, 0.5, 0.0001, 0.0001)]
    [InlineData(0, 0, 1, 1)]
    public void Areas_at_the_rim_and_areas_without_size_do_no_harm(double x, double y, double width, double height)
    {
        var picture = Enumerable.Range(0, Width * Height * 4).Select(i => (byte)(i * 7)).ToArray();
        Assert.Equal(picture.Length, Hidden(picture, new PictureArea(x, y, width, height)).Length);
    }

    [Theory]
    [InlineData(Role.Supervisor, false, null, Showing.AsTaken)]
    [InlineData(Role.TownOffice, true, null, Showing.AsTaken)]
    [InlineData(Role.Brigade, true, null, Showing.AsTaken)]
    [InlineData(Role.Merchant, false, null, Showing.Blurred)]
    [InlineData(Role.Merchant, true, null, Showing.Hidden)]
    [InlineData(Role.Merchant, false, "me", Showing.AsTaken)]
    [InlineData(Role.Merchant, false, "somebody", Showing.Blurred)]
    [InlineData(Role.Platform, false, null, Showing.Blurred)]
    [InlineData(Role.Platform, true, null, Showing.Hidden)]
    [InlineData(Role.Platform, false, "somebody", Showing.Blurred)]
    [InlineData(Role.Coordinator, false, null, Showing.Blurred)]
    [InlineData(Role.Coordinator, true, null, Showing.Hidden)]
    [InlineData(Role.VillageCentre, false, "somebody", Showing.AsTaken)]
    public void Who_is_not_of_the_market_supervision_sees_no_faces_that_a_camera_took(Role role, bool isClip, string? addedBy, Showing expected) =>
        Assert.Equal(expected, PictureRules.Of(new("me", "x", role), isClip, addedBy));

    private static (int, int) Cell((int X, int Y) pixel, PixelArea area)
    {
        var side = Math.Max(area.Width, area.Height) / (double)Mosaic.HeadCells;
        var (columns, rows) = ((int)Math.Ceiling(area.Width / side), (int)Math.Ceiling(area.Height / side));
        return ((pixel.X - area.Left) * columns / area.Width, (pixel.Y - area.Top) * rows / area.Height);
    }
}
