using System.Globalization;

namespace Mingchu.Collector.Core.Quality;

/// <summary>Chooses a confidence threshold from the verdicts on one hazard of one camera.</summary>
public static class ThresholdChoice
{
    /// <summary>
    /// The lowest threshold that drops the most false alarms among those that lose no more confirmed ones than allowed; or why there is none.
    /// Alerts with a confidence below the threshold are dropped.
    /// </summary>
    public static Advice For(IReadOnlyCollection<Sample> samples, AdviceLimits limits)
    {
        var confirmed = Confidences(samples, Judgement.Confirmed);
        var wrong = Confidences(samples, Judgement.FalseAlarm);
        if (wrong.Length == 0)
            return new Advice.Nothing(Phrase.Of("quality.threshold.clean"));
        if (confirmed.Length < limits.MinConfirmed || wrong.Length < limits.MinFalseAlarms)
            return new Advice.Nothing(Phrase.Of("quality.threshold.few",
                Text(Math.Max(0, limits.MinConfirmed - confirmed.Length)), Text(Math.Max(0, limits.MinFalseAlarms - wrong.Length))));

        var mayLose = (int)Math.Floor(limits.MaxLost * confirmed.Length);
        var (best, dropped) = (0.0, 0);
        for (var step = 1; step < 100; step++)
        {
            var threshold = step / 100.0;
            if (Below(confirmed, threshold) > mayLose)
                break;
            if (Below(wrong, threshold) is var more && more > dropped)
                (best, dropped) = (threshold, more);
        }

        return dropped >= limits.MinDropped * wrong.Length
            ? new Advice.Threshold(best, new(dropped, wrong.Length, Below(confirmed, best), confirmed.Length))
            : new Advice.Nothing(Phrase.Of("quality.threshold.overlap", Text(limits.MinDropped * 100), Text(limits.MaxLost * 100)));
    }

    private static double[] Confidences(IEnumerable<Sample> samples, Judgement judgement) =>
        [.. samples.Where(s => s.Judgement == judgement).Select(s => s.Confidence)];

    private static int Below(double[] confidences, double threshold) => confidences.Count(c => c < threshold);

    private static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
