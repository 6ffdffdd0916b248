using Mingchu.Contracts.Hazards;

namespace Mingchu.Collector.Core.Grading;

/// <summary>Reads a grading policy from JSON (comments allowed) and says everything that is wrong with it.</summary>
public static class PolicyFile
{
    /// <summary>The policy compiled into the product.</summary>
    public static GradingPolicy Default { get; } = PolicyText.Default("grading.json", Parse);

    /// <summary>The policy, or every error as <c>path: what</c>.</summary>
    public static (GradingPolicy? Policy, IReadOnlyList<string> Errors) Parse(string json) => PolicyText.Parse(json, PolicyForms.Default.GradingPolicy, (policy, wrong) =>
    {
        wrong.AddRange(Check(policy));
        return policy;
    });

    private static IEnumerable<string> Check(GradingPolicy policy)
    {
        if (string.IsNullOrWhiteSpace(policy.Version))
            yield return "version: must not be empty";
        if (policy.Grouping.WindowMinutes is not > 0)
            yield return "grouping.windowMinutes: must be greater than 0";
        if (policy.Grouping.MaxCaseHours is not > 0)
            yield return "grouping.maxCaseHours: must be greater than 0";
        if (policy.Grouping.ReportWindowHours is not > 0)
            yield return "grouping.reportWindowHours: must be greater than 0";
        foreach (var (code, grade) in policy.Hazards)
        {
            if (HazardList.Current.Find(code) is null)
                yield return $"hazards.{code}: the hazard list does not know this code";
            if (grade is < 1 or > 3)
                yield return $"hazards.{code}: {grade} is not a grade, use 1, 2 or 3";
        }

        if (policy.Confidence is { } unsure && unsure.Below is not (>= 0 and <= 1))
            yield return "confidence.below: must be 0..1";
        if (policy.Confidence is { Lower: < 1 or > 2 })
            yield return "confidence.lower: must be 1 or 2";
        for (var i = 0; i < policy.Duration.Count; i++)
        {
            if (policy.Duration[i].AtLeastSeconds is not > 0)
                yield return $"duration[{i}].atLeastSeconds: must be greater than 0";
            if (policy.Duration[i].Raise is < 1 or > 2)
                yield return $"duration[{i}].raise: must be 1 or 2";
        }

        foreach (var error in Steps("repeats", policy.Repeats?.WindowDays, policy.Repeats?.Steps).Concat(Steps("missed", policy.Missed?.WindowDays, policy.Missed?.Steps)))
            yield return error;
        for (var i = 0; i < (policy.Risk?.Count ?? 0); i++)
        {
            if (policy.Risk![i].AtLeast is not (>= 0 and <= 100))
                yield return $"risk[{i}].atLeast: must be 0..100";
            if (policy.Risk[i].Raise is < 1 or > 2)
                yield return $"risk[{i}].raise: must be 1 or 2";
        }
    }

    private static IEnumerable<string> Steps(string name, double? windowDays, IReadOnlyList<RepeatStep>? steps)
    {
        if (windowDays is not (null or > 0))
            yield return $"{name}.windowDays: must be greater than 0";
        for (var i = 0; i < (steps?.Count ?? 0); i++)
        {
            if (steps![i].AtLeast < 1)
                yield return $"{name}.steps[{i}].atLeast: must be at least 1";
            if (steps[i].Raise is < 1 or > 2)
                yield return $"{name}.steps[{i}].raise: must be 1 or 2";
        }
    }
}
