namespace Mingchu.Collector.Core.Risk;

/// <summary>The JSON form of a <see cref="RiskPolicy"/>; comments and trailing commas are allowed, unknown names are not.</summary>
public static class RiskPolicyFile
{
    /// <summary>The policy, or every error with its path.</summary>
    public static (RiskPolicy? Policy, IReadOnlyList<string> Errors) Parse(string json) => PolicyText.Parse(json, PolicyForms.Default.RiskPolicyForm, Build);

    private static RiskPolicy Build(RiskPolicyForm form, List<string> wrong)
    {
        PolicyText.Version(form.Version, wrong);
        if (form.RecomputeHours is not (> 0 and <= 8760))
            wrong.Add("recomputeHours: must be greater than 0 and at most a year");
        Dictionary<RiskIndicator, RiskWeight> indicators = [];
        foreach (var (word, weight) in form.Indicators)
            if (RiskIndicators.Parse(word) is not { } indicator)
                wrong.Add($"indicators.{word}: is not an indicator; use {string.Join(", ", Enum.GetValues<RiskIndicator>().Select(i => i.Word()))}");
            else if (weight is not { Points: > 0, Most: > 0 and <= 100, WindowDays: > 0 and <= 3660 } || weight.Most < weight.Points)
                wrong.Add($"indicators.{word}: points must be greater than 0, most between points and 100, windowDays greater than 0 and at most ten years");
            else
                indicators[indicator] = weight;
        return new(form.Version, form.RecomputeHours, indicators);
    }
}

internal sealed record RiskPolicyForm(string Version, double RecomputeHours, IReadOnlyDictionary<string, RiskWeight> Indicators);
