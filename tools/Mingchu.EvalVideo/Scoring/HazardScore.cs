namespace Mingchu.EvalVideo.Scoring;

/// <summary>Figures of one hazard over all clips.</summary>
/// <param name="Hazard">Code of the hazard list.</param>
/// <param name="Watched">Whether a rule watches it at all.</param>
/// <param name="Events">Found and missed.</param>
/// <param name="Found">Events with an alert.</param>
/// <param name="Missed">Events without one.</param>
/// <param name="FalseAlarms">Alerts of nothing in the truth.</param>
/// <param name="FalseAlarmsPerHour">Of camera time that was judged for this hazard; null when there was none.</param>
/// <param name="Again">Further alerts of events that had one.</param>
/// <param name="MedianDelay">Seconds from the truth's start to the raised alert, dwell time included; null when nothing was found.</param>
/// <param name="MaxDelay">The longest of them.</param>
internal sealed record HazardScore(
    string Hazard, bool Watched, int Events, int Found, int Missed, int FalseAlarms, double? FalseAlarmsPerHour, int Again, double? MedianDelay, double? MaxDelay)
{
    /// <summary>Sums judgements of one hazard.</summary>
    /// <param name="hours">Camera hours judged for it.</param>
    public static HazardScore Of(string hazard, bool watched, IReadOnlyCollection<Judgement> judgements, double hours)
    {
        var delays = judgements.SelectMany(j => j.Found).Select(f => Math.Max(0, f.Alert.Second - f.Event.From)).Order().ToArray();
        var (found, missed, wrong) = (delays.Length, judgements.Sum(j => j.Missed.Count), judgements.Sum(j => j.False.Count));
        return new(hazard, watched, found + missed, found, missed, wrong, hours > 0 ? wrong / hours : null, judgements.Sum(j => j.Again.Count), Median(delays), delays.Length > 0 ? delays[^1] : null);
    }

    private static double? Median(double[] sorted) =>
        sorted.Length == 0 ? null : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}
