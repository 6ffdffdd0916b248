namespace Mingchu.Edge.Core.Detection;

/// <summary>
/// Output of a YOLOv8 export (YOLOv9 and YOLO11 are the same) to boxes. Planes, each with a value per cell of each stride's grid:
/// <c>centre x, centre y, width, height</c> in pixels of the input, then a plane of probabilities per class; there is no objectness
/// (Ultralytics, <c>export format=onnx</c> without <c>nms</c>, <c>non_max_suppression</c>).
/// </summary>
public sealed class Yolov8Decoder : IBoxDecoder
{
    private readonly int cells;

    /// <summary>For an input of <paramref name="width"/> x <paramref name="height"/> pixels, both multiples of every stride.</summary>
    public Yolov8Decoder(int width, int height, IReadOnlyList<int> strides, int classes)
    {
        cells = strides.Sum(s => (width / s) * (height / s));
        Classes = classes;
        Shapes = [[4 + classes, cells]];
    }

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<int>> Shapes { get; }

    /// <inheritdoc/>
    public int Classes { get; }

    /// <inheritdoc/>
    public bool OneBoxPerThing => false;

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<float[]> outputs, ReadOnlySpan<float> floors, List<Candidate> into)
    {
        this.Check(outputs, floors);
        ReadOnlySpan<float> output = outputs[0];
        ReadOnlySpan<float> xs = output[..cells], ys = output.Slice(cells, cells), widths = output.Slice(2 * cells, cells), heights = output.Slice(3 * cells, cells);
        for (var c = 0; c < floors.Length; c++)
        {
            var scores = output.Slice((4 + c) * cells, cells);
            for (var i = 0; i < scores.Length; i++)
                if (scores[i] >= floors[c])
                    Candidate.Around(c, scores[i], xs[i], ys[i], widths[i], heights[i]).AddTo(into);
        }
    }
}
