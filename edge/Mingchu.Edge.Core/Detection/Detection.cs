using Mingchu.Edge.Core.Geometry;

namespace Mingchu.Edge.Core.Detection;

/// <summary>One thing a detector saw in one frame.</summary>
/// <param name="Class">Class name of the model's manifest, e.g. <c>head</c>.</param>
/// <param name="Score">0..1.</param>
/// <param name="Box">Where.</param>
public sealed record Detection(string Class, float Score, Box Box)
{
    /// <summary>What the classifiers said about it in this frame; empty when none was asked.</summary>
    public IReadOnlyList<AttributeReading> Readings { get; init; } = [];
}

/// <summary>A classifier's answer about one attribute in one frame.</summary>
/// <param name="Attribute">E.g. <c>cap</c>.</param>
/// <param name="Value">E.g. <c>worn</c>; null means undetermined.</param>
/// <param name="Confidence">Calibrated probability of the most likely value, 0..1, also when undetermined.</param>
public sealed record AttributeReading(string Attribute, string? Value, float Confidence);
