using System.Buffers.Binary;

namespace Mingchu.Collector.Core.Pictures;

/// <summary>The one thing that is kept of Exif: which side is up. Without it pictures of telephones lie on their side.</summary>
internal static class Exif
{
    private const ushort OrientationTag = 0x0112;

    /// <summary>Orientation 2..8 of an Exif segment's content; null when there is none, or it is upright.</summary>
    public static ushort? Orientation(ReadOnlySpan<byte> body)
    {
        if (!body.StartsWith("Exif\0\0"u8) || body.Length < 16)
            return null;
        var tiff = body[6..];
        var big = tiff.StartsWith("MM"u8);
        if (!big && !tiff.StartsWith("II"u8))
            return null;
        var at = Number32(tiff[4..], big);
        if (at < 8 || at + 2 > tiff.Length)
            return null;
        var entries = Number16(tiff[(int)at..], big);
        for (var i = 0; i < entries && at + 14 + (12 * i) <= tiff.Length; i++)
        {
            var entry = tiff.Slice((int)at + 2 + (12 * i), 12);
            if (Number16(entry, big) == OrientationTag)
                return Number16(entry[8..], big) is var value and >= 2 and <= 8 ? value : null;
        }

        return null;
    }

    /// <summary>A whole segment that says nothing but this orientation.</summary>
    public static byte[] Segment(ushort orientation) =>
    [
        0xFF, 0xE1, 0, 34, .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, OrientationTag >> 8, OrientationTag & 0xFF, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0,
    ];

    private static ushort Number16(ReadOnlySpan<byte> bytes, bool big) => big ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static uint Number32(ReadOnlySpan<byte> bytes, bool big) => big ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
