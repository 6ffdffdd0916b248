using Mingchu.Edge.Core.Detection;

namespace Mingchu.Edge.Inference.Manifests;

/// <summary>The output layouts that a detector's manifest may name. A new one is a decoder in Mingchu.Edge.Core/Detection and a line here.</summary>
internal static class OutputLayouts
{
    private static readonly int[] Three = [8, 16, 32];
    private static readonly int[] Four = [8, 16, 32, 64];

    private static readonly (string Word, Func<YamlSection, InputSpec, int, DetectorOutput> Read)[] All =
    [
        ("yolox", (o, i, n) => Grid(o, i, Three, (i, strides) => new YoloxDecoder(i.Width, i.Height, strides, n))),
        ("yolov5", (o, i, n) => Grid(o, i, Three, Anchored(o.Has("anchors") ? o.Whole("anchors", 1, 9) : 3, n))),
        ("yolov8", (o, i, n) => Grid(o, i, Three, (i, strides) => new Yolov8Decoder(i.Width, i.Height, strides, n))),
        ("nanodet", (o, i, n) => Grid(o, i, Four, (i, strides) => new NanoDetDecoder(
            i.Width, i.Height, strides, o.Has("regMax") ? o.Whole("regMax", 1, 64) : 7, o.Number("offset", 0, 0.5f, otherwise: 0), n)) with { Strides = [], Resized = null }),
        ("rtdetr", (o, i, n) => new([new(Name(o, "logits", "pred_logits")), new(Name(o, "boxes", "pred_boxes"))],
            new RtDetrDecoder(i.Width, i.Height, Queries(o), n))),
        ("rtdetr-deployed", (o, _, n) => new([new(Name(o, "labels", "labels"), Whole: true), new(Name(o, "boxes", "boxes")), new(Name(o, "scores", "scores"))],
            new RtDetrDeployedDecoder(Queries(o), n)) { Sizes = Name(o, "sizes", "orig_target_sizes") }),
    ];

    /// <summary>The manifest's section <c>output</c>, for a network of so many classes.</summary>
    public static DetectorOutput Read(YamlSection output, InputSpec input, int classes) => output.Choice("layout", All)(output, input, classes);

    private static DetectorOutput Grid(YamlSection output, InputSpec input, int[] usual, Func<InputSpec, IReadOnlyList<int>, IBoxDecoder> decoder)
    {
        var strides = output.Has("strides") ? output.Wholes("strides", 1, 256) : usual;
        return new([new(output.Text("name"))], decoder(input, strides)) { Strides = strides, Resized = i => decoder(i, strides) };
    }

    private static Func<InputSpec, IReadOnlyList<int>, IBoxDecoder> Anchored(int anchors, int classes) => (i, strides) => new Yolov5Decoder(i.Width, i.Height, strides, anchors, classes);

    private static string Name(YamlSection output, string key, string usual) => output.Has(key) ? output.Text(key) : usual;

    private static int Queries(YamlSection output) => output.Has("queries") ? output.Whole("queries", 1, 10_000) : 300;
}
