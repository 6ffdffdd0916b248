namespace Mingchu.Edge.Core.Detection;

/// <summary>
/// Output of RT-DETR, D-FINE and their kin exported together with their post-processing: <c>labels</c>, <c>boxes</c> (left, top, right, bottom)
/// and <c>scores</c>, already sorted out. The boxes are in pixels of the size that the network is told as <c>orig_target_sizes</c>; it must be
/// told the input's own (<c>export_onnx.py</c> of both projects).
/// </summary>
public sealed class RtDetrDeployedDecoder : IBoxDecoder
{
    /// <summary>For networks that answer with <paramref name="queries"/> boxes.</summary>
    public RtDetrDeployedDecoder(int queries, int classes)
    {
        Classes = classes;
        Shapes = [[queries], [queries, 4], [queries]];
    }

    /// <summary>Labels, boxes, scores.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Shapes { get; }

    /// <inheritdoc/>
    public int Classes { get; }

    /// <inheritdoc/>
    public bool OneBoxPerThing => true;

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<float[]> outputs, ReadOnlySpan<float> floors, List<Candidate> into)
    {
        this.Check(outputs, floors);
        ReadOnlySpan<float> labels = outputs[0], boxes = outputs[1], scores = outputs[2];
        for (var q = 0; q < scores.Length; q++)
        {
            // A label that is no class of the manifest says nothing that could be named.
            if (!(labels[q] >= 0 && labels[q] < Classes))
                continue;
            var type = (int)labels[q];
            if (scores[q] >= floors[type])
                new Candidate(type, scores[q], boxes[q * 4], boxes[(q * 4) + 1], boxes[(q * 4) + 2], boxes[(q * 4) + 3]).AddTo(into);
        }
    }
}
