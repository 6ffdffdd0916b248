namespace Mingchu.EvalVideo.Augment;

/// <summary>Soft dark bands that move over the picture: someone before a lamp, a car's light through the window.</summary>
internal sealed class Shadow(int seed) : IAugmentation
{
    private const double Pass = 9;

    /// <inheritdoc/>
    public void Apply(Span<byte> bgr, int width, int height, double second)
    {
        var (pass, t) = ((int)(second / Pass), second % Pass / Pass);
        var (slant, wide, deep) = (Noise.At(seed, pass, 11, 0) - 0.5, 0.08 + (0.2 * Noise.At(seed, pass, 12, 0)), 0.35f + (0.3f * Noise.At(seed, pass, 13, 0)));
        var centre = -0.4 + (1.8 * (pass % 2 == 0 ? t : 1 - t));
        Veil.Lay(bgr, width, height, 0, (x, y) => deep * (1 - Noise.Step(wide * 0.5, wide, Math.Abs(x + (slant * (y - 0.5)) - centre))));
    }
}
