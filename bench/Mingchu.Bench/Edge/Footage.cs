using System.Diagnostics;
using Mingchu.Edge.Capture;
using Mingchu.Rig;

namespace Mingchu.Bench.Edge;

/// <summary>The H.264 file that is measured on.</summary>
/// <param name="File">Path.</param>
/// <param name="Told">What to call it in a report.</param>
internal sealed record Footage(string File, string Told, SourceSize Size, double Fps)
{
    /// <summary>The given file, or a sample clip, or a clip of the data folder, or one that ffmpeg draws.</summary>
    public static Footage Choose(string? wanted)
    {
        var samples = Path.Combine(Repository.Root, "samples/footage");
        var data = Repository.Data is { } folder ? Path.Combine(folder, "footage") : "";
        var found = wanted is not null ? [wanted] : First(samples) ?? First(data) ?? [Draw()];
        return Probe(found[0], Path.GetFileName(found[0]) + (found[0].StartsWith(samples, StringComparison.Ordinal) ? " of the samples" : ""));
    }

    private static string[]? First(string folder) =>
        Directory.Exists(folder) && Directory.GetFiles(folder, "*.mp4").Order(StringComparer.Ordinal).FirstOrDefault() is { } file ? [file] : null;

    private static string Draw()
    {
        var file = Path.Combine(Path.GetTempPath(), "mingchu-bench-testsrc.mp4");
        if (!System.IO.File.Exists(file))
            Ffmpeg("ffmpeg", $"-v error -y -f lavfi -i testsrc2=s=1280x720:r=25 -t 30 -c:v libx264 -preset veryfast -g 50 -pix_fmt yuv420p {file}");
        return file;
    }

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
