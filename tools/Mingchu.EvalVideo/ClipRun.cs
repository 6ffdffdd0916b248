using Mingchu.Contracts.Hazards;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Config;
using Mingchu.Edge.Core.Motion;
using Mingchu.Edge.Core.Rules;
using Mingchu.Edge.Inference;
using Mingchu.EvalVideo.Augment;
using Mingchu.EvalVideo.Scoring;

namespace Mingchu.EvalVideo;

/// <summary>What models and rules make of a clip, through the worker's own decoder and camera watch, as fast as it goes. The clip's time is the clock.</summary>
/// <param name="Rulebook">The rules it was watched with.</param>
/// <param name="Seconds">Clip time seen.</param>
/// <param name="Frames">Frames analysed.</param>
/// <param name="FramesWithHeads">Of them with a head in view.</param>
/// <param name="Changes">What the rules said, and at which second.</param>
internal sealed record ClipRun(Rulebook Rulebook, double Seconds, int Frames, int FramesWithHeads, IReadOnlyList<(double Second, AlertChange Change)> Changes)
{
    /// <summary>What the clock says when a clip begins, unless told otherwise: noon of a working day in China.</summary>
    public static DateTimeOffset Noon { get; } = new(2026, 3, 16, 12, 0, 0, TimeSpan.FromHours(8));

    /// <summary>Plays a clip, again and again with time going on, until <paramref name="seconds"/> were seen; once when null.</summary>
    /// <exception cref="ClipFault">The decoder gives no picture.</exception>
    public static async Task<ClipRun> Of(
        ClipFile clip, ClipConfig config, Recogniser recogniser, IReadOnlyList<IAugmentation> augmentations, DateTimeOffset start, double? seconds, Action<double> progress, CancellationToken ct)
    {
        using var reference = ClipReference.Beside(clip, recogniser);
        var watch = config.Watch(clip.Name, recogniser, reference?.Folder);
        var canvas = Canvas.For(clip.Source, config.Edge.Analysis.Width);
        var (frames, still, withHeads, all) = (0, 0, 0, new List<(double, AlertChange)>());
        var end = seconds ?? clip.Seconds;
        using var children = new ChildProcesses();
        using var link = new ClipLink(clip.Path);
        for (var round = 0.0; round < end; round += clip.Seconds)
        {
            var (began, inRound) = (round, 0);
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var stream = await new FfmpegStream(new(link.Url, canvas, config.Edge.Analysis.Fps, config.Edge.Analysis.Width) { Paced = false, KeyFrames = config.Edge.Analysis.Mode == CaptureMode.KeyFrames }, config.Edge.Capture, children).RunAsync(picture =>
            {
                var second = began + (inRound++ / config.Edge.Analysis.Fps);
                using var frame = new Frame(clip.Name, frames, start.AddSeconds(second), canvas.Width, canvas.Height, picture);
                if (second >= end || enough.IsCancellationRequested)
                {
                    enough.Cancel();
                    return;
                }
                frames++;
                foreach (var augmentation in augmentations)
                    augmentation.Apply(picture.Memory.Span[..canvas.Bytes], canvas.Width, canvas.Height, second);
                var findings = watch.Look(frame);
                still += findings.Motion == Motion.Still ? 1 : 0;
                withHeads += findings.Detections.Any(d => d is { Class: "head", Tentative: false }) ? 1 : 0;
                all.AddRange(findings.Changes.Select(c => (second, c)));
                progress(second);
            }, enough.Token);
            ct.ThrowIfCancellationRequested();
            if (inRound == 0 || stream.Reshape is not null)
                throw new ClipFault($"{clip.Path}: {(inRound == 0 ? stream.Detail : "changes the size of its pictures")}", ClipFault.Unreadable);
        }
        return new(watch.Rulebook, end, frames, withHeads, all) { Still = still };
    }

    /// <summary>The first <paramref name="seconds"/> of a clip with the hazard list's own times, for tests.</summary>
    public static Task<ClipRun> Of(string file, Recogniser recogniser, double? seconds, CancellationToken ct) =>
        Of(ClipFile.Open(file), ClipConfig.Beside(file) ?? ClipConfig.Default, recogniser, [], Noon, seconds, _ => { }, ct);

    /// <summary>Frames that were judged without the models, since they show nothing new.</summary>
    public int Still { get; init; }

    /// <summary>Whether a rule watched a hazard.</summary>
    public bool Watched(string hazard) => Rulebook.Rules.Any(r => r.Condition.Hazard == hazard);

    /// <summary>The times of a hazard's rules; of several zones the shortest. The hazard list's where no rule watched.</summary>
    public HazardTimes Times(string hazard)
    {
        var rules = Rulebook.Rules.Where(r => r.Condition.Hazard == hazard).ToArray();
        var listed = HazardList.Current.Find(hazard);
        return rules.Length > 0
            ? new(rules.Min(r => r.Dwell.TotalSeconds), rules.Min(r => r.Clear.TotalSeconds))
            : new(listed?.DwellSeconds ?? 0, listed?.ClearSeconds ?? 0);
    }

    /// <summary>When alerts of a hazard were raised.</summary>
    public IEnumerable<double> Raised(string hazard) => Changes.Where(c => c.Change.Hazard == hazard && c.Change.Phase == AlertPhase.Raised).Select(c => c.Second);

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Frames} frames, {FramesWithHeads} with heads: " + string.Join(", ", Changes.Select(c => $"{c.Second:F1} s {c.Change.Hazard} {c.Change.Phase} {c.Change.Confidence:F2}"));
}
