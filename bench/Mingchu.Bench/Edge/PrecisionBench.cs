using System.Globalization;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Inference;
using Mingchu.Edge.Inference.Manifests;

namespace Mingchu.Bench.Edge;

/// <summary><c>tools/bench precision</c>: how much faster the int8 files of a folder of models run than the float ones, bare sessions on one thread.</summary>
internal static class PrecisionBench
{
    private static readonly Canvas Pictures = new(960, 540);

    public static int Run(string models, bool quick)
    {
        var (rounds, frames) = quick ? (5, 20) : (15, 60);
        using var exact = Open(models, Precision.Float);
        using var small = Open(models, Precision.Int8);
        if (exact is null || small is null)
            return 2;
        Console.WriteLine($"{Machine.Describe()}; commit {Machine.Commit()}; {DateTime.UtcNow:yyyy-MM-dd}");
        using InferenceLimit exactLimit = new(exact, Pictures), smallLimit = new(small, Pictures);
        // One crop per frame where there is a classifier.
        var work = Enumerable.Repeat(Enumerable.Repeat(1, exactLimit.Classifiers).ToArray(), frames).ToArray();
        exactLimit.Run(work);
        smallLimit.Run(work);
        // In turn: what else the machine does changes slower than one round takes. Processor time, since other work takes the wall clock's.
        var measured = Enumerable.Range(0, rounds).Select(_ => (Exact: exactLimit.Run(work).CpuPerFrame, Small: smallLimit.Run(work).CpuPerFrame)).ToArray();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{string.Join(", ", exact.Models.Select(m => m.Name))}: float {Median(m => m.Exact):F1} ms, int8 {Median(m => m.Small):F1} ms of processor time per run, "
            + $"float/int8 {Median(m => m.Exact / m.Small):F2} (medians of {rounds} rounds of {frames} runs in turn; ratio from {measured.Min(m => m.Exact / m.Small):F2} to {measured.Max(m => m.Exact / m.Small):F2})"));
        return 0;

        double Median(Func<(double Exact, double Small), double> figure) => measured.Select(figure).Order().ElementAt(rounds / 2);
    }

    private static Recogniser? Open(string models, Precision precision)
    {
        var (recogniser, errors) = ModelFolder.Load(models, new() { Precision = precision });
        foreach (var error in errors)
            Console.Error.WriteLine(error);
        return recogniser;
    }
}
