namespace Mingchu.Edge.Core.Geometry;

/// <summary>
/// How far apart things are, in sizes of one of them: the only measure a single camera gives without calibration. Taken by width across and by
/// height down, so that the shape of the picture does not matter; heads and hands are about as wide as high.
/// </summary>
public static class Distance
{
    /// <summary>
    /// From the middle of <paramref name="measure"/> to the nearest point of <paramref name="other"/>, in widths and heights of the first;
    /// 0 when the middle is inside, infinite when the measure is empty.
    /// </summary>
    public static float InSizes(Box measure, Box other)
    {
        if (measure.Width <= 0 || measure.Height <= 0)
            return float.PositiveInfinity;
        var (x, y) = measure.Centre;
        var across = MathF.Max(0, MathF.Max(other.Left - x, x - other.Right)) / measure.Width;
        var down = MathF.Max(0, MathF.Max(other.Top - y, y - other.Bottom)) / measure.Height;
        return MathF.Sqrt((across * across) + (down * down));
    }
}
