namespace Mingchu.Edge.Core.Geometry;

/// <summary>A closed polygon in normalised picture coordinates: three or more corners, the last joined to the first; may be concave.</summary>
public sealed record Polygon(IReadOnlyList<(float X, float Y)> Corners)
{
    /// <summary>Whether the point lies inside, by the even-odd rule; a point exactly on an edge may fall on either side.</summary>
    public bool Contains(float x, float y)
    {
        var inside = false;
        for (int i = 0, j = Corners.Count - 1; i < Corners.Count; j = i++)
        {
            var (xi, yi) = Corners[i];
            var (xj, yj) = Corners[j];
            if (yi > y != yj > y && x < ((xj - xi) * (y - yi) / (yj - yi)) + xi)
                inside = !inside;
        }
        return inside;
    }

    /// <summary>The smallest box around it.</summary>
    public Box Bounds => new(Corners.Min(c => c.X), Corners.Min(c => c.Y), Corners.Max(c => c.X), Corners.Max(c => c.Y));

    /// <summary>Area, 0..1, by the shoelace formula; meaningless when it crosses itself.</summary>
    public float Area
    {
        get
        {
            var twice = 0f;
            for (int i = 0, j = Corners.Count - 1; i < Corners.Count; j = i++)
                twice += (Corners[j].X * Corners[i].Y) - (Corners[i].X * Corners[j].Y);
            return MathF.Abs(twice) / 2;
        }
    }

    /// <summary>Whether two of its sides that are not neighbours cross, as in a bow tie.</summary>
    public bool CrossesItself
    {
        get
        {
            var count = Corners.Count;
            for (var i = 0; i < count; i++)
                for (var j = i + 2; j < count; j++)
                    if ((j + 1) % count != i && Cross(Corners[i], Corners[i + 1], Corners[j], Corners[(j + 1) % count]))
                        return true;
            return false;
        }
    }

    /// <summary>Whether the centre of the box lies inside.</summary>
    public bool Contains(Box box) => Contains(box.Centre.X, box.Centre.Y);

    private static bool Cross((float X, float Y) a, (float X, float Y) b, (float X, float Y) c, (float X, float Y) d) =>
        Side(a, b, c) * Side(a, b, d) < 0 && Side(c, d, a) * Side(c, d, b) < 0;

    private static float Side((float X, float Y) a, (float X, float Y) b, (float X, float Y) p) =>
        MathF.Sign(((b.X - a.X) * (p.Y - a.Y)) - ((b.Y - a.Y) * (p.X - a.X)));
}
