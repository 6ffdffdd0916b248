using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Core.Rules;
using OpenCvSharp;

namespace Mingchu.Edge.Evidence;

/// <summary>
/// Frames to JPEG files in memory, and picture files to frames. The only place that knows OpenCV; where its library is not built for the
/// machine, the same is done by ffmpeg, slower and without text in the boxed picture.
/// </summary>
public static class EvidencePictures
{
    private static readonly bool HasOpenCv = RuntimeInformation.ProcessArchitecture == Architecture.X64;
    private static readonly int[] Quality = [(int)ImwriteFlags.JpegQuality, 88];
    private static readonly Scalar Red = new(40, 40, 230);
    private static readonly Scalar White = new(255, 255, 255);
    private static readonly Scalar Black = new(0, 0, 0);

    /// <summary>Loads OpenCV and draws once, so that a missing library shows at the start and the first alert does not wait for it.</summary>
    /// <exception cref="Exception">It can't be loaded.</exception>
    public static void WarmUp()
    {
        if (!HasOpenCv)
            return;
        using var picture = new Mat(64, 64, MatType.CV_8UC3, Black);
        Write(picture, "ok", new(4, 40), 0.5, 1, Red);
        Encode(picture);
    }

    /// <summary>The frame as it came.</summary>
    public static byte[] Clean(Frame frame)
    {
        if (!HasOpenCv)
            return FfmpegPictures.Encode(frame.Bgr, frame.Width, frame.Height);
        using var pin = frame.Bgr.Pin();
        using var picture = Over(frame, pin);
        return Encode(picture);
    }

    /// <summary>A copy with the boxes, what was found in each, and a line with camera, hazard and time. OpenCV writes ASCII only, so codes, not names.</summary>
    public static byte[] Boxed(Frame frame, AlertChange change)
    {
        if (!HasOpenCv)
            return FfmpegPictures.Encode(FfmpegPictures.Outlined(frame.Bgr.Span, frame.Width, frame.Height, change.Boxes.Select(b => b.Box)), frame.Width, frame.Height);
        using var pin = frame.Bgr.Pin();
        using var original = Over(frame, pin);
        using var picture = original.Clone();
        var scale = Math.Clamp(frame.Height / 900.0, 0.4, 2);
        var thick = Math.Max(1, (int)Math.Round(2 * scale));
        foreach (var (box, label, score) in change.Boxes)
        {
            var rectangle = new Rect(
                (int)(box.Left * frame.Width), (int)(box.Top * frame.Height), Math.Max(1, (int)(box.Width * frame.Width)), Math.Max(1, (int)(box.Height * frame.Height)));
            Cv2.Rectangle(picture, rectangle, Red, thick);
            var text = string.Create(CultureInfo.InvariantCulture, $"{label} {score:0.00}");
            var size = Cv2.GetTextSize(text, HersheyFonts.HersheySimplex, scale, thick, out var _);
            var above = rectangle.Top > size.Height + 8;
            Write(picture, text, new(Math.Clamp(rectangle.Left, 0, Math.Max(0, frame.Width - size.Width)), above ? rectangle.Top - 4 : rectangle.Bottom + size.Height + 4), scale, thick, Red);
        }
        var line = string.Create(CultureInfo.InvariantCulture, $"{change.Camera}  {change.Hazard}  {frame.CapturedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff} UTC");
        Write(picture, line, new(4, frame.Height - 6), scale, thick, Black);
        return Encode(picture);
    }

    /// <summary>The picture of a JPEG or PNG file, which the caller owns; null when it is neither.</summary>
    public static unsafe Frame? Read(byte[] file, string camera, DateTimeOffset takenAt)
    {
        if (!HasOpenCv)
            return FfmpegPictures.Read(file, camera, takenAt);
        using var picture = file.Length == 0 ? new Mat() : Cv2.ImDecode(file, ImreadModes.Color);
        if (picture.Empty() || !picture.IsContinuous())
            return null;
        var bytes = picture.Width * picture.Height * 3;
        var pixels = MemoryPool<byte>.Shared.Rent(bytes);
        new ReadOnlySpan<byte>((void*)picture.Data, bytes).CopyTo(pixels.Memory.Span);
        return new(camera, 0, takenAt, picture.Width, picture.Height, pixels);
    }

    private static unsafe Mat Over(Frame frame, System.Buffers.MemoryHandle pin) =>
        Mat.FromPixelData(frame.Height, frame.Width, MatType.CV_8UC3, (nint)pin.Pointer);

    private static void Write(Mat picture, string text, Point at, double scale, int thick, Scalar ground)
    {
        var size = Cv2.GetTextSize(text, HersheyFonts.HersheySimplex, scale, thick, out var below);
        Cv2.Rectangle(picture, new Rect(at.X - 2, at.Y - size.Height - 2, size.Width + 4, size.Height + below + 2), ground, -1);
        Cv2.PutText(picture, text, at, HersheyFonts.HersheySimplex, scale, White, thick, LineTypes.AntiAlias);
    }

    private static byte[] Encode(Mat picture)
    {
        Cv2.ImEncode(".jpg", picture, out var bytes, Quality);
        return bytes;
    }
}
