namespace Mingchu.Edge.Capture;

/// <summary>
/// Size of the pictures ffmpeg hands over. It is fixed for the life of one ffmpeg, so that the raw bytes can be cut into frames even when the
/// camera changes its resolution in mid-stream; a source of another shape is fitted in true to its aspect until ffmpeg is started anew.
/// </summary>
/// <param name="Width">Pixels, even.</param>
/// <param name="Height">Pixels, even.</param>
public sealed record Canvas(int Width, int Height)
{
    private const int Smallest = 16;

    /// <summary>Bytes of one packed BGR picture.</summary>
    public int Bytes => Width * Height * 3;

    /// <summary>The canvas before anything is known of the source: 16:9.</summary>
    public static Canvas Unknown(int analysisWidth) => For(new(analysisWidth, analysisWidth * 9 / 16, 1, 1), analysisWidth);

    /// <summary>The canvas for a source: its displayed shape, scaled down to the analysis width when larger, never up.</summary>
    public static Canvas For(SourceSize source, int analysisWidth)
    {
        var displayed = (double)source.Width * source.SarNumerator / source.SarDenominator;
        var scale = Math.Min(1, analysisWidth / displayed);
        // A hostile header (16 x 16384) must not make the box ask for gigabytes.
        return new(Even(displayed * scale, analysisWidth), Even(source.Height * scale, analysisWidth * 4));
    }

    private static int Even(double size, int largest) => (int)Math.Clamp(Math.Round(size / 2) * 2, Smallest, largest);
}

/// <summary>Size of the pictures a camera sends.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="SarNumerator">Width of a pixel's shape, &gt; 0.</param>
/// <param name="SarDenominator">Height of a pixel's shape, &gt; 0.</param>
public sealed record SourceSize(int Width, int Height, int SarNumerator, int SarDenominator);
