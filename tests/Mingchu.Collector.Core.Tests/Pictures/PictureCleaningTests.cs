using System.Buffers.Binary;
using System.Text;
using Mingchu.Collector.Core.Pictures;

namespace Mingchu.Collector.Core.Tests.Pictures;

[Trait("row", "D6")]
public sealed class PictureCleaningTests
{
    private static readonly byte[] Tables = Segment(0xDB, [0, .. Enumerable.Repeat((byte)1, 64)]);
    private static readonly byte[] Frame = Segment(0xC0, [8, 0, 8, 0, 8, 1, 1, 0x11, 0]);
    private static readonly byte[] Scan = [.. Segment(0xDA, [1, 1, 0, 0, 63, 0]), 0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56];
    private static readonly byte[] Jfif = Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 72, 0, 72, 0, 0]);
    private static readonly byte[] Adobe = Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 1]);

    [Fact]
    public void Of_a_JPEG_only_what_shows_the_picture_and_which_side_is_up_stays()
    {
        byte[] file =
        [
            0xFF, 0xD8, .. Jfif, .. Exif(6), .. Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0<creator>张三</creator>"u8]), .. Segment(0xE2, [.. "ICC_PROFILE\0"u8, 1, 1]),
            .. Segment(0xED, [.. "Photoshop 3.0\0"u8]), .. Adobe, .. Segment(0xFE, [.. "taken by 张三"u8]), .. Tables, .. Frame, 0xFF, .. Scan, 0xFF, 0xD9, .. "motion picture with a place"u8,
        ];
        var clean = PictureCleaning.Clean(file)!;
        Assert.Equal("image/jpeg", clean.MediaType);
        var text = Encoding.Latin1.GetString(clean.Bytes);
        Assert.All((string[])["GPS", "26.08", "http", "ICC", "Photoshop", "taken", "motion", "Canon"], trace => Assert.DoesNotContain(trace, text, StringComparison.Ordinal));
        Assert.Equal([0xFF, 0xD8, .. Jfif, .. OnlyOrientation(6), .. Adobe, .. Tables, .. Frame, .. Scan, 0xFF, 0xD9], clean.Bytes);
        Assert.Equal(clean.Bytes, PictureCleaning.Clean(clean.Bytes)!.Bytes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public void An_upright_picture_keeps_no_Exif_at_all(int orientation) =>
        Assert.Equal([0xFF, 0xD8, .. Tables, .. Frame, .. Scan, 0xFF, 0xD9],
            PictureCleaning.Clean([0xFF, 0xD8, .. Exif((byte)orientation), .. Tables, .. Frame, .. Scan, 0xFF, 0xD9])!.Bytes);

    [Fact]
    public void Of_a_PNG_only_the_chunks_that_show_it_stay()
    {
        byte[] signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];
        byte[] kept = [.. signature, .. Chunk("IHDR", new byte[13]), .. Chunk("gAMA", new byte[4]), .. Chunk("IDAT", [1, 2, 3]), .. Chunk("IEND", [])];
        byte[] file =
        [
            .. signature, .. Chunk("IHDR", new byte[13]), .. Chunk("tEXt", [.. "Author\0张三"u8]), .. Chunk("eXIf", [.. "MM\0*"u8]), .. Chunk("tIME", new byte[7]), .. Chunk("gAMA", new byte[4]),
            .. Chunk("iTXt", [.. "Location"u8]), .. Chunk("zTXt", [1]), .. Chunk("iCCP", [1]), .. Chunk("caBX", [1]), .. Chunk("IDAT", [1, 2, 3]), .. Chunk("IEND", []), .. "more"u8,
        ];
        var clean = PictureCleaning.Clean(file)!;
        Assert.Equal("image/png", clean.MediaType);
        Assert.Equal(kept, clean.Bytes);
    }

    [Fact]
    public void What_is_cut_off_anywhere_is_no_picture()
    {
        byte[] jpeg = [0xFF, 0xD8, .. Jfif, .. Tables, .. Frame, .. Scan, 0xFF, 0xD9];
        byte[] png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR", new byte[13]), .. Chunk("IDAT", [1]), .. Chunk("IEND", [])];
        for (var length = 0; length < jpeg.Length; length++)
            Assert.Null(PictureCleaning.Clean(jpeg.AsSpan(0, length)));
        for (var length = 0; length < png.Length; length++)
            Assert.Null(PictureCleaning.Clean(png.AsSpan(0, length)));
    }

    [Fact]
    public void No_bytes_whatever_break_it() => Gen.Select(Gen.Bool, Gen.Byte.Array[0, 200], Gen.Int[0, 400], Gen.Byte).Sample((isJpeg, tail, at, value) =>
    {
        byte[] file = isJpeg ? [0xFF, 0xD8, .. Exif(3), .. Tables, .. Frame, .. Scan, .. tail, 0xFF, 0xD9]
            : [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR", new byte[13]), .. tail, .. Chunk("IDAT", [1]), .. Chunk("IEND", [])];
        file[at % file.Length] = value;
        return PictureCleaning.Clean(file) is not { } clean || clean.Bytes.Length <= file.Length + 36;
    });

    // Exif as a telephone writes it: orientation, maker, and a position in a directory of its own.
    private static byte[] Exif(byte orientation) => Segment(0xE1,
        [.. "Exif\0\0II*\0"u8, 8, 0, 0, 0, 3, 0, .. Entry(0x010F, 2, 6, 50), .. Entry(0x0112, 3, 1, orientation), .. Entry(0x8825, 4, 1, 56), 0, 0, 0, 0, .. "Canon\0"u8, .. "GPS 26.08 N"u8]);

    private static byte[] OnlyOrientation(byte orientation) =>
        Segment(0xE1, [.. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]);

    private static byte[] Entry(ushort tag, ushort type, uint count, uint value)
    {
        var entry = new byte[12];
        BinaryPrimitives.WriteUInt16LittleEndian(entry, tag);
        BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(2), type);
        BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(4), count);
        BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(8), value);
        return entry;
    }

    private static byte[] Segment(byte marker, byte[] body) => [0xFF, marker, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2), .. body];

    private static byte[] Chunk(string type, byte[] body)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, body.Length);
        return [.. length, .. Encoding.ASCII.GetBytes(type), .. body, 1, 2, 3, 4];
    }
}
