namespace Mingchu.Edge.Core.Detection;

/// <summary>A decoded box in pixels of the network's input, before names and picture coordinates.</summary>
/// <param name="Class">Index into the model's classes.</param>
/// <param name="Score">0..1.</param>
public readonly record struct Candidate(int Class, float Score, float Left, float Top, float Right, float Bottom)
{
    /// <summary>A quantised sigmoid may round to a little more than 1; anything beyond is no probability.</summary>
    private const float MaxScore = 1.01f;

    /// <summary>Every number is finite and the score is a probability. A network gone wild must not reach the tracker.</summary>
    public bool IsSound => Score is >= 0 and <= MaxScore && float.IsFinite(Left) && float.IsFinite(Top) && float.IsFinite(Right) && float.IsFinite(Bottom);

    /// <summary>A box of a centre and a size.</summary>
    public static Candidate Around(int type, float score, float x, float y, float width, float height) =>
        new(type, score, x - (width / 2), y - (height / 2), x + (width / 2), y + (height / 2));

    /// <summary>Intersection over union, 0..1.</summary>
    public float Iou(in Candidate other)
    {
        var width = MathF.Min(Right, other.Right) - MathF.Max(Left, other.Left);
        var height = MathF.Min(Bottom, other.Bottom) - MathF.Max(Top, other.Top);
        if (width <= 0 || height <= 0)
            return 0;
        var shared = width * height;
        var union = ((Right - Left) * (Bottom - Top)) + ((other.Right - other.Left) * (other.Bottom - other.Top)) - shared;
        return union > 0 ? shared / union : 0;
    }

    /// <summary>Into the list when <see cref="IsSound"/>.</summary>
    internal void AddTo(List<Candidate> list)
    {
        if (IsSound)
            list.Add(this with { Score = MathF.Min(Score, 1) });
    }
}
