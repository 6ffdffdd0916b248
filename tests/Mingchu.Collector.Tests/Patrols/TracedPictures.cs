using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Mingchu.Collector.Tests.Patrols;

/// <summary>Real pictures with what telephones and programs write beside them.</summary>
internal static class TracedPictures
{
    public const string Trace = "GPS 25.4321N 118.6543E";

    /// <summary>A photograph with Exif (a position), a comment and bytes behind its end.</summary>
    public static byte[] Jpeg()
    {
        var plain = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Pages", "pictures", "clean.jpg"));
        byte[] exif = [.. "Exif\0\0II*\0"u8, 8, 0, 0, 0, 1, 0, 0x25, 0x88, 4, 0, 1, 0, 0, 0, 26, 0, 0, 0, 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(Trace)];
        byte[] comment = Encoding.ASCII.GetBytes(Trace);
        return [0xFF, 0xD8, 0xFF, 0xE1, 0, (byte)(exif.Length + 2), .. exif, 0xFF, 0xFE, 0, (byte)(comment.Length + 2), .. comment, .. plain.AsSpan(2), .. comment];
    }

    /// <summary>An 8x8 drawing with text chunks.</summary>
    public static byte[] Png()
    {
        using var pixels = new MemoryStream();
        using (var zlib = new ZLibStream(pixels, CompressionLevel.Fastest, leaveOpen: true))
            for (var line = 0; line < 8; line++)
                zlib.Write([0, .. Enumerable.Repeat((byte)(line * 30), 8)]);
        return [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR", [0, 0, 0, 8, 0, 0, 0, 8, 8, 0, 0, 0, 0]), .. Chunk("tEXt", Encoding.ASCII.GetBytes("Comment\0" + Trace)),
            .. Chunk("eXIf", Encoding.ASCII.GetBytes(Trace)), .. Chunk("IDAT", pixels.ToArray()), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string type, byte[] body)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. body];
        var crc = 0xFFFFFFFFu;
        foreach (var each in named)
        {
            crc ^= each;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320u : crc >> 1;
        }

        var chunk = new byte[named.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, body.Length);
        named.CopyTo(chunk.AsSpan(4));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(named.Length + 4), ~crc);
        return chunk;
    }
}
