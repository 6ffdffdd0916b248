namespace Mingchu.Edge.Core.Sight;

/// <summary>A small grey picture of a camera's view, not changed after it is made.</summary>
public sealed class Thumbnail
{
    /// <summary>Pixels of the longer side.</summary>
    public const int LongSide = 320;

    private readonly byte[] grey;

    /// <summary>Takes over <paramref name="grey"/>: 8 bits, row after row without padding.</summary>
    /// <exception cref="ArgumentException">Sides are not multiples of 4 from 40 to 320, or the bytes do not fit them.</exception>
    public Thumbnail(int width, int height, byte[] grey)
    {
        if (!IsSide(width) || !IsSide(height) || grey.Length != width * height)
            throw new ArgumentException($"{grey.Length} bytes are no thumbnail of {width} x {height}", nameof(grey));
        (Width, Height, this.grey) = (width, height, grey);
    }

    /// <summary>Pixels per row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>The pixels.</summary>
    public ReadOnlySpan<byte> Grey => grey;

    /// <summary>The size for a picture: its shape as nearly as multiples of 4 allow.</summary>
    public static (int Width, int Height) SizeFor(int width, int height)
    {
        var scale = (double)LongSide / Math.Max(width, height);
        return (Side(width * scale), Side(height * scale));
    }

    /// <summary>Whether a side may have so many pixels.</summary>
    public static bool IsSide(int pixels) => pixels is >= 40 and <= LongSide && pixels % 4 == 0;

    private static int Side(double pixels) => Math.Clamp((int)Math.Round(pixels / 4) * 4, 40, LongSide);
}
