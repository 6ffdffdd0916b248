using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Core.Geometry;

namespace Mingchu.Edge.Evidence;

/// <summary>Pictures through a short-lived ffmpeg, for machines that OpenCV's library is not built for. Boxes are drawn without text.</summary>
public static class FfmpegPictures
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>A JPEG of packed BGR pixels.</summary>
    /// <exception cref="IOException">ffmpeg gave none.</exception>
    public static byte[] Encode(ReadOnlyMemory<byte> bgr, int width, int height)
    {
        var jpeg = Run($"-f rawvideo -pix_fmt bgr24 -s {width}x{height} -i pipe:0 -frames:v 1 -q:v 3 -f mjpeg pipe:1", bgr);
        return jpeg is [0xff, 0xd8, ..] ? jpeg : throw new IOException("ffmpeg made no JPEG of a picture");
    }

    /// <summary>A copy of the pixels with an outline around each box.</summary>
    public static byte[] Outlined(ReadOnlySpan<byte> bgr, int width, int height, IEnumerable<Box> boxes)
    {
        var pixels = bgr[..(width * height * 3)].ToArray();
        var thick = Math.Max(1, height / 300);
        foreach (var box in boxes)
        {
            var (left, top) = (At(box.Left, width), At(box.Top, height));
            var (right, bottom) = (At(box.Right, width), At(box.Bottom, height));
            for (var y = top; y <= bottom; y++)
                for (var x = left; x <= right; x++)
                    if (x - left < thick || right - x < thick || y - top < thick || bottom - y < thick)
                        (pixels[(y * width + x) * 3], pixels[(y * width + x) * 3 + 1], pixels[(y * width + x) * 3 + 2]) = (40, 40, 230);
        }
        return pixels;
    }

    /// <summary>The picture of a JPEG, PNG, BMP or WebP file; null when it is none.</summary>
    public static Frame? Read(byte[] file, string camera, DateTimeOffset takenAt)
    {
        // The format is named by its first bytes, so that a file can't choose one of ffmpeg's many other readers.
        var format = file switch
        {
            [0xff, 0xd8, ..] => "jpeg_pipe",
            [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "png_pipe",
            [(byte)'B', (byte)'M', ..] => "bmp_pipe",
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', ..] => "webp_pipe",
            _ => null,
        };
        if (format is null || Run($"-f {format} -i pipe:0 -frames:v 1 -pix_fmt rgb24 -c:v ppm -f image2pipe pipe:1", file) is not { Length: > 0 } ppm)
            return null;
        var header = Encoding.ASCII.GetString(ppm, 0, Math.Min(64, ppm.Length)).Split('\n', 4);
        var size = header.Length == 4 && header[0] == "P6" ? header[1].Split(' ') : [];
        if (size.Length != 2 || !int.TryParse(size[0], CultureInfo.InvariantCulture, out var width) || !int.TryParse(size[1], CultureInfo.InvariantCulture, out var height))
            return null;
        var start = header[0].Length + header[1].Length + header[2].Length + 3;
        if (ppm.Length - start != width * height * 3)
            return null;
        var pixels = MemoryPool<byte>.Shared.Rent(width * height * 3);
        var bgr = pixels.Memory.Span;
        for (var i = 0; i < width * height * 3; i += 3)
            (bgr[i], bgr[i + 1], bgr[i + 2]) = (ppm[start + i + 2], ppm[start + i + 1], ppm[start + i]);
        return new(camera, 0, takenAt, width, height, pixels);
    }

    private static int At(double share, int size) => Math.Clamp((int)(share * size), 0, size - 1);

    private static byte[] Run(string arguments, ReadOnlyMemory<byte> input)
    {
        using var process = Process.Start(new ProcessStartInfo("ffmpeg", $"-nostdin -hide_banner -loglevel quiet -protocol_whitelist pipe {arguments}")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        using var patience = new Timer(_ => process.KillQuietly(), null, Patience, Timeout.InfiniteTimeSpan);
        var writing = Task.Run(() => Write(process, input));
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        writing.Wait();
        return output.ToArray();
    }

    private static void Write(Process process, ReadOnlyMemory<byte> input)
    {
        try
        {
            process.StandardInput.BaseStream.Write(input.Span);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has what it wants, or is gone; its output tells.
        }
    }
}
