namespace Mingchu.EvalVideo.Augment;

/// <summary>Soft white clouds that rise from one side of the picture for some ten seconds and thin out, about half of the time.</summary>
internal sealed class Steam(int seed) : IAugmentation
{
    private const double Puff = 22;

    /// <inheritdoc/>
    public void Apply(Span<byte> bgr, int width, int height, double second)
    {
        var (puff, t) = ((int)(second / Puff), second % Puff);
        var strength = Noise.Step(2, 6, t) * (1 - Noise.Step(10, 15, t)) * (0.55f + (0.4f * Noise.At(seed, puff, 1, 0)));
        if (strength <= 0.01f)
            return;
        var (cx, wide) = (Noise.At(seed, puff, 2, 0), 0.18 + (0.25 * Noise.At(seed, puff, 3, 0)));
        Veil.Lay(bgr, width, height, 235, (x, y) =>
        {
            var body = 1 - Noise.Step(wide * 0.4, wide, Math.Abs(x - cx - (0.15 * (Noise.Smooth(seed, y * 3, second * 0.3, puff) - 0.5))));
            var clouds = (0.65f * Noise.Smooth(seed + 1, x * 7, (y * 5) + (second * 0.8), second * 0.25)) + (0.35f * Noise.Smooth(seed + 2, x * 17, (y * 13) + (second * 1.5), second * 0.5));
            return strength * body * Noise.Step(0.2, 0.75, clouds) * 1.15f;
        });
    }
}
