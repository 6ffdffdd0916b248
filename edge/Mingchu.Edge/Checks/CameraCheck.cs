using System.Globalization;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Clips;
using Mingchu.Edge.Config;
using Mingchu.Edge.Evidence;

namespace Mingchu.Edge.Checks;

/// <summary>Connects to a camera as the worker does, and says what it gives or why it gives nothing.</summary>
public static class CameraCheck
{
    private const int WidestUseful = 1920;
    private static readonly TimeSpan Listen = TimeSpan.FromSeconds(10), LongestKey = TimeSpan.FromSeconds(4);

    /// <summary>Checks one camera; with <paramref name="pictures"/> a picture of it is written there as <c>CAMERA.jpg</c>.</summary>
    public static async Task<IReadOnlyList<Finding>> RunAsync(CameraConfig camera, EdgeConfig config, string? pictures, ChildProcesses children, CancellationToken ct)
    {
        var subject = $"camera {camera.Id}";
        var probe = await CameraProbe.RunAsync(StreamSetup.For(camera, config, Canvas.Unknown(config.Analysis.Width)), config.Capture.Connect, Listen, children, ct);
        if (probe.Reason is { } reason)
            return [new(Severity.Error, subject, $"camera.{reason}", camera.Url, probe.Detail)];
        List<Finding> findings = [.. Judge(subject, probe, config.Analysis, camera.Mode)];
        var (jpeg, why) = await PictureAsync(camera, config, children, ct);
        if (jpeg is null)
            findings.Add(new(Severity.Error, subject, "camera.codec", camera.Url, why));
        else if (pictures is not null)
            findings.Add(Write(subject, Path.Combine(pictures, $"{camera.Id}.jpg"), jpeg));
        if (config.Evidence.Clip.Enabled && camera is { Clip: true, Main: { } main })
            findings.Add(MainStream($"{subject} main", main, await CameraProbe.RunAsync(StreamSetup.For(camera with { Url = main }, config, Canvas.Unknown(config.Analysis.Width)), config.Capture.Connect, Listen, children, ct)));
        return findings;
    }

    /// <summary>What is to be said of the stream that clips come from. The watch goes on without clips, so nothing is an error.</summary>
    public static Finding MainStream(string subject, CameraUrl url, CameraProbe probe) =>
        probe.Reason is { } reason ? new(Severity.Warning, subject, $"camera.{reason}", url, probe.Detail)
        : ClipCommand.CanPlay(probe.Codec) ? new(Severity.Ok, subject, "camera.ok", probe.Codec, probe.Width, probe.Height, Number(probe.Fps), Number(probe.KeySeconds))
        : new(Severity.Warning, subject, "camera.unclipped", probe.Codec);

    /// <summary>What is to be said of the stream itself.</summary>
    /// <param name="subject">The camera.</param>
    /// <param name="probe">What it sends.</param>
    /// <param name="analysis">What is wanted of it.</param>
    /// <param name="mode">How it is watched.</param>
    public static IEnumerable<Finding> Judge(string subject, CameraProbe probe, AnalysisConfig analysis, CaptureMode mode)
    {
        var fps = analysis.Fps;
        yield return new(Severity.Ok, subject, "camera.ok", probe.Codec, probe.Width, probe.Height, Number(probe.Fps), Number(probe.KeySeconds));
        // A tenth is what a camera's clock and a short measurement may be off.
        if (probe.Fps < fps * 0.9)
            yield return new(Severity.Warning, subject, "camera.slow", Number(probe.Fps), Number(fps));
        if (probe.Width > WidestUseful)
            yield return new(Severity.Warning, subject, "camera.wide", probe.Width, probe.Height);
        // Fewer than two key pictures came while it was listened to.
        var seldom = probe.KeySeconds is { } seconds ? Number(seconds) : $"> {Number(Listen.TotalSeconds)}";
        if (mode != CaptureMode.Full && !(probe.KeySeconds <= analysis.LongestKeyFrames.TotalSeconds))
            yield return new(Severity.Warning, subject, mode == CaptureMode.KeyFrames ? "camera.keys.key-frames" : "camera.keys.adaptive",
                seldom, Number(analysis.KeyFrames.TotalSeconds), Number(probe.Fps * analysis.KeyFrames.TotalSeconds));
        else if (!(probe.KeySeconds <= LongestKey.TotalSeconds))
            yield return new(Severity.Warning, subject, "camera.keys", seldom);
    }

    private static async Task<(byte[]? Jpeg, string? Why)> PictureAsync(CameraConfig camera, EdgeConfig config, ChildProcesses children, CancellationToken ct)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var canvas = Canvas.Unknown(config.Analysis.Width);
        byte[]? jpeg = null;
        for (var tries = 1; ; tries++)
        {
            var shape = canvas;
            var end = await new FfmpegStream(StreamSetup.For(camera, config, shape), config.Capture, children).RunAsync(pixels =>
            {
                using var frame = new Frame(camera.Id, 0, default, shape.Width, shape.Height, pixels);
                jpeg ??= EvidencePictures.Clean(frame);
                enough.Cancel();
            }, enough.Token);
            ct.ThrowIfCancellationRequested();
            // The first sight of a shape ends the connection; a picture of the wrong shape may have come before.
            if (end.Reshape is not { } better || jpeg is not null || tries == 3)
                return (jpeg, end.Detail);
            canvas = better;
        }
    }

    private static Finding Write(string subject, string file, byte[] jpeg)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, jpeg);
            return new(Severity.Ok, subject, "camera.picture", file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(Severity.Error, subject, "folder.unwritable", file, e.Message);
        }
    }

    private static string Number(double? value) => value is { } number ? number.ToString("0.#", CultureInfo.InvariantCulture) : "?";
}
