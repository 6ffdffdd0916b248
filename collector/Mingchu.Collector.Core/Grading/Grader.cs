using System.Globalization;
using Mingchu.Contracts.Hazards;

namespace Mingchu.Collector.Core.Grading;

/// <summary>What a case is graded on.</summary>
/// <param name="Hazard">Its hazard.</param>
/// <param name="Confidence">Highest confidence of its leads, 0..1.</param>
/// <param name="Seconds">Longest duration of a lead, seconds.</param>
/// <param name="EarlierCases">Cases of the same hazard at the premises in the policy's window, without false alarms.</param>
/// <param name="Risk">Risk index of the premises, 0..100; null when there is none.</param>
/// <param name="MissedDeadlines">Deadlines that the merchant missed in earlier cases of the premises in the policy's window.</param>
public sealed record GradingInput(Hazard Hazard, double Confidence, double Seconds, int EarlierCases, double? Risk = null, int MissedDeadlines = 0);

/// <summary>The lead-push model: hazard severity, then what lowers, then what raises, kept within 1..3.</summary>
public static class Grader
{
    /// <summary>The grade and every reason that moved it.</summary>
    public static GradeResult Grade(GradingPolicy policy, GradingInput input)
    {
        var grade = policy.Hazards.TryGetValue(input.Hazard.Code, out var own) ? own : input.Hazard.Grade;
        List<Phrase> reasons = [Phrase.Of("grade.hazard", "@hazard." + input.Hazard.Code, Text(grade))];

        if (policy.Confidence is { } unsure && input.Confidence < unsure.Below)
        {
            grade -= unsure.Lower;
            reasons.Add(Phrase.Of("grade.confidence", Text(Math.Round(input.Confidence * 100)), Text(Math.Round(unsure.Below * 100)), Text(unsure.Lower)));
        }

        if (policy.Duration.Where(s => input.Seconds >= s.AtLeastSeconds).MaxBy(s => s.Raise) is { } lasting)
        {
            grade += lasting.Raise;
            reasons.Add(Phrase.Of("grade.duration", Text(Math.Round(input.Seconds)), Text(lasting.AtLeastSeconds), Text(lasting.Raise)));
        }

        if (policy.Repeats is { } repeats && repeats.Steps.Where(s => input.EarlierCases >= s.AtLeast).MaxBy(s => s.Raise) is { } again)
        {
            grade += again.Raise;
            reasons.Add(Phrase.Of("grade.repeats", Text(input.EarlierCases), Text(repeats.WindowDays), Text(again.Raise)));
        }

        if (input.Risk is { } risk && policy.Risk?.Where(s => risk >= s.AtLeast).MaxBy(s => s.Raise) is { } risky)
        {
            grade += risky.Raise;
            reasons.Add(Phrase.Of("grade.risk", Text(risk), Text(risky.AtLeast), Text(risky.Raise)));
        }

        if (policy.Missed is { } missed && missed.Steps.Where(s => input.MissedDeadlines >= s.AtLeast).MaxBy(s => s.Raise) is { } slow)
        {
            grade += slow.Raise;
            reasons.Add(Phrase.Of("grade.missed-before", Text(input.MissedDeadlines), Text(missed.WindowDays), Text(slow.Raise)));
        }

        return new(Math.Clamp(grade, 1, 3), reasons, policy.Version);
    }

    private static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
