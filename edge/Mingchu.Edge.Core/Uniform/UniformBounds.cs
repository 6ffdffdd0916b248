namespace Mingchu.Edge.Core.Uniform;

/// <summary>Which likeness means what; between the two lies the margin in which nothing is said.</summary>
/// <param name="Own">From this likeness up the clothes are the same, -1..1.</param>
/// <param name="Other">Down from this likeness they are not, below <paramref name="Own"/>.</param>
public sealed record UniformBounds(float Own, float Other)
{
    /// <summary>For embeddings whose maker gives no better ones.</summary>
    public static UniformBounds Usual { get; } = new(0.8f, 0.6f);

    /// <summary>Probability given to a likeness at either bound.</summary>
    private const double AtBound = 0.9;

    /// <summary>
    /// Probability that the clothes are the same, 0..1: a logistic curve through 0.9 at <see cref="Own"/> and 0.1 at <see cref="Other"/>.
    /// A way of saying how far from the margin a likeness lies, no measured frequency.
    /// </summary>
    public float Probability(float likeness)
    {
        var middle = (Own + Other) / 2.0;
        var slope = Math.Log(AtBound / (1 - AtBound)) / ((Own - Other) / 2.0);
        return (float)(1 / (1 + Math.Exp(-slope * (likeness - middle))));
    }
}
