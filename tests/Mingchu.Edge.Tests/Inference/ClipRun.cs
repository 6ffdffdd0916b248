using System.Net;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Config;
using Mingchu.Edge.Core.Rules;
using Mingchu.Edge.Inference;
using Mingchu.Edge.Sight;

namespace Mingchu.Edge.Tests.Inference;

/// <summary>What the shipped models and rules make of a video file, at the worker's default size and rate, as fast as it goes.</summary>
internal sealed record ClipRun(int Frames, int FramesWithHeads, IReadOnlyList<(double Second, AlertChange Change)> Changes)
{
    /// <summary>What sight said, frame by frame.</summary>
    public IReadOnlyList<Seen> Seen { get; init; } = [];

    public static async Task<ClipRun> Of(string file, Recogniser recogniser, int limit = int.MaxValue, ReferenceFolder? references = null)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var config = new EdgeConfig
        {
            Device = "box-1",
            Collector = new() { Mqtt = new("mqtt://127.0.0.1"), Evidence = new("http://127.0.0.1"), TokenFile = "" },
            Data = "",
            Models = "",
            Health = new(IPAddress.Loopback, 0),
            Cameras = [],
        };
        var url = CameraUrl.Parse(new Uri(file).AbsoluteUri).Url!;
        var canvas = Canvas.Unknown(config.Analysis.Width);
        var (watch, start) = (new CameraWatch("clip", [], recogniser, references), DateTimeOffset.UnixEpoch);
        var (frames, withHeads, all, seen) = (0, 0, new List<(double, AlertChange)>(), new List<Seen>());
        using var children = new ChildProcesses();
        StreamEnd end;
        do
        {
            end = await new FfmpegStream(url, config, canvas, children, paced: false).RunAsync(picture =>
            {
                if (frames >= limit)
                {
                    enough.Cancel();
                    picture.Dispose();
                    return;
                }
                using var frame = new Frame("clip", frames, start.AddSeconds(frames++ / config.Analysis.Fps), canvas.Width, canvas.Height, picture);
                var findings = watch.Look(frame);
                withHeads += findings.Detections.Any(d => !d.Tentative) ? 1 : 0;
                seen.Add(findings.Seen);
                all.AddRange(findings.Changes.Select(c => ((frame.CapturedAt - start).TotalSeconds, c)));
            }, enough.Token);
            canvas = end.Reshape ?? canvas;
        }
        while (end.Reshape is not null && frames == 0);
        return new(frames, withHeads, all) { Seen = seen };
    }

    public IEnumerable<double> Raised(string hazard) => Changes.Where(c => c.Change.Hazard == hazard && c.Change.Phase == AlertPhase.Raised).Select(c => c.Second);

    public override string ToString() =>
        $"{Frames} frames, {FramesWithHeads} with heads: " + string.Join(", ", Changes.Select(c => $"{c.Second:F1} s {c.Change.Hazard} {c.Change.Phase} {c.Change.Confidence:F2}"));
}
