using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Mingchu.Edge.Config;
using Mingchu.Edge.Inference;

namespace Mingchu.Edge.Checks;

/// <summary>The box itself: folders, disk, ffmpeg, and how fast it is.</summary>
public static partial class BoxCheck
{
    private const long MiB = 1024 * 1024;
    private const int Trials = 10, OldestFfmpeg = 5;

    /// <summary>Folder and disk of what waits for the collector.</summary>
    public static IEnumerable<Finding> Disk(EdgeConfig config)
    {
        const string subject = "disk";
        Finding? fault = null;
        try
        {
            Directory.CreateDirectory(config.Data);
            var trial = Path.Combine(config.Data, $".check-{Environment.ProcessId}");
            File.WriteAllText(trial, "");
            File.Delete(trial);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fault = new(Severity.Error, subject, "folder.unwritable", config.Data, e.Message);
        }
        if (fault is not null)
        {
            yield return fault;
            yield break;
        }
        yield return Room(subject, config.Data, new DriveInfo(config.Data).AvailableFreeSpace / MiB, config.Evidence.MaxMiB);
    }

    /// <summary>What is to be said of so many MiB free where so many may be needed.</summary>
    public static Finding Room(string subject, string folder, long free, int evidence) =>
        free < 200 ? new(Severity.Error, subject, "disk.full", folder, free)
        : free < evidence ? new(Severity.Warning, subject, "disk.low", folder, free, evidence)
        : new(Severity.Ok, subject, "disk.ok", folder, free);

    /// <summary>Who else may read the device's token.</summary>
    public static IEnumerable<Finding> Secrets(EdgeConfig config)
    {
        if (File.GetUnixFileMode(config.Collector.TokenFile).HasFlag(UnixFileMode.OtherRead))
            yield return new(Severity.Warning, "token", "token.open", config.Collector.TokenFile);
    }

    /// <summary>Version of ffmpeg.</summary>
    public static async Task<Finding> FfmpegAsync(CancellationToken ct)
    {
        using var process = Process.Start(new ProcessStartInfo("ffmpeg", "-version") { RedirectStandardOutput = true })!;
        var text = await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        return Ffmpeg(text);
    }

    /// <summary>What is to be said of what <c>ffmpeg -version</c> prints.</summary>
    public static Finding Ffmpeg(string text)
    {
        var match = Version().Match(text);
        return !match.Success ? new(Severity.Warning, "ffmpeg", "ffmpeg.unknown")
            : int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) < OldestFfmpeg ? new(Severity.Warning, "ffmpeg", "ffmpeg.old", match.Groups[1].Value)
            : new(Severity.Ok, "ffmpeg", "ffmpeg.ok", match.Groups[1].Value);
    }

    /// <summary>Runs the models on a trial picture: that they run at all, and how many cameras they keep up with.</summary>
    public static Finding Speed(EdgeConfig config, Recogniser recogniser)
    {
        var (width, height) = (config.Analysis.Width, config.Analysis.Width * 9 / 16);
        var pixels = new byte[width * height * 3];
        Array.Fill(pixels, (byte)114);
        recogniser.Recognise(new Picture(pixels, width, height));
        var begun = Stopwatch.GetTimestamp();
        Parallel.For(0, config.Analysis.Workers, new() { MaxDegreeOfParallelism = config.Analysis.Workers }, _ =>
        {
            for (var i = 0; i < Trials; i++)
                recogniser.Recognise(new Picture(pixels, width, height));
        });
        var each = Stopwatch.GetElapsedTime(begun).TotalMilliseconds / (Trials * config.Analysis.Workers);
        return Speed(each, config.Analysis.Fps, config.Cameras.Count);
    }

    /// <summary>What is to be said of a box that takes so many milliseconds for a picture, all workers together. A third is left to decoding, people in view and the rest.</summary>
    public static Finding Speed(double milliseconds, double fps, int cameras)
    {
        var carries = (int)Math.Floor(1000 / milliseconds / fps * 2 / 3);
        var (took, rate) = (milliseconds.ToString("0.0", CultureInfo.InvariantCulture), fps.ToString("0.#", CultureInfo.InvariantCulture));
        return new(carries < cameras ? Severity.Warning : Severity.Ok, "models", carries < cameras ? "speed.short" : "speed.ok", took, carries, rate, cameras);
    }

    [GeneratedRegex(@"^ffmpeg version n?((\d{1,3})\S*)", RegexOptions.CultureInvariant)]
    private static partial Regex Version();
}
