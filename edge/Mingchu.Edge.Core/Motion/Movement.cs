using System.Numerics;
using Mingchu.Edge.Core.Sight;

namespace Mingchu.Edge.Core.Motion;

/// <summary>Where two thumbnails of one camera differ by more than noise.</summary>
internal static class Movement
{
    /// <summary>Grey levels that any pixel may differ by: noise and compression of a still scene, averaged over a thumbnail's pixel, stay below.</summary>
    private const int Tolerance = 12;

    /// <summary>Grey levels by which half of all pixels differ when the light or the whole view changed.</summary>
    private const int Whole = 6;

    /// <summary>Changed pixels among the sixteen of a window that make a movement: a rat of 12 by 6 pixels in a picture 960 wide covers four by two here.</summary>
    private const int Enough = 3;

    /// <summary>Pixels of a window's step; windows are two steps wide and high.</summary>
    private const int Step = 2;

    /// <summary>Side of a <see cref="MotionGate"/> cell in pixels.</summary>
    public const int Cell = 8;

    /// <summary>
    /// Marks the cells with movement in <paramref name="moved"/> (row after row, cleared first); true when the whole picture changed and the cells say nothing.
    /// <paramref name="counts"/> is working space of a quarter of the pixels.
    /// </summary>
    public static bool Between(Thumbnail before, Thumbnail now, Span<bool> moved, Span<byte> counts)
    {
        ReadOnlySpan<byte> a = before.Grey, b = now.Grey;
        var width = now.Width;
        var middle = Middle(a, b);
        if (middle >= Whole)
            return true;
        moved.Clear();
        counts.Clear();
        var tolerance = (byte)(Tolerance + (3 * middle));
        if (!Count(a, b, width, tolerance, counts))
            return false;
        var (columns, rows, cells) = (width / Step, now.Height / Step, CellsOf(width));
        for (var y = 0; y < rows - 1; y++)
            for (var x = 0; x < columns - 1; x++)
            {
                var at = (y * columns) + x;
                if (counts[at] + counts[at + 1] + counts[at + columns] + counts[at + columns + 1] >= Enough)
                    moved[(y * Step / Cell * cells) + (x * Step / Cell)] = true;
            }
        return false;
    }

    /// <summary>Cells along a side of so many pixels.</summary>
    public static int CellsOf(int pixels) => (pixels + Cell - 1) / Cell;

    /// <summary>Changed pixels per two by two; false when there are none.</summary>
    private static bool Count(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, int width, byte tolerance, Span<byte> counts)
    {
        var (limit, any, columns) = (new Vector<byte>(tolerance), false, width / Step);
        var i = 0;
        for (; i <= a.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            var (u, v) = (new Vector<byte>(a[i..]), new Vector<byte>(b[i..]));
            if (!Vector.GreaterThanAny(Vector.Max(u, v) - Vector.Min(u, v), limit))
                continue;
            for (var k = i; k < i + Vector<byte>.Count; k++)
                any |= CountOne(a, b, width, tolerance, counts, columns, k);
        }
        for (; i < a.Length; i++)
            any |= CountOne(a, b, width, tolerance, counts, columns, i);
        return any;
    }

    private static bool CountOne(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, int width, byte tolerance, Span<byte> counts, int columns, int at)
    {
        if (Math.Abs(a[at] - b[at]) <= tolerance)
            return false;
        counts[(at / width / Step * columns) + (at % width / Step)]++;
        return true;
    }

    /// <summary>The middle difference of all pixels, from every seventh.</summary>
    private static int Middle(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        Span<int> histogram = stackalloc int[256];
        histogram.Clear();
        var count = 0;
        for (var i = 0; i < a.Length; i += 7, count++)
            histogram[Math.Abs(a[i] - b[i])]++;
        var (seen, level) = (0, 0);
        while ((seen += histogram[level]) * 2 < count)
            level++;
        return level;
    }
}
