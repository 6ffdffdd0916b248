using System.Buffers.Binary;

namespace Mingchu.Collector.Core.Pictures;

/// <summary>Segments of a JPEG file (ITU-T T.81, annex B).</summary>
internal static class Jpeg
{
    private const byte StartOfScan = 0xDA;
    private const byte End = 0xD9;

    /// <summary>What every file begins with.</summary>
    public static ReadOnlySpan<byte> Start => [0xFF, 0xD8, 0xFF];

    /// <summary>Tables, frame and scans up to the first end of image, the plain JFIF and Adobe headers, and the orientation alone of what Exif says; null when it is not whole.</summary>
    public static byte[]? Clean(ReadOnlySpan<byte> file)
    {
        var clean = new MemoryStream(file.Length);
        clean.Write([0xFF, 0xD8]);
        var (at, scans, turned) = (2, 0, false);
        while (at + 1 < file.Length && file[at] == 0xFF)
        {
            var marker = file[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            if (marker == End)
            {
                clean.Write([0xFF, End]);
                return scans > 0 ? clean.ToArray() : null;
            }

            if (marker is 0x00 or 0x01 or (>= 0xD0 and <= 0xD8) || at + 4 > file.Length)
                return null;
            var length = BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (length < 2 || at + 2 + length > file.Length)
                return null;
            var segment = file.Slice(at, 2 + length);
            var body = segment[4..];
            at += 2 + length;
            if (IsPicture(marker))
                clean.Write(segment);
            else if (marker == 0xE0 && body.Length >= 14 && body.StartsWith("JFIF\0"u8))
                clean.Write([0xFF, 0xE0, 0, 16, .. body[..12], 0, 0]);
            else if (marker == 0xEE && body.Length == 12 && body.StartsWith("Adobe"u8))
                clean.Write(segment);
            else if (marker == 0xE1 && !turned && Exif.Orientation(body) is { } orientation)
            {
                clean.Write(Exif.Segment(orientation));
                turned = true;
            }

            if (marker != StartOfScan)
                continue;
            scans++;
            var from = at;
            // In coded data FF is followed by 00 or is a restart; anything else is the next marker.
            while (at + 1 < file.Length && !(file[at] == 0xFF && file[at + 1] is not (0x00 or 0xFF or (>= 0xD0 and <= 0xD7))))
                at++;
            clean.Write(file[from..at]);
        }

        return null;
    }

    // Frames and Huffman tables, arithmetic conditioning, quantisation, number of lines, restart interval, scans.
    private static bool IsPicture(byte marker) => marker is (>= 0xC0 and <= 0xCF and not 0xC8) or 0xDB or 0xDC or 0xDD or StartOfScan;
}
