namespace Mingchu.EvalVideo.Augment;

/// <summary>Lays a colour over a picture, more here and less there.</summary>
internal static class Veil
{
    private const int Cell = 16;

    /// <summary>
    /// Blends every pixel towards <paramref name="grey"/> by <paramref name="share"/> (0..1) at its place (0..1 across and down), which is asked for
    /// every 16 pixels and smooth between.
    /// </summary>
    public static void Lay(Span<byte> bgr, int width, int height, byte grey, Func<double, double, float> share)
    {
        var (columns, rows) = ((width / Cell) + 2, (height / Cell) + 2);
        var grid = new float[columns * rows];
        for (var r = 0; r < rows; r++)
            for (var c = 0; c < columns; c++)
                grid[(r * columns) + c] = Math.Clamp(share((double)c * Cell / width, (double)r * Cell / height), 0, 1);
        for (var y = 0; y < height; y++)
        {
            var (r, v) = (y / Cell, (float)(y % Cell) / Cell);
            var at = y * width * 3;
            for (var x = 0; x < width; x++, at += 3)
            {
                var (c, u) = (x / Cell, (float)(x % Cell) / Cell);
                var o = (r * columns) + c;
                var top = grid[o] + ((grid[o + 1] - grid[o]) * u);
                var low = grid[o + columns] + ((grid[o + columns + 1] - grid[o + columns]) * u);
                var a = top + ((low - top) * v);
                if (a <= 0)
                    continue;
                for (var k = 0; k < 3; k++)
                    bgr[at + k] = (byte)(bgr[at + k] + ((grey - bgr[at + k]) * a));
            }
        }
    }
}
