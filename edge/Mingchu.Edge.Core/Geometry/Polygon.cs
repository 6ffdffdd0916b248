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

    /// <summary>Whether the centre of the box lies inside.</summary>
    public bool Contains(Box box) => Contains(box.Centre.X, box.Centre.Y);
}
