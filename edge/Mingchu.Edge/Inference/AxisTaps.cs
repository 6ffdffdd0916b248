namespace Mingchu.Edge.Inference;

/// <summary>
/// Which source pixels make each target pixel along one axis, and with what weight: area-averaging when shrinking, linear between pixel
/// centres when enlarging (as OpenCV's INTER_AREA and INTER_LINEAR). Reused from picture to picture; builds nothing when the sizes stay.
/// </summary>
internal sealed class AxisTaps
{
    private int source;
    private int[] first = [];
    private float[] weights = [];

    /// <summary>Target pixels.</summary>
    public int Target { get; private set; }

    /// <summary>Weights per target pixel; unused ones are 0 and still name pixels inside the source.</summary>
    public int Taps { get; private set; }

    /// <summary>First source pixel of every target pixel.</summary>
    public ReadOnlySpan<int> First => first.AsSpan(0, Target);

    /// <summary><see cref="Taps"/> weights for every target pixel, each set summing to 1.</summary>
    public ReadOnlySpan<float> Weights => weights.AsSpan(0, Target * Taps);

    public void Build(int from, int to)
    {
        if (from == source && to == Target)
            return;
        (source, Target) = (from, to);
        var scale = (double)from / to;
        // Where target pixels begin with source pixels none reaches into one more.
        Taps = Math.Min(from, from == to ? 1 : from % to == 0 ? from / to : from > to ? (int)Math.Ceiling(scale) + 1 : 2);
        if (first.Length < to)
            first = new int[to];
        if (weights.Length < to * Taps)
            weights = new float[to * Taps];
        Array.Clear(weights);
        for (var i = 0; i < to; i++)
        {
            if (from > to)
                Area(i, scale);
            else
                Linear(i, scale);
        }
    }

    private void Area(int i, double scale)
    {
        var (begin, end) = (i * scale, Math.Min((i + 1) * scale, source));
        // Shifted at the far end, so that all taps stay inside the source.
        first[i] = Math.Min((int)(begin + 1e-6), source - Taps);
        for (var t = 0; t < Taps; t++)
        {
            var covered = Math.Min(end, first[i] + t + 1) - Math.Max(begin, first[i] + t);
            weights[(i * Taps) + t] = (float)(Math.Max(0, covered) / (end - begin));
        }
    }

    private void Linear(int i, double scale)
    {
        var centre = Math.Clamp(((i + 0.5) * scale) - 0.5, 0, source - 1);
        first[i] = Math.Min((int)centre, source - Taps);
        var far = (float)(centre - first[i]);
        weights[i * Taps] = Taps == 1 ? 1 : 1 - far;
        if (Taps == 2)
            weights[(i * Taps) + 1] = far;
    }
}
