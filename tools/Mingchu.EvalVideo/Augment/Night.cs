namespace Mingchu.EvalVideo.Augment;

/// <summary>Infrared at night: no colour, brighter in the middle, grain.</summary>
internal sealed class Night(int seed) : IAugmentation
{
    /// <inheritdoc/>
    public void Apply(Span<byte> bgr, int width, int height, double second)
    {
        var state = unchecked((uint)seed * 2654435761u) ^ unchecked((uint)(int)(second * 1000) * 40503u) | 1;
        for (var y = 0; y < height; y++)
        {
            var at = y * width * 3;
            var v = (2f * y / height) - 1;
            for (var x = 0; x < width; x++, at += 3)
            {
                // Xorshift: one cheap step per pixel is all that grain needs.
                state ^= state << 13;
                state ^= state >> 17;
                state ^= state << 5;
                var u = (2f * x / width) - 1;
                var grey = (0.114f * bgr[at]) + (0.587f * bgr[at + 1]) + (0.299f * bgr[at + 2]);
                var value = (grey * (1.05f - (0.22f * ((u * u) + (v * v))))) + ((state & 31) - 15.5f) * 0.6f;
                bgr[at] = bgr[at + 1] = bgr[at + 2] = (byte)Math.Clamp(value, 0, 255);
            }
        }
    }
}
