namespace Mingchu.Edge.Core.Detection;

/// <summary>A classifier's answer about one attribute in one frame.</summary>
/// <param name="Attribute">E.g. <c>cap</c>.</param>
/// <param name="Value">E.g. <c>worn</c>; null means undetermined.</param>
/// <param name="Confidence">Calibrated probability of the most likely value, 0..1, also when undetermined.</param>
public sealed record AttributeReading(string Attribute, string? Value, float Confidence);
