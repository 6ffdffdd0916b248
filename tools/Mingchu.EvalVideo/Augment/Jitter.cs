namespace Mingchu.EvalVideo.Augment;

/// <summary>A camera on a shaking mount: a pixel or two all the time, and a jolt of some six pixels for half a second now and then.</summary>
internal sealed class Jitter(int seed) : IAugmentation
{
    private byte[] copy = [];

    /// <inheritdoc/>
    public void Apply(Span<byte> bgr, int width, int height, double second)
    {
        var jolt = Noise.At(seed, (int)(second * 2), 31, 0) > 0.94f ? 6 : 1.6f;
        var (dx, dy) = (Shift(second, 32, jolt), Shift(second, 33, jolt));
        if (dx == 0 && dy == 0)
            return;
        if (copy.Length < bgr.Length)
            copy = new byte[bgr.Length];
        bgr.CopyTo(copy);
        for (var y = 0; y < height; y++)
        {
            var from = copy.AsSpan(Math.Clamp(y + dy, 0, height - 1) * width * 3, width * 3);
            var to = bgr.Slice(y * width * 3, width * 3);
            var moved = (width - Math.Abs(dx)) * 3;
            from.Slice(Math.Max(0, dx) * 3, moved).CopyTo(to[(Math.Max(0, -dx) * 3)..]);
            // The rim repeats what is next to it, as a wider view would nearly show.
            var edge = from.Slice(dx > 0 ? (width - 1) * 3 : 0, 3);
            for (var x = 0; x < Math.Abs(dx); x++)
                edge.CopyTo(to[((dx > 0 ? width - 1 - x : x) * 3)..]);
        }
    }

    private int Shift(double second, int axis, float size) => (int)Math.Round(((2 * Noise.At(seed, (int)(second * 1000), axis, 0)) - 1) * size);
}
