using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using Mingchu.Edge;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Inference;
using Mingchu.Rig;

namespace Mingchu.Bench.Edge;

/// <summary><c>tools/bench frame</c>: milliseconds per frame on one thread with two people in view, all stages behind the decoder.</summary>
internal static class FrameBench
{
    private const int Wanted = 2;

    public static async Task<int> RunAsync(string? models, bool quick)
    {
        var (recogniser, errors) = ModelFolder.Load(models ?? Repository.At("models"));
        foreach (var error in errors)
            Console.Error.WriteLine(error);
        if (recogniser is null)
            return 2;
        using (recogniser)
        {
            var pictures = await TwoPeopleAsync(recogniser, quick ? 20 : 60);
            Console.WriteLine($"{Machine.Describe()}; commit {Machine.Commit()}; {DateTime.UtcNow:yyyy-MM-dd}; {pictures.Count} frames of compliant.mp4 with two heads, one thread, models {string.Join(", ", recogniser.Models.Select(m => $"{m.Name} {m.Version}"))}");
            // Whatever the order of frames, a watch that has seen none reads all.
            Tell("every stage on every frame, both people read by every classifier", pictures, recogniser, anew: true);
            Tell("as the worker runs: people read again only when it is due", pictures, recogniser, anew: false);
        }
        return 0;
    }

    private static void Tell(string what, List<byte[]> pictures, Recogniser recogniser, bool anew)
    {
        var canvas = new Canvas(960, 540);
        var took = new List<double>();
        var watch = new CameraWatch("bench", [], recogniser);
        for (var round = 0; round < 4; round++)
            for (var i = 0; i < pictures.Count; i++)
            {
                // A new watch knows no tracks, so nothing is spared; it also makes a thumbnail each time, which a worker makes once a second.
                if (anew)
                    watch = new("bench", [], recogniser);
                var at = DateTimeOffset.UnixEpoch.AddSeconds(((round * pictures.Count) + i) / 5.0);
                using var frame = new Frame("bench", i, at, canvas.Width, canvas.Height, new Kept(pictures[i]));
                var begun = Stopwatch.GetTimestamp();
                watch.Look(frame);
                if (round > 0)
                    took.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }
        took.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: p50 {took[took.Count / 2]:F1} ms, p95 {took[took.Count * 95 / 100]:F1} ms"));
    }

    private static async Task<List<byte[]>> TwoPeopleAsync(Recogniser recogniser, int most)
    {
        var file = Repository.At("samples/footage/compliant.mp4");
        var config = PipelineRun.Config(5);
        var (canvas, pictures) = (new Canvas(960, 540), new List<byte[]>());
        using var children = new ChildProcesses();
        using var enough = new CancellationTokenSource();
        await new FfmpegStream(new(CameraUrl.Parse(new Uri(file).AbsoluteUri).Url!, canvas, config.Analysis.Fps, config.Analysis.Width) { Paced = false }, config.Capture, children).RunAsync(picture =>
        {
            using (picture)
            {
                var bgr = picture.Memory[..canvas.Bytes].ToArray();
                if (recogniser.Recognise(new Picture(bgr, canvas.Width, canvas.Height)).Count(d => d is { Class: "head", Tentative: false }) == Wanted)
                    pictures.Add(bgr);
                if (pictures.Count == most)
                    enough.Cancel();
            }
        }, enough.Token);
        return pictures.Count > 0 ? pictures : throw new InvalidOperationException($"no frame of {file} shows two heads");
    }

    private sealed class Kept(byte[] bytes) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory => bytes;

        public void Dispose()
        {
        }
    }
}
