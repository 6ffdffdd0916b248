using System.Buffers;
using System.Diagnostics;
using System.Net;
using System.Threading.Channels;
using Mingchu.Contracts.Messages;
using Mingchu.Edge;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Config;
using Mingchu.Edge.Inference;

namespace Mingchu.Bench.Edge;

/// <summary>
/// The product's own path from file to alert: its ffmpeg call and reader, and its camera watch (recogniser, tracker, sight, rules). Two things differ
/// from a kitchen: the file is read as fast as it goes, and a frame waits for the analysis instead of being replaced by a newer one.
/// </summary>
internal sealed class PipelineRun(Footage footage, Recogniser recogniser, int frames, double fps)
{
    private readonly EdgeConfig config = Config(fps);

    /// <summary>As the worker is configured by default, with so many frames analysed per second of the file.</summary>
    public static EdgeConfig Config(double fps) => new()
    {
        Device = "bench",
        Collector = new() { Mqtt = new("mqtt://127.0.0.1"), Evidence = new("http://127.0.0.1"), TokenFile = "" },
        Data = "",
        Models = "",
        Health = new(IPAddress.Loopback, 0),
        Cameras = [],
        Analysis = new() { Fps = fps },
    };

    /// <summary>Size of the analysed pictures.</summary>
    public Canvas Canvas { get; } = Canvas.For(footage.Size, new AnalysisConfig().Width);

    /// <summary>Crops that each classifier read, frame by frame.</summary>
    public List<int[]> Crops { get; } = [];

    /// <summary>Alerts that the rules raised.</summary>
    public int Alerts { get; private set; }

    /// <summary>Runs once.</summary>
    public async Task<Measure> RunAsync()
    {
        using var children = new ChildProcesses();
        using var stop = new CancellationTokenSource();
        var url = CameraUrl.Parse(new Uri(footage.File).AbsoluteUri).Url!;
        var waiting = Channel.CreateBounded<Frame>(new BoundedChannelOptions(2) { SingleReader = true, SingleWriter = true });
        Crops.Clear();
        Alerts = 0;
        var (own, others, clock) = (CpuTime.Own, CpuTime.Children, Stopwatch.StartNew());
        var number = 0L;
        void Take(IMemoryOwner<byte> picture)
        {
            var at = DateTimeOffset.UnixEpoch.AddSeconds(number / Math.Min(fps, footage.Fps));
            var frame = new Frame("bench", number++, at, Canvas.Width, Canvas.Height, picture);
            // Blocks ffmpeg's reader, and by the pipe ffmpeg, while the analysis is behind.
            if (!waiting.Writer.TryWrite(frame) && !WriteWhenRoom(waiting.Writer, frame, stop.Token))
                frame.Dispose();
        }
        var capture = Task.Run(async () =>
        {
            try
            {
                return await new FfmpegStream(new(url, Canvas, config.Analysis.Fps, config.Analysis.Width) { Paced = false }, config.Capture, children).RunAsync(Take, stop.Token);
            }
            finally
            {
                // Also when it failed: who waits for frames would wait for ever.
                waiting.Writer.TryComplete();
            }
        });
        var analysed = await AnalyseAsync(waiting.Reader);
        var wall = clock.Elapsed;
        await stop.CancelAsync();
        var end = await capture;
        while (waiting.Reader.TryRead(out var left))
            left.Dispose();
        if (analysed == 0)
            throw new InvalidOperationException($"no frame came out of {footage.File}: {end.Reason} {end.Detail}");
        // ffmpeg's time counts when it was waited for, which the runtime does on its own thread.
        for (var i = 0; i < 100 && CpuTime.Children == others; i++)
            await Task.Delay(20);
        return new(analysed, wall, CpuTime.Own - own + (CpuTime.Children - others));
    }

    private static bool WriteWhenRoom(ChannelWriter<Frame> writer, Frame frame, CancellationToken ct)
    {
        try
        {
            writer.WriteAsync(frame, ct).AsTask().GetAwaiter().GetResult();
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<int> AnalyseAsync(ChannelReader<Frame> waiting)
    {
        var (watch, analysed) = (new CameraWatch("bench", [], recogniser), 0);
        await foreach (var frame in waiting.ReadAllAsync())
        {
            using (frame)
            {
                var findings = watch.Look(frame);
                Crops.Add([.. recogniser.Classifiers.Select(c => findings.Detections.Count(d => d.Readings.Any(r => r.Confidence > 0 && r.Attribute == c.Manifest.Attributes[0].Name)))]);
                Alerts += findings.Changes.Count(c => c.Phase == AlertPhase.Raised);
            }
            if (++analysed == frames)
                break;
        }
        return analysed;
    }
}
