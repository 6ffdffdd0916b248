namespace Mingchu.EvalVideo.Augment;

/// <summary>Light that is switched off for some seconds and on again, twice a minute; the camera's exposure makes up for part of it within two seconds.</summary>
internal sealed class Light(int seed) : IAugmentation
{
    private const double Period = 30;

    /// <inheritdoc/>
    public void Apply(Span<byte> bgr, int width, int height, double second)
    {
        var (round, t) = ((int)(second / Period), second % Period);
        var off = 8 + (6 * Noise.At(seed, round, 21, 0));
        var on = off + 5 + (6 * Noise.At(seed, round, 22, 0));
        var gain = t < off ? 1 : t < on ? 0.22f + (0.25f * Noise.Step(off, off + 2, t)) : 1.6f - (0.6f * Noise.Step(on, on + 2, t));
        if (gain == 1)
            return;
        Span<byte> table = stackalloc byte[256];
        for (var i = 0; i < 256; i++)
            table[i] = (byte)Math.Min(255, i * gain);
        foreach (ref var b in bgr)
            b = table[b];
    }
}
