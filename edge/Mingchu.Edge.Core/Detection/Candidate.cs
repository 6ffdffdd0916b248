namespace Mingchu.Edge.Core.Detection;

/// <summary>A decoded box in pixels of the network's input, before names and picture coordinates.</summary>
/// <param name="Class">Index into the model's classes.</param>
/// <param name="Score">0..1.</param>
public readonly record struct Candidate(int Class, float Score, float Left, float Top, float Right, float Bottom)
{
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
}
