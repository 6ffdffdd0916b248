using System.Globalization;
using System.Text.Json.Serialization;

namespace Mingchu.Bench.Edge;

/// <summary>Result of <c>tools/bench edge</c>. Rates are frames per second; medians over the rounds.</summary>
internal sealed record EdgeReport(
    string Date,
    string Commit,
    string Machine,
    string Footage,
    string Analysed,
    IReadOnlyList<string> Models,
    int Rounds,
    int Frames,
    double CropsPerFrame,
    int Alerts,
    double PipelineFps,
    double DecodeFps,
    double InferenceFps,
    double ThroughputOverLimit,
    double PipelineCpuMs,
    double DecodeCpuMs,
    double InferenceCpuMs,
    double CpuOverLimit)
{
    /// <summary>As Markdown, which is also fit for a terminal.</summary>
    public void Write(TextWriter to)
    {
        var limit = DecodeFps < InferenceFps ? "decoding" : "inference";
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            # Edge pipeline against its limits, {Date}

            - machine: {Machine}
            - commit: {Commit}
            - footage: {Footage}, analysed at {Analysed}
            - models: {string.Join(", ", Models)}; {CropsPerFrame:F2} heads read per frame; {Alerts} alerts raised
            - {Rounds} rounds of {Frames} frames, each round decode, inference and pipeline in turn; medians

            | | frames/s | CPU ms per frame |
            |---|---:|---:|
            | pipeline: capture, recognise, track, rules | {PipelineFps:F1} | {PipelineCpuMs:F1} |
            | decode limit: ffmpeg to null, same scaling and threads | {DecodeFps:F1} | {DecodeCpuMs:F1} |
            | inference limit: bare ONNX Runtime session loop | {InferenceFps:F1} | {InferenceCpuMs:F1} |

            Throughput over the binding limit ({limit}): {ThroughputOverLimit:F2}. CPU over decode + inference: {CpuOverLimit:F2}.
            """));
    }
}

/// <summary>The JSON form.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(EdgeReport))]
internal sealed partial class EdgeJson : JsonSerializerContext;
