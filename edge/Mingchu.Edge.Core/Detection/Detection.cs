using Mingchu.Edge.Core.Geometry;

namespace Mingchu.Edge.Core.Detection;

/// <summary>One thing a detector saw in one frame.</summary>
/// <param name="Class">Class name of the model's manifest, e.g. <c>head</c>.</param>
/// <param name="Score">0..1.</param>
/// <param name="Box">Where.</param>
public sealed record Detection(string Class, float Score, Box Box)
{
    /// <summary>Below its class's threshold: may carry on a track that exists, never starts one and is never shown by itself.</summary>
    public bool Tentative { get; init; }

    /// <summary>What the classifiers said about it in this frame; empty when none was asked.</summary>
    public IReadOnlyList<AttributeReading> Readings { get; init; } = [];
}
