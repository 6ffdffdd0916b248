namespace Mingchu.Edge.Core.Sight;

/// <summary>
/// Grey values as tones, the logarithm to base 2 of (grey + 16): a lamp that makes all twice as bright adds the same everywhere, so differences
/// between neighbours stay what they are. The 16 keeps the noise of dark places small.
/// </summary>
internal static class Tones
{
    private const int Lift = 16;
    private static readonly float[] Table = [.. Enumerable.Range(0, 256).Select(v => MathF.Log2(v + Lift))];

    /// <summary>Tones of a thumbnail's pixels.</summary>
    public static void Of(Thumbnail thumbnail, Span<float> tones)
    {
        var grey = thumbnail.Grey;
        for (var i = 0; i < grey.Length; i++)
            tones[i] = Table[grey[i]];
    }

    /// <summary>The grey value + 16 of a tone.</summary>
    public static float Lifted(float tone) => MathF.Pow(2, tone);
}
