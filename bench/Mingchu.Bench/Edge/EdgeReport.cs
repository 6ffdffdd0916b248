using System.Globalization;
using System.Text.Json.Serialization;

namespace Mingchu.Bench.Edge;

/// <summary>Result of <c>tools/bench edge</c>; bench/README.md says what each figure means. Rates are analysed frames per second; medians over the rounds.</summary>
internal sealed record EdgeReport(
    string Date,
    string Commit,
    string Command,
    string Machine,
    string Footage,
    string Analysed,
    IReadOnlyList<string> Models,
    int Rounds,
    int Frames,
    double AnalysedFps,
    IReadOnlyList<string> CropsPerFrame,
    double PipelineFps,
    double DecodeFps,
    double InferenceFps,
    double ThroughputOverLimit,
    double ThroughputOverBoth,
    double PipelineCpuMs,
    double DecodeCpuMs,
    double InferenceCpuMs,
    double BothCpuMs,
    double CpuOverLimit,
    double CpuOverBoth,
    double NaiveCpuMs,
    double? OpenCvCpuMs,
    string? OpenCvFault,
    double OverNaive,
    double? OverOpenCv,
    double OverNaiveQuiet,
    double? MibPerCamera,
    IReadOnlyList<LiveRow> Cameras)
{
    /// <summary>As Markdown, which is also fit for a terminal.</summary>
    public void Write(TextWriter to)
    {
        var limit = DecodeFps < InferenceFps ? "decoding" : "inference";
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            # Edge worker, {Date}

            `{Command}`

            - machine: {Machine}
            - commit: {Commit}
            - footage: {Footage}; {AnalysedFps:F0} frames a second analysed, at {Analysed}
            - models: {string.Join(", ", Models)}; crops read per frame: {string.Join(", ", CropsPerFrame)}
            - {Rounds} rounds of {Frames} analysed frames, in turn; medians

            | one stream, as fast as it goes | analysed frames/s | CPU ms per analysed frame |
            |---|---:|---:|
            | worker: capture, recognise, track, sight, rules | {PipelineFps:F1} | {PipelineCpuMs:F1} |
            | decode limit: ffmpeg to null, same scaling and threads | {DecodeFps:F1} | {DecodeCpuMs:F1} |
            | inference limit: bare ONNX Runtime session loop, same networks and crops | {InferenceFps:F1} | {InferenceCpuMs:F1} |
            | both limits running side by side | {PipelineFps / ThroughputOverBoth:F1} | {BothCpuMs:F1} |
            | FFMpegCore frames, loops over pixels, one session per camera | | {NaiveCpuMs:F1} |
            | OpenCvSharp: VideoCapture and DNN | | {(OpenCvCpuMs is { } cpu ? cpu.ToString("F1", CultureInfo.InvariantCulture) : $"does not run: {OpenCvFault}")} |

            Throughput over the binding limit ({limit}): {ThroughputOverLimit:F2}; over both side by side: {ThroughputOverBoth:F2}.
            CPU over decode + inference: {CpuOverLimit:F2}; over both side by side: {CpuOverBoth:F2}.
            CPU of the FFMpegCore program over ours: {OverNaive:F2} on busy footage at equal frames, {OverNaiveQuiet:F2} on mostly quiet footage{(OverOpenCv is { } times ? $"; of the OpenCvSharp program: {times:F2}" : "")}.
            """));
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

            Live, {Cameras.Count} runs of the worker's own process, cameras at 25 frames/s; memory per further camera beyond ffmpeg: {MibPerCamera:F1} MiB.

            | footage | mode | cameras | analysed fps per camera | dropped % | frame to verdict p50, p95 ms | alerts | frame to alert p50, p95 ms | CPU s per camera-minute: worker + ffmpeg | worker MiB | ffmpeg MiB |
            |---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|
            """));
        foreach (var r in Cameras)
            to.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {r.Footage} | {r.Mode} | {r.Cameras} | {r.Fps:F2} | {r.DroppedPercent:F1} | {r.DelayP50:F0}, {r.DelayP95:F0} | {r.Alerts} | {r.AlertP50:F0}, {r.AlertP95:F0} | {r.WorkerCpu:F1} + {r.FfmpegCpu:F1} | {r.WorkerMib:F0} | {r.FfmpegMib:F0} |"));
    }
}

/// <summary>The JSON form.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(EdgeReport))]
internal sealed partial class EdgeJson : JsonSerializerContext;
