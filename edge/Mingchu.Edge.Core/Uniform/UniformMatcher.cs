using Mingchu.Edge.Core.Detection;

namespace Mingchu.Edge.Core.Uniform;

/// <summary>Tells the kitchen's own uniforms from other clothes by the likeness of embeddings.</summary>
/// <param name="uniforms">The looks of each enrolled uniform; whoever wears any of them wears an own one.</param>
/// <param name="bounds">Of the model that made them.</param>
public sealed class UniformMatcher(IReadOnlyList<IReadOnlyList<float[]>> uniforms, UniformBounds bounds)
{
    /// <summary>The attribute it answers.</summary>
    public const string Attribute = "uniform";

    /// <summary>The kitchen's own.</summary>
    public const string Own = "own";

    /// <summary>Anything else.</summary>
    public const string Other = "other";

    /// <summary>The answer for one person; undetermined within the margin and without an embedding.</summary>
    public AttributeReading Read(float[]? embedding)
    {
        if (embedding is null)
            return new(Attribute, null, 0);
        var likeness = uniforms.Max(looks => Embedding.Likeness(embedding, looks));
        var own = bounds.Probability(likeness);
        var value = likeness >= bounds.Own ? Own : likeness <= bounds.Other ? Other : null;
        return new(Attribute, value, MathF.Max(own, 1 - own));
    }
}
