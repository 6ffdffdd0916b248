using Mingchu.Edge.Core.Geometry;

namespace Mingchu.Edge.Core.Rules;

/// <summary>A part of the view that rules do not look at, e.g. a poster, a window, or for <c>fire-smoke</c> the burners of a stove.</summary>
/// <param name="Area">What has the centre of its box here is not seen.</param>
public sealed record Mask(Polygon Area)
{
    /// <summary>Codes of the hazards it hides; empty hides all.</summary>
    public IReadOnlyList<string> Hazards { get; init; } = [];

    /// <summary>Whether it counts for a hazard.</summary>
    public bool Hides(string hazard) => Hazards.Count == 0 || Hazards.Contains(hazard);
}
