using System.Text.Json;
using Mingchu.Edge.Core.Detection;

namespace Mingchu.Edge.Core.Tests.Detection;

/// <summary>What holds for the decoder of every layout; the references are made by <c>reference/make_*.py</c>.</summary>
public sealed class BoxDecoderTests
{
    private sealed record Reference(
        int Width, int Height, int Classes, float Floor, float Iou, float[][] Outputs, float[][] Found,
        int[]? Strides = null, int Anchors = 0, int RegMax = 0, float Offset = 0, int Queries = 0);

    private static readonly Dictionary<string, Func<Reference, IBoxDecoder>> Decoders = new()
    {
        ["yolox"] = r => new YoloxDecoder(r.Width, r.Height, r.Strides!, r.Classes),
        ["yolov5"] = r => new Yolov5Decoder(r.Width, r.Height, r.Strides!, r.Anchors, r.Classes),
        ["yolov8"] = r => new Yolov8Decoder(r.Width, r.Height, r.Strides!, r.Classes),
        ["nanodet"] = r => new NanoDetDecoder(r.Width, r.Height, r.Strides!, r.RegMax, r.Offset, r.Classes),
        ["nanodet-centre"] = r => new NanoDetDecoder(r.Width, r.Height, r.Strides!, r.RegMax, r.Offset, r.Classes),
        ["rtdetr"] = r => new RtDetrDecoder(r.Width, r.Height, r.Queries, r.Classes),
        ["rtdetr-deployed"] = r => new RtDetrDeployedDecoder(r.Queries, r.Classes),
    };

    public static TheoryData<string> Layouts => [.. Decoders.Keys];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void It_decodes_the_reference_tensors(string layout)
    {
        var (reference, decoder) = Load(layout);
        var candidates = new List<Candidate>();
        decoder.Decode(reference.Outputs, Floors(reference, reference.Floor), candidates);
        if (decoder.OneBoxPerThing)
        {
            NonMaximumSuppression.Rank(candidates);
        }
        else
        {
            Assert.True(candidates.Count > reference.Found.Length, "the reference has something to suppress");
            NonMaximumSuppression.Apply(candidates, reference.Iou);
        }

        Assert.Equal(reference.Found.Length, candidates.Count);
        foreach (var (expected, found) in reference.Found.Zip(candidates))
        {
            Assert.Equal((int)expected[0], found.Class);
            Assert.Equal(expected[1], found.Score, 1e-4);
            float[] box = [found.Left, found.Top, found.Right, found.Bottom];
            Assert.All(expected.Skip(2).Zip(box), pair => Assert.Equal(pair.First, pair.Second, 1e-2));
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Each_class_has_its_own_floor(string layout)
    {
        var (reference, decoder) = Load(layout);
        var candidates = new List<Candidate>();
        decoder.Decode(reference.Outputs, [2, 0.5f, 2], candidates);
        Assert.NotEmpty(candidates);
        Assert.All(candidates, c => Assert.True(c.Class == 1 && c.Score >= 0.5f));
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Numbers_of_a_network_gone_wild_are_passed_over(string layout)
    {
        var (reference, decoder) = Load(layout);
        float[] wild = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, float.MinValue, 1e9f, -1];
        Gen.Select(Gen.Int[0, 100_000], Gen.Int[0, wild.Length - 1]).Array[1, 60].Sample(changes =>
        {
            var outputs = reference.Outputs.Select(o => o.ToArray()).ToArray();
            foreach (var (at, value) in changes)
            {
                var tensor = outputs[at % outputs.Length];
                tensor[at / outputs.Length % tensor.Length] = wild[value];
            }
            var candidates = new List<Candidate>();
            decoder.Decode(outputs, Floors(reference, 0.1f), candidates);
            Assert.All(candidates, c => Assert.True(c.IsSound && c.Score is >= 0.1f and <= 1 && c.Class >= 0 && c.Class < reference.Classes, $"{c}"));
        }, iter: 200);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void What_is_nothing_but_wild_shows_nothing(string layout)
    {
        var (reference, decoder) = Load(layout);
        foreach (var bad in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity])
        {
            var candidates = new List<Candidate>();
            decoder.Decode([.. reference.Outputs.Select(o => Enumerable.Repeat(bad, o.Length).ToArray())], Floors(reference, 0.1f), candidates);
            Assert.Empty(candidates);
        }
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Tensors_and_floors_of_another_size_are_refused(string layout)
    {
        var (reference, decoder) = Load(layout);
        var floors = Floors(reference, 0.5f);
        Assert.Equal(reference.Outputs.Select(o => o.Length), decoder.Shapes.Select(s => s.Aggregate(1, (a, b) => a * b)));
        Assert.Throws<ArgumentException>(() => decoder.Decode(reference.Outputs, [.. floors, 0.5f], []));
        Assert.Throws<ArgumentException>(() => decoder.Decode([.. reference.Outputs, []], floors, []));
        for (var i = 0; i < reference.Outputs.Length; i++)
        {
            var outputs = reference.Outputs.ToArray();
            outputs[i] = outputs[i][1..];
            Assert.Throws<ArgumentException>(() => decoder.Decode(outputs, floors, []));
        }
    }

    [Fact]
    public void The_shapes_are_those_of_the_published_exports()
    {
        Assert.Equal([[3549, 85]], new YoloxDecoder(416, 416, [8, 16, 32], 80).Shapes);
        Assert.Equal([[25200, 85]], new Yolov5Decoder(640, 640, [8, 16, 32], 3, 80).Shapes);
        Assert.Equal([[84, 8400]], new Yolov8Decoder(640, 640, [8, 16, 32], 80).Shapes);
        // NanoDet-Plus-m-416: 64 does not divide 416, the grid is rounded up.
        Assert.Equal([[3598, 112]], new NanoDetDecoder(416, 416, [8, 16, 32, 64], 7, 0, 80).Shapes);
        Assert.Equal([[300, 80], [300, 4]], new RtDetrDecoder(640, 640, 300, 80).Shapes);
        Assert.Equal([[300], [300, 4], [300]], new RtDetrDeployedDecoder(300, 80).Shapes);
    }

    [Fact]
    public void A_label_that_no_class_of_the_manifest_has_is_passed_over()
    {
        var candidates = new List<Candidate>();
        new RtDetrDeployedDecoder(3, 2).Decode([[2, -1, 1], [.. Enumerable.Repeat(5f, 12)], [0.9f, 0.9f, 0.9f]], [0.5f, 0.5f], candidates);
        Assert.Equal(1, Assert.Single(candidates).Class);
    }

    private static float[] Floors(Reference reference, float floor) => [.. Enumerable.Repeat(floor, reference.Classes)];

    private static (Reference, IBoxDecoder) Load(string layout)
    {
        using var stream = typeof(BoxDecoderTests).Assembly.GetManifestResourceStream($"{layout}.json")!;
        var reference = JsonSerializer.Deserialize<Reference>(stream, JsonSerializerOptions.Web)!;
        return (reference, Decoders[layout](reference));
    }
}
