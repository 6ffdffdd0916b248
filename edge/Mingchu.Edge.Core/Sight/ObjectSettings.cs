namespace Mingchu.Edge.Core.Sight;

/// <summary>When something new in the view is a thing that stands there.</summary>
public sealed record ObjectSettings
{
    /// <summary>How long it must stand still, watched time.</summary>
    public TimeSpan Stands { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long its place must look like the reference again before it is gone.</summary>
    public TimeSpan Gone { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long its place may be in motion, with nobody known to be there, before it is given up.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Smallest thing, cells of 1/80 of the picture's longer side.</summary>
    public int LeastCells { get; init; } = 9;

    /// <summary>Share of the view that may differ from the reference before nothing is told from it.</summary>
    public float MostOfView { get; init; } = 0.35f;
}
