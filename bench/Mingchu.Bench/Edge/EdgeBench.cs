using System.Globalization;
using System.Text.Json;
using Mingchu.Edge.Inference;
using Mingchu.Rig;

namespace Mingchu.Bench.Edge;

/// <summary><c>tools/bench edge</c>: how near the pipeline comes to what decoding and inference alone allow.</summary>
internal static class EdgeBench
{
    public static async Task<int> RunAsync(string? file, string? models, bool quick, bool json)
    {
        var (recogniser, errors) = ModelFolder.Load(models ?? Path.Combine(Repository.Root, "models"));
        if (recogniser is null)
        {
            foreach (var error in errors)
                Console.Error.WriteLine(error);
            return 2;
        }
        using (recogniser)
        {
            var report = await MeasureAsync(Footage.Choose(file), recogniser, rounds: quick ? 3 : 7, frames: quick ? 300 : 1000);
            if (json)
                Console.WriteLine(JsonSerializer.Serialize(report, EdgeJson.Default.EdgeReport));
            else
                report.Write(Console.Out);
        }
        return 0;
    }

    private static async Task<EdgeReport> MeasureAsync(Footage footage, Recogniser recogniser, int rounds, int frames)
    {
        var machine = Machine.Describe();
        var pipeline = new PipelineRun(footage, recogniser, frames);
        using var bare = new InferenceLimit(recogniser);
        // Once for warmth, and to learn how many frames and heads there are.
        Say("warming up");
        await pipeline.RunAsync();
        var crops = pipeline.Crops.ToArray();
        bare.Run(crops.AsSpan(0, Math.Min(20, crops.Length)).ToArray());

        var measured = new List<(Measure Pipeline, Measure Decode, Measure Inference)>();
        for (var round = 1; round <= rounds; round++)
        {
            Say($"round {round} of {rounds}");
            var decode = await DecodeLimit.RunAsync(footage, crops.Length);
            var inference = bare.Run(crops);
            measured.Add((await pipeline.RunAsync(), decode, inference));
        }
        return new(
            DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Machine.Commit(), machine,
            string.Create(CultureInfo.InvariantCulture, $"{footage.Told}, {footage.Size.Width}x{footage.Size.Height} at {footage.Fps:F1} frames/s"),
            $"{pipeline.Canvas.Width}x{pipeline.Canvas.Height}", [.. recogniser.Models.Select(m => $"{m.Name} {m.Version}")],
            rounds, crops.Length, crops.Average(), pipeline.Alerts,
            Median(m => m.Pipeline.Fps), Median(m => m.Decode.Fps), Median(m => m.Inference.Fps),
            // Per round: what else the machine does changes slower than the three take.
            Median(m => m.Pipeline.Fps / Math.Min(m.Decode.Fps, m.Inference.Fps)),
            Median(m => m.Pipeline.CpuPerFrame), Median(m => m.Decode.CpuPerFrame), Median(m => m.Inference.CpuPerFrame),
            Median(m => m.Pipeline.CpuPerFrame / (m.Decode.CpuPerFrame + m.Inference.CpuPerFrame)));

        double Median(Func<(Measure Pipeline, Measure Decode, Measure Inference), double> figure)
        {
            var sorted = measured.Select(figure).Order().ToArray();
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    private static void Say(string what) => Console.Error.WriteLine($"bench: {what}");
}
