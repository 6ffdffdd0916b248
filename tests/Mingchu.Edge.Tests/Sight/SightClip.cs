using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Core.Sight;
using Mingchu.Edge.Tests.Support;
using Mingchu.Rig;

namespace Mingchu.Edge.Tests.Sight;

/// <summary>The thumbnails of a clip, one a second.</summary>
internal static class SightClip
{
    public const int Width = 320, Height = 180;

    /// <summary>A clip of the repository.</summary>
    public static IReadOnlyList<Thumbnail> Sample(string name) => Read(Path.Combine(Repository.Root, "samples/footage", name + ".mp4"));

    /// <summary>A clip of a real camera; skips the test where there is none.</summary>
    public static IReadOnlyList<Thumbnail> Real(string name, double perSecond = 1)
    {
        Assert.SkipWhen(Repository.Data is null, "MINGCHU_DATA names no folder of real clips");
        return Read(Path.Combine(Repository.Data!, "footage", name + ".mp4"), perSecond);
    }

    /// <summary>A real clip's pictures for the models, each valid until the next is asked for.</summary>
    public static IEnumerable<Frame> Frames(string name, int width, int height, double perSecond, double seconds)
    {
        Assert.SkipWhen(Repository.Data is null, "MINGCHU_DATA names no folder of real clips");
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", string.Create(CultureInfo.InvariantCulture,
            $"-nostdin -v error -threads 1 -i {Path.Combine(Repository.Data!, "footage", name + ".mp4")} -t {seconds} -vf fps={perSecond},scale={width}:{height},format=bgr24 -f rawvideo pipe:1")) { RedirectStandardOutput = true })!;
        for (var number = 0; ; number++)
        {
            using var frame = new Frame(name, number, Some.At.AddSeconds(number / perSecond), width, height, MemoryPool<byte>.Shared.Rent(width * height * 3));
            if (ffmpeg.StandardOutput.BaseStream.ReadAtLeast(MemoryMarshal.AsMemory(frame.Bgr).Span, frame.Bgr.Length, throwOnEndOfStream: false) < frame.Bgr.Length)
                yield break;
            yield return frame;
        }
    }

    private static List<Thumbnail> Read(string file, double perSecond = 1)
    {
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", string.Create(CultureInfo.InvariantCulture,
            $"-nostdin -v error -threads 1 -i {file} -vf fps={perSecond},scale={Width}:{Height}:flags=area,format=gray -f rawvideo pipe:1")) { RedirectStandardOutput = true })!;
        var all = new List<Thumbnail>();
        while (true)
        {
            var grey = new byte[Width * Height];
            if (ffmpeg.StandardOutput.BaseStream.ReadAtLeast(grey, grey.Length, throwOnEndOfStream: false) < grey.Length)
                break;
            all.Add(new(Width, Height, grey));
        }
        ffmpeg.WaitForExit();
        Assert.NotEmpty(all);
        return all;
    }
}
