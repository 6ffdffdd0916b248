namespace Mingchu.Edge.Core.Geometry;

/// <summary>An axis-aligned box in normalised picture coordinates: 0,0 is the top left corner, 1,1 the bottom right.</summary>
public readonly record struct Box(float Left, float Top, float Right, float Bottom)
{
    /// <summary>Width, 0..1.</summary>
    public float Width => Right - Left;

    /// <summary>Height, 0..1.</summary>
    public float Height => Bottom - Top;

    /// <summary>Area, 0..1; 0 when inverted.</summary>
    public float Area => MathF.Max(0, Width) * MathF.Max(0, Height);

    /// <summary>Centre.</summary>
    public (float X, float Y) Centre => ((Left + Right) / 2, (Top + Bottom) / 2);

    /// <summary>Intersection over union, 0..1; 0 when either is empty.</summary>
    public float Iou(Box other)
    {
        var shared = new Box(MathF.Max(Left, other.Left), MathF.Max(Top, other.Top), MathF.Min(Right, other.Right), MathF.Min(Bottom, other.Bottom));
        if (shared.Width <= 0 || shared.Height <= 0)
            return 0;
        var union = Area + other.Area - shared.Area;
        return union > 0 ? shared.Area / union : 0;
    }

    /// <summary>The same box moved.</summary>
    public Box Moved(float x, float y) => new(Left + x, Top + y, Right + x, Bottom + y);

    /// <summary>The part inside the picture.</summary>
    public Box Clipped() => new(Math.Clamp(Left, 0, 1), Math.Clamp(Top, 0, 1), Math.Clamp(Right, 0, 1), Math.Clamp(Bottom, 0, 1));
}
