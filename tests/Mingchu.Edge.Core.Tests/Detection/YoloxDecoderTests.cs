using System.Text.Json;
using Mingchu.Edge.Core.Detection;

namespace Mingchu.Edge.Core.Tests.Detection;

public sealed class YoloxDecoderTests
{
    private sealed record Reference(int Width, int Height, int[] Strides, int Classes, float Floor, float Iou, float[] Output, float[][] Found);

    [Fact]
    public void It_decodes_the_reference_tensor()
    {
        var reference = Load();
        var decoder = new YoloxDecoder(reference.Width, reference.Height, reference.Strides, reference.Classes);
        var candidates = new List<Candidate>();
        decoder.Decode(reference.Output, Floors(reference, reference.Floor), candidates);
        Assert.True(candidates.Count > reference.Found.Length, "the reference has something to suppress");
        NonMaximumSuppression.Apply(candidates, reference.Iou);

        Assert.Equal(reference.Found.Length, candidates.Count);
        foreach (var (expected, found) in reference.Found.Zip(candidates))
        {
            Assert.Equal((int)expected[0], found.Class);
            Assert.Equal(expected[1], found.Score, 1e-4);
            float[] box = [found.Left, found.Top, found.Right, found.Bottom];
            Assert.All(expected.Skip(2).Zip(box), pair => Assert.Equal(pair.First, pair.Second, 1e-2));
        }
    }

    [Fact]
    public void Each_class_has_its_own_floor()
    {
        var reference = Load();
        var decoder = new YoloxDecoder(reference.Width, reference.Height, reference.Strides, reference.Classes);
        var candidates = new List<Candidate>();
        decoder.Decode(reference.Output, [2, 0.5f, 2], candidates);
        Assert.NotEmpty(candidates);
        Assert.All(candidates, c => Assert.True(c.Class == 1 && c.Score >= 0.5f));
    }

    [Fact]
    public void Rows_that_are_no_numbers_are_passed_over()
    {
        var reference = Load();
        var decoder = new YoloxDecoder(reference.Width, reference.Height, reference.Strides, reference.Classes);
        foreach (var (column, bad) in ((int, float)[])[(0, float.NaN), (1, float.PositiveInfinity), (2, 1000), (3, float.NaN), (4, float.NaN), (5, float.NaN)])
        {
            var output = reference.Output.ToArray();
            for (var row = 0; row < decoder.Rows; row++)
                output[(row * decoder.Columns) + column] = bad;
            var candidates = new List<Candidate>();
            decoder.Decode(output, Floors(reference, 0.1f), candidates);
            Assert.All(candidates, c => Assert.True(float.IsFinite(c.Left + c.Top + c.Right + c.Bottom + c.Score)));
            Assert.Equal(column == 5, candidates.Count > 0);
        }
    }

    [Fact]
    public void An_output_of_another_size_is_refused()
    {
        var decoder = new YoloxDecoder(64, 64, [8, 16, 32], 1);
        Assert.Equal((84, 6), (decoder.Rows, decoder.Columns));
        Assert.Throws<ArgumentException>(() => decoder.Decode(new float[84 * 7], [0.5f], []));
        Assert.Throws<ArgumentException>(() => decoder.Decode(new float[84 * 6], [0.5f, 0.5f], []));
    }

    private static float[] Floors(Reference reference, float floor) => [.. Enumerable.Repeat(floor, reference.Classes)];

    private static Reference Load()
    {
        using var stream = typeof(YoloxDecoderTests).Assembly.GetManifestResourceStream("yolox.json")!;
        return JsonSerializer.Deserialize<Reference>(stream, JsonSerializerOptions.Web)!;
    }
}
