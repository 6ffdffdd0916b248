using Mingchu.Edge.Core.Rules;
using Mingchu.EvalVideo.Scoring;

namespace Mingchu.EvalVideo;

/// <summary>A clip with what it is judged by.</summary>
/// <param name="Clip">The video.</param>
/// <param name="Truth">What happens in it; null when nobody knows.</param>
/// <param name="Config">Zones and rules.</param>
internal sealed record ClipCase(ClipFile Clip, ClipTruth? Truth, ClipConfig Config)
{
    /// <summary>Finds what belongs to a clip.</summary>
    /// <param name="truthFolder">Where truth files are looked for before the clip's own folder.</param>
    /// <param name="unknown">Whether a clip without a truth file is one of which nothing is known; otherwise nothing happens in it.</param>
    /// <param name="config">For every clip; null takes the one beside the clip, or the defaults.</param>
    public static ClipCase Open(string path, string? truthFolder, bool unknown, ClipConfig? config, double? fps)
    {
        var clip = ClipFile.Open(path);
        string?[] places = [truthFolder, Path.GetDirectoryName(clip.Path)];
        var file = places.OfType<string>().Select(p => Path.Combine(p, clip.Name + ".truth.json")).FirstOrDefault(File.Exists);
        var truth = file is not null ? ClipTruth.Read(file, clip.Seconds) : unknown ? null : ClipTruth.Nothing;
        return new(clip, truth, (config ?? ClipConfig.Beside(clip.Path) ?? ClipConfig.Default).At(fps));
    }

    /// <summary>The events of a run in which the clip was played again and again for so many seconds.</summary>
    public IEnumerable<TruthEvent> Events(double seconds)
    {
        for (var round = 0.0; round < seconds; round += Clip.Seconds)
            foreach (var e in Truth?.Events ?? [])
                if (round + e.From < seconds)
                    yield return new(e.Code, round + e.From, Math.Min(seconds, round + e.To));
    }

    /// <summary>Judges a run of this clip.</summary>
    public ClipOutcome Judge(ClipRun run)
    {
        var alerts = run.Changes.Where(c => c.Change.Phase == Contracts.Messages.AlertPhase.Raised).Select(c => Raised(c.Second, c.Change)).ToArray();
        bool Judged(string code) => Truth is not null && !Truth.NotJudged.Contains(code);
        var judgements = Matching.Judge(Events(run.Seconds).Where(e => Judged(e.Code)), alerts.Where(a => Judged(a.Code)), run.Times);
        return new(this, run, judgements, [.. alerts.Where(a => !Judged(a.Code))]);
    }

    private static RaisedAlert Raised(double second, AlertChange change) => new(change.Hazard, change.Zone, second, change.Confidence);
}

/// <summary>What a clip came to.</summary>
/// <param name="NotJudged">Alerts of hazards that the truth says nothing of.</param>
internal sealed record ClipOutcome(ClipCase Case, ClipRun Run, IReadOnlyList<Judgement> Judgements, IReadOnlyList<RaisedAlert> NotJudged)
{
    /// <summary>Camera hours judged for a hazard.</summary>
    public double Hours(string hazard) => Case.Truth is null || Case.Truth.NotJudged.Contains(hazard) ? 0 : Run.Seconds / 3600;
}
