using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Core.Privacy;

/// <summary>
/// Makes faces unrecognisable: the area of a head and a margin around it becomes a soft mosaic of a few cells, each the mean of what was there. Nothing of what lay within a cell is left,
/// so nothing can be computed back.
/// </summary>
public static class Mosaic
{
    /// <summary>Cells along the longer side of a head with its margins; the head itself has about two.</summary>
    public const int HeadCells = 5;

    /// <summary>Cells along the longer side of a picture in which nobody said where the heads are.</summary>
    public const int PictureCells = 12;

    /// <summary>How far an area grows to the sides and upwards, in parts of its own size: boxes of heads are tight, and heads move between the picture and its detection.</summary>
    public const double Margin = 0.35;

    /// <summary>
    /// How far it grows downwards, in parts of its own height: the box of a head that wears a net or a cap is often that of the net alone, and the face lies below it. Faces that a trained
    /// detector finds reach up to 1.0 below.
    /// </summary>
    public const double MarginBelow = 1.1;

    /// <summary>Smallest side of an area, pixels.</summary>
    public const int Smallest = 8;

    /// <summary>Hides heads; with null, where nobody knows where heads are, the whole picture.</summary>
    /// <param name="pixels">Four bytes a pixel, rows without padding; is changed.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="heads">In parts of the picture.</param>
    public static void Hide(Span<byte> pixels, int width, int height, IReadOnlyList<PictureArea>? heads)
    {
        if (heads is null)
            Blur(pixels, width, new(0, 0, width, height), PictureCells);
        foreach (var head in heads ?? [])
            Blur(pixels, width, Grown(head, width, height), HeadCells);
    }

    /// <summary>The pixels of a head with its margin, at least <see cref="Smallest"/> wide and high where the picture is.</summary>
    public static PixelArea Grown(PictureArea head, int width, int height)
    {
        var (left, right) = Grown(head.X - (Margin * head.Width), (1 + (2 * Margin)) * head.Width, width);
        var (top, bottom) = Grown(head.Y - (Margin * head.Height), (1 + Margin + MarginBelow) * head.Height, height);
        return new(left, top, right, bottom);
    }

    private static (int From, int To) Grown(double start, double size, int pixels)
    {
        var half = Math.Max(size * pixels / 2, Smallest / 2.0);
        var middle = (start + (size / 2)) * pixels;
        return (Math.Clamp((int)Math.Floor(middle - half), 0, pixels), Math.Clamp((int)Math.Ceiling(middle + half), 0, pixels));
    }

    private static void Blur(Span<byte> pixels, int width, PixelArea area, int cells)
    {
        if (area.Width <= 0 || area.Height <= 0)
            return;
        var side = Math.Max(1.0, Math.Max(area.Width, area.Height) / (double)cells);
        var (columns, rows) = ((int)Math.Ceiling(area.Width / side), (int)Math.Ceiling(area.Height / side));
        var means = Means(pixels, width, area, columns, rows);
        for (var y = 0; y < area.Height; y++)
        {
            var (upper, lower, down) = Between(y, area.Height, rows);
            for (var x = 0; x < area.Width; x++)
            {
                var (left, right, along) = Between(x, area.Width, columns);
                var at = (((area.Top + y) * width) + area.Left + x) * 4;
                for (var channel = 0; channel < 3; channel++)
                {
                    var above = Mix(means[(((upper * columns) + left) * 3) + channel], means[(((upper * columns) + right) * 3) + channel], along);
                    var below = Mix(means[(((lower * columns) + left) * 3) + channel], means[(((lower * columns) + right) * 3) + channel], along);
                    pixels[at + channel] = (byte)Math.Round(Mix(above, below, down));
                }
            }
        }
    }

    private static double[] Means(ReadOnlySpan<byte> pixels, int width, PixelArea area, int columns, int rows)
    {
        var (sums, counts) = (new double[columns * rows * 3], new int[columns * rows]);
        for (var y = 0; y < area.Height; y++)
        {
            for (var x = 0; x < area.Width; x++)
            {
                var cell = (y * rows / area.Height * columns) + (x * columns / area.Width);
                var at = (((area.Top + y) * width) + area.Left + x) * 4;
                counts[cell]++;
                for (var channel = 0; channel < 3; channel++)
                    sums[(cell * 3) + channel] += pixels[at + channel];
            }
        }

        for (var i = 0; i < sums.Length; i++)
            sums[i] /= Math.Max(1, counts[i / 3]);
        return sums;
    }

    // The two cells whose middles a pixel lies between, and how far it is from the first to the second.
    private static (int First, int Second, double Part) Between(int pixel, int pixels, int cells)
    {
        var place = ((pixel + 0.5) * cells / pixels) - 0.5;
        var first = Math.Clamp((int)Math.Floor(place), 0, cells - 1);
        return (first, Math.Min(first + 1, cells - 1), Math.Clamp(place - first, 0, 1));
    }

    private static double Mix(double a, double b, double part) => a + ((b - a) * part);
}

/// <summary>A rectangle of pixels; right and bottom are the first ones outside.</summary>
public readonly record struct PixelArea(int Left, int Top, int Right, int Bottom)
{
    /// <summary>Pixels.</summary>
    public int Width => Right - Left;

    /// <summary>Pixels.</summary>
    public int Height => Bottom - Top;
}
