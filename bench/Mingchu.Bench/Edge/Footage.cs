using System.Diagnostics;
using Mingchu.Edge.Capture;

namespace Mingchu.Bench.Edge;

/// <summary>The H.264 file that is measured on.</summary>
/// <param name="File">Path.</param>
/// <param name="Told">What to call it in a report.</param>
internal sealed record Footage(string File, string Told, SourceSize Size, double Fps)
{
    /// <summary>What ffprobe says of a file.</summary>
    public static Footage Of(string file) => Probe(file, Path.GetFileName(file));

    private static Footage Probe(string file, string told)
    {
        var lines = Ffmpeg("ffprobe", $"-v error -select_streams v:0 -show_entries stream=codec_name,width,height,sample_aspect_ratio,avg_frame_rate -of default=nw=1 \"{file}\"")
            .Split('\n').Select(l => l.Trim().Split('=')).Where(p => p.Length == 2).ToDictionary(p => p[0], p => p[1]);
        var rate = Ratio(lines["avg_frame_rate"], '/');
        var shape = Ratio(lines.GetValueOrDefault("sample_aspect_ratio", "1:1"), ':');
        return new(Path.GetFullPath(file), $"{told} ({lines["codec_name"]})", new(Int(lines["width"]), Int(lines["height"]), shape.Above, shape.Below), (double)rate.Above / rate.Below);
    }

    private static (int Above, int Below) Ratio(string text, char by)
    {
        var parts = text.Split(by);
        return parts.Length == 2 && int.TryParse(parts[0], out var above) && int.TryParse(parts[1], out var below) && above > 0 && below > 0 ? (above, below) : (1, 1);
    }

    private static int Int(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static string Ffmpeg(string program, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} {arguments} failed");
    }
}
