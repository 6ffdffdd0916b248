using System.Text.Json.Serialization;
using Mingchu.Contracts.Hazards;
using Mingchu.EvalVideo.Scoring;

namespace Mingchu.EvalVideo;

/// <summary>The result, as <c>--json</c> prints it.</summary>
/// <param name="CameraHours">Clip time seen, of all clips.</param>
/// <param name="Hazards">Every hazard that a rule watches, a truth file names or an alert told of.</param>
/// <param name="FalseAlarms">Of all hazards.</param>
/// <param name="FalseAlarmsPerHour">Of judged camera time.</param>
/// <param name="Clips">Each clip's alerts.</param>
internal sealed record EvalVideoResult(double CameraHours, int FalseAlarms, double? FalseAlarmsPerHour, IReadOnlyList<HazardScore> Hazards, IReadOnlyList<ClipResult> Clips)
{
    public static EvalVideoResult Of(IReadOnlyList<ClipOutcome> outcomes)
    {
        var codes = HazardList.Current.Hazards.Select(h => h.Code)
            .Where(c => outcomes.Any(o => o.Run.Watched(c) || o.Judgements.Any(j => j.Code == c) || o.NotJudged.Any(a => a.Code == c)));
        var scores = codes.Select(c => HazardScore.Of(
            c, outcomes.Any(o => o.Run.Watched(c)), [.. outcomes.SelectMany(o => o.Judgements).Where(j => j.Code == c)], outcomes.Sum(o => o.Hours(c)))).ToArray();
        var (wrong, hours) = (scores.Sum(s => s.FalseAlarms), outcomes.Where(o => o.Case.Truth is not null).Sum(o => o.Run.Seconds) / 3600);
        return new(outcomes.Sum(o => o.Run.Seconds) / 3600, wrong, hours > 0 ? wrong / hours : null, scores, [.. outcomes.Select(ClipResult.Of)]);
    }
}

/// <summary>What was told of one clip.</summary>
/// <param name="Clip">Its path.</param>
/// <param name="Seconds">Clip time seen.</param>
/// <param name="Frames">Frames analysed.</param>
/// <param name="Still">Of them judged without the models, since they show nothing new.</param>
/// <param name="Alerts">Raised alerts in order of time.</param>
/// <param name="Missed">Events long enough that no alert told of.</param>
internal sealed record ClipResult(string Clip, double Seconds, int Frames, int Still, IReadOnlyList<ClipAlert> Alerts, IReadOnlyList<TruthEvent> Missed)
{
    public static ClipResult Of(ClipOutcome outcome)
    {
        IEnumerable<ClipAlert> As(string verdict, IEnumerable<RaisedAlert> alerts) =>
            alerts.Select(a => new ClipAlert(a.Code, a.Zone, Math.Round(a.Second, 2), Math.Round(a.Confidence, 3), verdict));
        var alerts = outcome.Judgements
            .SelectMany(j => As("found", j.Found.Select(f => f.Alert)).Concat(As("again", j.Again)).Concat(As("false", j.False)))
            .Concat(As("not judged", outcome.NotJudged));
        return new(outcome.Case.Clip.Path, outcome.Run.Seconds, outcome.Run.Frames, outcome.Run.Still, [.. alerts.OrderBy(a => a.Second)], [.. outcome.Judgements.SelectMany(j => j.Missed)]);
    }
}

/// <summary>An alert and what it was worth: found, again, false or not judged.</summary>
internal sealed record ClipAlert(string Code, string? Zone, double Second, double Confidence, string Verdict);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, PropertyNameCaseInsensitive = true, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true, WriteIndented = true)]
[JsonSerializable(typeof(EvalVideoResult))]
[JsonSerializable(typeof(TruthFile))]
internal sealed partial class ClipJson : JsonSerializerContext;
