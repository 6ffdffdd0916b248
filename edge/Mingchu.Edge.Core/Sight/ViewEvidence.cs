namespace Mingchu.Edge.Core.Sight;

/// <summary>How a look differs from what the view is usually like, over the patches in which there usually is something to see.</summary>
/// <param name="Lost">Share of patches whose contrast fell below 0.4 of the usual.</param>
/// <param name="Veiled">
/// Share of patches that grew brighter and lost contrast, less the share that grew darker and lost it: steam only brightens, a blur does both.
/// </param>
/// <param name="Brighter">By how much the patches with lost contrast grew brighter, grey values.</param>
/// <param name="Edges">Fine edges over the whole view against the usual, 1 = as usual.</param>
/// <param name="Sharpness">Median of fine edges against contrasts, 1 = as usual; null when too little is lit to tell.</param>
/// <param name="Likeness">Correlation of the coarse picture with the usual one, -1..1.</param>
/// <param name="Displacement">How the view lies; null when there is too little to see.</param>
public sealed record ViewEvidence(
    float Lost, float Veiled, float Brighter, float Edges, float? Sharpness, float Likeness, Displacement? Displacement)
{
    private const float Lit = 40, Saturated = 245;

    /// <summary>Compares a look with what it should be like.</summary>
    internal static ViewEvidence Of(ViewStatistics look, ViewStatistics usual, Displacement? displacement)
    {
        var sharpness = new List<float>();
        int textured = 0, lost = 0, veiled = 0;
        var brighter = 0f;
        for (var i = 0; i < look.Contrast.Length; i++)
        {
            if (usual.Contrast[i] < ViewJudge.Texture)
                continue;
            textured++;
            var kept = look.Contrast[i] / usual.Contrast[i];
            var rise = look.Grey[i] - usual.Grey[i];
            if (kept < 0.4f)
            {
                lost++;
                brighter += rise;
            }
            veiled += kept >= 0.6f ? 0 : rise > 6 && look.Grey[i] < Saturated ? 1 : rise < -6 ? -1 : 0;
            if (look.Grey[i] >= Lit)
                sharpness.Add(look.Fine[i] / MathF.Max(1e-4f, look.Contrast[i]) / (usual.Fine[i] / usual.Contrast[i]));
        }
        sharpness.Sort();
        var all = Math.Max(1, textured);
        return new(
            (float)lost / all, (float)Math.Max(0, veiled) / all, brighter / Math.Max(1, lost), look.Fine.Sum() / MathF.Max(1e-4f, usual.Fine.Sum()),
            sharpness.Count * 4 >= all && sharpness.Count > 0 ? sharpness[sharpness.Count / 2] : null, Correlation(look.Tone, usual.Tone), displacement);
    }

    private static float Correlation(float[] a, float[] b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        double both = 0, squaresA = 0, squaresB = 0;
        for (var i = 0; i < a.Length; i++)
        {
            var (x, y) = (a[i] - meanA, b[i] - meanB);
            (both, squaresA, squaresB) = (both + (x * y), squaresA + (x * x), squaresB + (y * y));
        }
        return (float)(both / Math.Max(1e-6, Math.Sqrt(squaresA * squaresB)));
    }
}
