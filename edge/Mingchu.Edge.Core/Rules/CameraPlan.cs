using Mingchu.Edge.Core.Calendars;

namespace Mingchu.Edge.Core.Rules;

/// <summary>What people drew into a camera's view and when they work there.</summary>
public sealed record CameraPlan
{
    /// <summary>Nothing drawn, no hours known.</summary>
    public static CameraPlan Empty { get; } = new();

    /// <summary>Zones, ids unique.</summary>
    public IReadOnlyList<Zone> Zones { get; init; } = [];

    /// <summary>Masks.</summary>
    public IReadOnlyList<Mask> Masks { get; init; } = [];

    /// <summary>When people may be in the kitchen, preparing and cleaning included; null is unknown, and nobody is ever there after hours.</summary>
    public Hours? Opening { get; init; }

    /// <summary>When posts must be manned; null is unknown, and nobody is ever absent.</summary>
    public Hours? Duty { get; init; }
}
