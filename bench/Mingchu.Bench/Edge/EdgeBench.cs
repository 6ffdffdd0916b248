using System.Globalization;
using System.Text.Json;
using Mingchu.Edge.Inference;
using Mingchu.Rig;

namespace Mingchu.Bench.Edge;

/// <summary><c>tools/bench edge</c>: the worker against what decoding and inference alone allow, against simpler programs, and with many cameras.</summary>
internal static class EdgeBench
{
    private const double Fps = 5;

    public static async Task<int> RunAsync(string? file, string? models, bool quick, bool json, CancellationToken ct)
    {
        models = Path.GetFullPath(models ?? Repository.At("models"));
        var (recogniser, errors) = ModelFolder.Load(models);
        if (recogniser is null)
        {
            foreach (var error in errors)
                Console.Error.WriteLine(error);
            return 2;
        }
        using (recogniser)
        {
            var report = await MeasureAsync(file ?? BenchClips.Busy(), recogniser, models, quick, ct);
            if (json)
                Console.WriteLine(JsonSerializer.Serialize(report, EdgeJson.Default.EdgeReport));
            else
                report.Write(Console.Out);
        }
        return 0;
    }

    private static async Task<EdgeReport> MeasureAsync(string clip, Recogniser recogniser, string models, bool quick, CancellationToken ct)
    {
        var machine = Machine.Describe();
        var (rounds, frames) = quick ? (2, 100) : (7, 300);
        // As long as what is analysed: a worker that is stopped has decoded a little more than it analysed, which the limit has not.
        var film = Footage.Of(BenchClips.Looped(clip, (int)(frames / Fps)));
        var pipeline = new PipelineRun(film, recogniser, frames, Fps);
        using var bare = new InferenceLimit(recogniser, pipeline.Canvas);
        // Once for warmth, and to learn how many crops each classifier reads.
        Say("warming up");
        await pipeline.RunAsync();
        int[][] crops = [.. pipeline.Crops];
        bare.Run(crops[..20]);

        var measured = new List<Round>();
        for (var round = 1; round <= rounds; round++)
        {
            Say($"limits, round {round} of {rounds}");
            var (decode, inference) = (await DecodeLimit.RunAsync(film, crops.Length, Fps), bare.Run(crops));
            var run = await pipeline.RunAsync();
            measured.Add(new(run, decode, inference, await BothAsync(film, bare, crops)));
        }
        Say("simpler programs");
        var simple = await ComparedAsync(film, recogniser, quick ? 60 : 150);
        var (rows, onQuiet) = await CamerasAsync(clip, BenchClips.Quiet(), recogniser, models, quick, ct);
        return new(
            DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Machine.Commit(), quick ? "tools/bench edge --quick" : "tools/bench edge", machine,
            string.Create(CultureInfo.InvariantCulture, $"{film.Told}, {film.Size.Width}x{film.Size.Height} at {film.Fps:F0} frames/s"),
            $"{pipeline.Canvas.Width}x{pipeline.Canvas.Height}", [.. recogniser.Models.Select(m => $"{m.Name} {m.Version}")], rounds, crops.Length, Fps,
            [.. recogniser.Classifiers.Select((c, i) => $"{crops.Average(n => n[i]):F2} by {c.Manifest.Name}")],
            Median(m => m.Pipeline.Fps), Median(m => m.Decode.Fps), Median(m => m.Inference.Fps),
            // Per round: what else the machine does changes slower than the runs take.
            Median(m => m.Pipeline.Fps / Math.Min(m.Decode.Fps, m.Inference.Fps)), Median(m => m.Pipeline.Fps / m.Both.Fps),
            Median(m => m.Pipeline.CpuPerFrame), Median(m => m.Decode.CpuPerFrame), Median(m => m.Inference.CpuPerFrame), Median(m => m.Both.CpuPerFrame),
            Median(m => m.Pipeline.CpuPerFrame / (m.Decode.CpuPerFrame + m.Inference.CpuPerFrame)), Median(m => m.Pipeline.CpuPerFrame / m.Both.CpuPerFrame),
            simple.Naive.CpuPerFrame, simple.OpenCv?.CpuPerFrame, simple.OpenCvFault, simple.Naive.CpuPerFrame / simple.Ours.CpuPerFrame,
            simple.OpenCv?.CpuPerFrame / simple.Ours.CpuPerFrame, onQuiet, MemoryPerCamera(rows), rows);

        double Median(Func<Round, double> figure)
        {
            var sorted = measured.Select(figure).Order().ToArray();
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    /// <summary>Both limits at the same time, sharing the machine as decoder and worker do; frames per second of the slower one.</summary>
    private static async Task<Measure> BothAsync(Footage film, InferenceLimit bare, int[][] crops)
    {
        var decoding = DecodeLimit.RunAsync(film, crops.Length, Fps);
        var inference = await Task.Run(() => bare.Run(crops));
        var decode = await decoding;
        return new(crops.Length, decode.Wall > inference.Wall ? decode.Wall : inference.Wall, decode.Cpu + inference.Cpu);
    }

    private static async Task<(Measure Ours, Measure Naive, Measure? OpenCv, string? OpenCvFault)> ComparedAsync(Footage film, Recogniser recogniser, int frames)
    {
        var naive = await new NaiveLoop(film, recogniser, frames, Fps).RunAsync();
        var ours = await new PipelineRun(film, recogniser, frames, Fps).RunAsync();
        try
        {
            return (ours, naive, new OpenCvLoop(film, recogniser, frames, Fps).Run(), null);
        }
        catch (Exception e) when (e is OpenCvSharp.OpenCVException or OpenCvSharp.OpenCvSharpException or InvalidOperationException)
        {
            return (ours, naive, null, e.Message.Split('\n')[0]);
        }
    }

    /// <summary>Rows, and how many times the naive program's CPU time per camera ours is less on quiet footage, in mode adaptive.</summary>
    private static async Task<(IReadOnlyList<LiveRow> Rows, double OverNaive)> CamerasAsync(string busy, string quiet, Recogniser recogniser, string models, bool quick, CancellationToken ct)
    {
        // Long enough for dwell times of 8 and 10 s to end within it, so that alerts are raised.
        var seconds = quick ? 14 : 20;
        int[] counts = quick ? [1, 8] : [1, 2, 4, 8, 16, 32];
        var rows = new List<LiveRow>();
        foreach (var mode in Modes)
            foreach (var cameras in quick && mode is not null ? [8] : counts)
                await Add(busy, "busy", cameras, mode, seconds);
        if (!quick && Modes.Length > 1)
            await Add(busy, "busy", 40, "key-frames", seconds);
        foreach (var mode in quick ? Modes[^1..] : Modes)
            await Add(quiet, "quiet", 8, mode, 2 * BenchClips.QuietSeconds);
        Say("naive program on quiet footage");
        var naive = await new NaiveLoop(Footage.Of(quiet), recogniser, (int)(BenchClips.QuietSeconds * Fps), Fps).RunAsync();
        var naiveCpu = naive.Cpu.TotalSeconds * 60 / (naive.Frames / Fps);
        return (rows, naiveCpu / rows.Single(r => r is { Footage: "quiet", Mode: "adaptive" }).Cpu);

        async Task Add(string clip, string name, int cameras, string? mode, int window)
        {
            Say($"{cameras} cameras, {name}, {mode ?? "full"}");
            // Cameras come up one after the other; the film must outlast that.
            rows.Add(await LiveRun.RunAsync(Footage.Of(BenchClips.Looped(clip, 180)), name, cameras, mode, models, window, ct));
        }
    }

    /// <summary>What <c>analysis.mode</c> knows; null is the default.</summary>
    private static string?[] Modes { get; } = [null, "key-frames", "adaptive"];

    private static double? MemoryPerCamera(IReadOnlyList<LiveRow> rows)
    {
        var full = rows.Where(r => r is { Footage: "busy", Mode: "full" }).OrderBy(r => r.Cameras).ToArray();
        return full.Length < 2 ? null : (full[^1].WorkerMib - full[0].WorkerMib) / (full[^1].Cameras - full[0].Cameras);
    }

    private static void Say(string what) => Console.Error.WriteLine($"bench: {what}");

    private sealed record Round(Measure Pipeline, Measure Decode, Measure Inference, Measure Both);
}
