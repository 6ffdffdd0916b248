namespace Mingchu.Edge.Core.Uniform;

/// <summary>Vectors of length 1 that describe clothes; the nearer two are, the more alike the clothes.</summary>
public static class Embedding
{
    /// <summary>Looks that are asked.</summary>
    public const int Nearest = 3;

    /// <summary>The vector scaled to length 1; null when it has no direction: all 0, NaN or infinite.</summary>
    public static float[]? Normalised(ReadOnlySpan<float> raw)
    {
        var square = 0.0;
        foreach (var value in raw)
            square += (double)value * value;
        var length = Math.Sqrt(square);
        if (!double.IsFinite(length) || length < 1e-12)
            return null;
        var unit = new float[raw.Length];
        for (var i = 0; i < unit.Length; i++)
            unit[i] = (float)(raw[i] / length);
        return unit;
    }

    /// <summary>Cosine of the angle between two vectors of length 1, -1..1.</summary>
    public static float Likeness(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0f;
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return Math.Clamp(sum, -1, 1);
    }

    /// <summary>Mean likeness to the <see cref="Nearest"/> most alike of the looks, so that one odd picture among them decides nothing; -1 when there are none.</summary>
    public static float Likeness(ReadOnlySpan<float> embedding, IEnumerable<float[]> looks)
    {
        Span<float> best = stackalloc float[Nearest];
        best.Fill(float.NegativeInfinity);
        var count = 0;
        foreach (var look in looks)
        {
            count++;
            var likeness = Likeness(embedding, look);
            for (var i = 0; i < best.Length; i++)
                if (likeness > best[i])
                    (best[i], likeness) = (likeness, best[i]);
        }
        var sum = 0f;
        foreach (var likeness in best[..Math.Min(count, Nearest)])
            sum += likeness;
        return count == 0 ? -1 : sum / Math.Min(count, Nearest);
    }
}
