using System.Buffers.Binary;

namespace Mingchu.Collector.Core.Pictures;

/// <summary>Chunks of a PNG file (ISO/IEC 15948).</summary>
internal static class Png
{
    private const int Around = 12;

    // Size, palette, pixels, transparency, what colours mean, background; texts, times, Exif, profiles and unknown chunks are not among them.
    private static readonly string[] Kept = ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "bKGD"];

    /// <summary>What every file begins with.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The chunks that show the picture, up to the end; null when it is not whole.</summary>
    public static byte[]? Clean(ReadOnlySpan<byte> file)
    {
        var clean = new MemoryStream(file.Length);
        clean.Write(Signature);
        var (at, pixels) = (Signature.Length, false);
        while (at + Around <= file.Length)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > file.Length - at - Around)
                return null;
            var chunk = file.Slice(at, (int)length + Around);
            var type = string.Concat((char)chunk[4], (char)chunk[5], (char)chunk[6], (char)chunk[7]);
            if (at == Signature.Length && type != "IHDR")
                return null;
            pixels |= type == "IDAT";
            if (Kept.Contains(type))
                clean.Write(chunk);
            if (type == "IEND")
                return pixels ? clean.ToArray() : null;
            at += chunk.Length;
        }

        return null;
    }
}
