using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Mingchu.Edge.Capture;

namespace Mingchu.EvalVideo;

/// <summary>A video file that can be decoded.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Seconds">Its length.</param>
/// <param name="Source">Size of its pictures.</param>
internal sealed record ClipFile(string Path, double Seconds, SourceSize Source)
{
    /// <summary>File name without folder and extension: the camera's id, and what truth and configuration are found by.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>Asks ffprobe about it.</summary>
    /// <exception cref="ClipFault">No such file, or no video in it.</exception>
    public static ClipFile Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        if (!File.Exists(full))
            throw new ClipFault($"{path}: no such file", ClipFault.Unreadable);
        var (output, error) = Probe(full);
        try
        {
            using var json = JsonDocument.Parse(output);
            var stream = json.RootElement.GetProperty("streams")[0];
            var seconds = double.Parse(json.RootElement.GetProperty("format").GetProperty("duration").GetString()!, CultureInfo.InvariantCulture);
            var shape = stream.TryGetProperty("sample_aspect_ratio", out var sar) ? sar.GetString()!.Split(':') : ["1", "1"];
            var (n, d) = (int.Parse(shape[0], CultureInfo.InvariantCulture), int.Parse(shape[1], CultureInfo.InvariantCulture));
            return new(full, seconds, new(stream.GetProperty("width").GetInt32(), stream.GetProperty("height").GetInt32(), n > 0 && d > 0 ? n : 1, n > 0 && d > 0 ? d : 1));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or IndexOutOfRangeException or ArgumentOutOfRangeException or FormatException or InvalidOperationException)
        {
            throw new ClipFault($"{path}: is not a video that can be decoded{(error.Length > 0 ? ": " + error : "")}", ClipFault.Unreadable);
        }
    }

    private static (string Output, string Error) Probe(string full)
    {
        string[] show = ["-v", "error", "-select_streams", "v:0", "-show_entries", "stream=width,height,sample_aspect_ratio:format=duration", "-of", "json"];
        try
        {
            using var process = Process.Start(new ProcessStartInfo("ffprobe", [.. show, "file:" + full]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (output, error.Result.Trim().Split('\n')[0]);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new ClipFault($"ffprobe can't be started ({e.Message}): apt-get install ffmpeg", ClipFault.Unreadable);
        }
    }
}
