namespace Mingchu.Edge.Core.Detection;

/// <summary>A classifier's answer about one attribute in one frame.</summary>
/// <param name="Attribute">E.g. <c>cap</c>.</param>
/// <param name="Value">E.g. <c>worn</c>; null means undetermined.</param>
/// <param name="Confidence">Calibrated probability of the most likely value, 0..1, also when undetermined.</param>
public sealed record AttributeReading(string Attribute, string? Value, float Confidence)
{
    /// <summary>
    /// Share of a thing's readings, undetermined ones among them, that must say a value before it counts, 0..1. Above 0 for what shows from every side, like a cap: where
    /// most looks tell nothing or something else, the others are guesses. 0 for what is hidden most of the time, like a mask: a turned back says nothing about the look at the face.
    /// </summary>
    public float Quorum { get; init; }
}
