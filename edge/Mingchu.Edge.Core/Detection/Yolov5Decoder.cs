namespace Mingchu.Edge.Core.Detection;

/// <summary>
/// Output of a YOLOv5 export (YOLOv7's is the same) to boxes. One row per anchor of each cell of each stride's grid:
/// <c>centre x, centre y, width, height, objectness, class scores...</c>, the box in pixels of the input, the rest probabilities;
/// score = objectness * class (Ultralytics YOLOv5, <c>export.py --include onnx</c>, <c>non_max_suppression</c>).
/// </summary>
public sealed class Yolov5Decoder : IBoxDecoder
{
    private readonly int columns;

    /// <summary>For an input of <paramref name="width"/> x <paramref name="height"/> pixels, both multiples of every stride.</summary>
    public Yolov5Decoder(int width, int height, IReadOnlyList<int> strides, int anchors, int classes)
    {
        columns = 5 + classes;
        Classes = classes;
        Shapes = [[strides.Sum(s => anchors * (width / s) * (height / s)), columns]];
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
        var lowest = floors.Lowest();
        for (ReadOnlySpan<float> rest = outputs[0]; rest.Length > 0; rest = rest[columns..])
        {
            // A class score is at most 1, so a row below the lowest floor can be left after one comparison: nearly all of them.
            if (rest[4] < lowest)
                continue;
            for (var c = 0; c < floors.Length; c++)
            {
                var score = rest[4] * rest[5 + c];
                if (score >= floors[c])
                    Candidate.Around(c, score, rest[0], rest[1], rest[2], rest[3]).AddTo(into);
            }
        }
    }
}
