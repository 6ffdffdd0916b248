namespace Mingchu.Edge.Core.Uniform;

/// <summary>One person on one picture.</summary>
/// <param name="Picture">File name.</param>
/// <param name="Embedding">Of length 1.</param>
public sealed record Look(string Picture, float[] Embedding);
