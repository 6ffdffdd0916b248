using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Mingchu.Samples.Tests;

/// <summary>What ffprobe says of a video file.</summary>
internal sealed record VideoFile(string Codec, string PixelFormat, int BFrames, int Width, int Height, double Fps, int Frames, double Seconds)
{
    public static async Task<VideoFile> Probe(string path, CancellationToken ct)
    {
        var start = new ProcessStartInfo("ffprobe") { RedirectStandardOutput = true };
        foreach (var argument in (string[])["-v", "error", "-select_streams", "v:0", "-count_packets", "-show_streams", "-show_format", "-of", "json", path])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start) ?? throw new InvalidOperationException("ffprobe did not start");
        using var document = JsonDocument.Parse(await process.StandardOutput.ReadToEndAsync(ct));
        await process.WaitForExitAsync(ct);
        var stream = document.RootElement.GetProperty("streams")[0];
        var rate = stream.GetProperty("r_frame_rate").GetString()!.Split('/').Select(Number).ToArray();
        return new VideoFile(
            stream.GetProperty("codec_name").GetString()!,
            stream.GetProperty("pix_fmt").GetString()!,
            stream.GetProperty("has_b_frames").GetInt32(),
            stream.GetProperty("width").GetInt32(),
            stream.GetProperty("height").GetInt32(),
            rate[0] / rate[1],
            (int)Number(stream.GetProperty("nb_read_packets").GetString()!),
            Number(document.RootElement.GetProperty("format").GetProperty("duration").GetString()!));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
