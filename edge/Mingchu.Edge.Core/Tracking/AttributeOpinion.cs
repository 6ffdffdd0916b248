namespace Mingchu.Edge.Core.Tracking;

/// <summary>What many readings of one track say about an attribute.</summary>
/// <param name="Attribute">E.g. <c>cap</c>.</param>
/// <param name="Value">E.g. <c>none</c>; null while there are too few votes, or they disagree, or too many readings told nothing.</param>
/// <param name="Confidence">Mean confidence of the winner's votes times its share of the weight, 0..1.</param>
/// <param name="Votes">Votes in the window; readings that told nothing are none.</param>
public sealed record AttributeOpinion(string Attribute, string? Value, float Confidence, int Votes);
