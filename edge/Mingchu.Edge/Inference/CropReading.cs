using Mingchu.Edge.Core.Detection;

namespace Mingchu.Edge.Inference;

/// <summary>What a classifier says of one crop.</summary>
/// <param name="Attributes">In the manifest's order.</param>
/// <param name="Embedding">Of length 1; null where the model has none or the box is too small.</param>
public sealed record CropReading(IReadOnlyList<AttributeReading> Attributes, float[]? Embedding);
