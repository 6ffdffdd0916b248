using Mingchu.Edge.Core.Detection;
using Mingchu.Edge.Core.Geometry;

namespace Mingchu.Edge.Tests.Inference;

public sealed class RecogniserTests
{
    [Fact]
    public void An_empty_picture_shows_nothing()
    {
        using var recogniser = ToyModels.Load();
        Assert.Empty(recogniser.Recognise(new Drawing(640, 360).Picture));
    }

    [Theory]
    [InlineData("worn", "worn")]
    [InlineData("none", "none")]
    [InlineData(null, null)]
    [Trait("row", "A2")]
    public void A_head_is_found_where_it_is_with_its_cap(string? drawn, string? read)
    {
        using var recogniser = ToyModels.Load();
        // A cell of the 64-pixel network is 10 pixels of this picture.
        var found = recogniser.Recognise(new Drawing(640, 360).Head(160, 80, 80, drawn).Picture);
        Assert.Contains(found, d => !d.Tentative && d.Class == "head" && d.Box.Iou(Of(160, 80, 80, 640, 360)) > 0.99f
            && d.Readings.Single(r => r.Attribute == "cap").Value == read);
    }

    [Fact]
    public void Models_are_named_with_version_and_hash()
    {
        using var recogniser = ToyModels.Load();
        Assert.Equal(["squares", "badges"], recogniser.Models.Select(m => m.Name));
        Assert.All(recogniser.Models, m => Assert.Matches("^[0-9a-f]{64}$", m.Sha256));
        Assert.True(recogniser.Reads("head", "cap"));
        Assert.False(recogniser.Reads("head", "clothes"));
    }

    [Fact]
    public void A_box_with_too_few_pixels_is_undetermined_attribute_by_attribute()
    {
        using var recogniser = ToyModels.Load();
        // One network cell is 10 pixels here: enough for the cap (6), too few for the mask (12).
        var head = Assert.Single(recogniser.Recognise(new Drawing(80, 80).Head(20, 20, 10, "worn").Picture), d => !d.Tentative);
        Assert.Equal("worn", head.Readings.Single(r => r.Attribute == "cap").Value);
        Assert.Null(head.Readings.Single(r => r.Attribute == "mask").Value);
    }

    [Fact]
    public void More_heads_than_one_batch_holds_are_all_read_in_their_order()
    {
        using var recogniser = ToyModels.Load();
        var canvas = new Drawing(640, 640);
        var expected = new List<(Box Box, string Cap)>();
        for (var i = 0; i < 16; i++)
        {
            var (x, y, cap) = (40 + (160 * (i % 4)), 40 + (160 * (i / 4)), i % 3 == 0 ? "worn" : "none");
            canvas.Head(x, y, 80, cap);
            expected.Add((Of(x, y, 80, 640, 640), cap));
        }
        var readings = recogniser.Classifiers[0].Read(canvas.Picture, [.. expected.Select(e => e.Box)]);
        Assert.Equal(expected.Select(e => e.Cap), readings.Select(r => r.Attributes[0].Value));
    }

    [Fact]
    public void A_crop_over_the_edge_of_the_picture_is_padded()
    {
        using var recogniser = ToyModels.Load();
        var canvas = new Drawing(64, 64).Fill(0, 0, 64, 64, 0, 255, 0);
        Box[] corners = [new(0, 0, 0.5f, 0.5f), new(0.5f, 0, 1, 0.5f), new(0, 0.5f, 0.5f, 1), new(0.5f, 0.5f, 1, 1), new(0, 0, 1, 1)];
        Assert.All(recogniser.Classifiers[0].Read(canvas.Picture, corners), r => Assert.Equal("worn", r.Attributes[0].Value));
    }

    [Fact]
    public void Many_threads_get_the_answers_of_one()
    {
        using var recogniser = ToyModels.Load();
        var pictures = Enumerable.Range(0, 4).Select(i => new Drawing(640, 360).Head(80 * i, 80, 80, i % 2 == 0 ? "worn" : "none").Picture).ToArray();
        var alone = pictures.Select(p => Describe(recogniser.Recognise(p))).ToArray();
        Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
            Assert.Equal(alone[i % 4], Describe(recogniser.Recognise(pictures[i % 4]))));
    }

    private static Box Of(float x, float y, float size, float width, float height) => new(x / width, y / height, (x + size) / width, (y + size) / height);

    private static string Describe(IReadOnlyList<Detection> found) =>
        string.Join('\n', found.Select(d => $"{d.Class} {d.Score} {d.Box} {string.Join(' ', d.Readings)}"));
}
