namespace Mingchu.Edge.Inference;

/// <summary>Logits to a probability.</summary>
internal static class Softmax
{
    /// <summary>The most likely value and its probability under softmax(logits / temperature). A NaN among the logits gives probability 0.</summary>
    public static (int Value, float Probability) Best(ReadOnlySpan<float> logits, float temperature)
    {
        var best = 0;
        for (var i = 1; i < logits.Length; i++)
            if (logits[i] > logits[best])
                best = i;
        var sum = 0f;
        foreach (var logit in logits)
            sum += MathF.Exp((logit - logits[best]) / temperature);
        return (best, sum >= 1 ? 1 / sum : 0);
    }
}
