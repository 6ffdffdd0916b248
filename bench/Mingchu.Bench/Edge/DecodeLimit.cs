using System.Diagnostics;
using Mingchu.Edge.Capture;

namespace Mingchu.Bench.Edge;

/// <summary>ffmpeg alone: the product's own call, decoding and scaling to packed BGR on the same threads, but to nowhere.</summary>
internal static class DecodeLimit
{
    /// <summary>Runs once over as many frames as the pipeline did.</summary>
    public static async Task<Measure> RunAsync(Footage footage, int frames, double fps)
    {
        var url = CameraUrl.Parse(new Uri(footage.File).AbsoluteUri).Url!;
        var config = PipelineRun.Config(fps);
        var setup = new StreamSetup(url, Canvas.For(footage.Size, config.Analysis.Width), config.Analysis.Fps, config.Analysis.Width) { Paced = false };
        var arguments = FfmpegCommand.Arguments(setup);
        var output = arguments.LastIndexOf("-f rawvideo", StringComparison.Ordinal);
        var (others, clock) = (CpuTime.Children, Stopwatch.StartNew());
        using var process = Process.Start(new ProcessStartInfo("ffmpeg", $"{arguments[..output]} -frames:v {frames} -f null -")
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        })!;
        await process.StandardInput.WriteAsync(FfmpegCommand.Input(setup, config.Capture.Connect));
        process.StandardInput.Close();
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        var wall = clock.Elapsed;
        return process.ExitCode == 0 ? new(frames, wall, CpuTime.Children - others) : throw new InvalidOperationException($"ffmpeg failed: {said}");
    }
}
