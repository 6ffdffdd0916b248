namespace Mingchu.Edge.Core.Detection;

/// <summary>
/// Raw output of RT-DETR, D-FINE and their kin to boxes: per query a logit for each class, and <c>centre x, centre y, width, height</c> in
/// 0..1 of the input. Score = sigmoid(logit); of all (query, class) pairs the best as many as there are queries count (RT-DETR, Zhao et al.
/// 2023, <c>RTDETRPostProcessor</c> with focal loss). Models with a "no object" class (the first DETR) have a column more and do not fit.
/// </summary>
public sealed class RtDetrDecoder : IBoxDecoder
{
    private readonly int width;
    private readonly int height;
    private readonly int queries;

    /// <summary>For an input of <paramref name="width"/> x <paramref name="height"/> pixels.</summary>
    public RtDetrDecoder(int width, int height, int queries, int classes)
    {
        (this.width, this.height, this.queries) = (width, height, queries);
        Classes = classes;
        Shapes = [[queries, classes], [queries, 4]];
    }

    /// <summary>Logits, boxes.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Shapes { get; }

    /// <inheritdoc/>
    public int Classes { get; }

    /// <inheritdoc/>
    public bool OneBoxPerThing => true;

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<float[]> outputs, ReadOnlySpan<float> floors, List<Candidate> into)
    {
        this.Check(outputs, floors);
        ReadOnlySpan<float> logits = outputs[0], boxes = outputs[1];
        var start = into.Count;
        for (var q = 0; q < queries; q++)
        {
            var box = boxes.Slice(q * 4, 4);
            for (var c = 0; c < floors.Length; c++)
            {
                var logit = logits[(q * Classes) + c];
                var score = 1 / (1 + MathF.Exp(-logit));
                if (score >= floors[c] && float.IsFinite(logit))
                    Candidate.Around(c, score, box[0] * width, box[1] * height, box[2] * width, box[3] * height).AddTo(into);
            }
        }
        if (into.Count - start <= queries)
            return;
        into.Sort(start, into.Count - start, NonMaximumSuppression.BestFirst);
        into.RemoveRange(start + queries, into.Count - start - queries);
    }
}
