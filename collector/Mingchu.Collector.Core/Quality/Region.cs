namespace Mingchu.Collector.Core.Quality;

/// <summary>A rectangle of the view, in 0..1 and hundredths.</summary>
public sealed record Region(double Left, double Top, double Right, double Bottom)
{
    /// <summary>Share of the view.</summary>
    public double Area => (Right - Left) * (Bottom - Top);

    /// <summary>Its corners, as a mask of the box wants them.</summary>
    public IReadOnlyList<Spot> Corners => [new(Left, Top), new(Right, Top), new(Right, Bottom), new(Left, Bottom)];

    /// <summary>Whether the point lies inside or on the edge.</summary>
    public bool Contains(Spot spot) => spot.X >= Left && spot.X <= Right && spot.Y >= Top && spot.Y <= Bottom;

    /// <summary>The smallest rectangle of hundredths around these points with a margin, within the view.</summary>
    public static Region Around(IEnumerable<Spot> spots, double margin)
    {
        var (left, top, right, bottom) = (1.0, 1.0, 0.0, 0.0);
        foreach (var (x, y) in spots)
            (left, top, right, bottom) = (Math.Min(left, x), Math.Min(top, y), Math.Max(right, x), Math.Max(bottom, y));
        return new(Down(left - margin), Down(top - margin), Up(right + margin), Up(bottom + margin));
    }

    private static double Down(double value) => Math.Floor(Math.Clamp(value, 0, 1) * 100) / 100;

    private static double Up(double value) => Math.Ceiling(Math.Clamp(value, 0, 1) * 100) / 100;
}
