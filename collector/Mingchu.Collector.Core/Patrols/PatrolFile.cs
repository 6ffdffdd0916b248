using Mingchu.Collector.Core.Areas;

namespace Mingchu.Collector.Core.Patrols;

/// <summary>The JSON form of a <see cref="PatrolPolicy"/>; comments and trailing commas are allowed, unknown names are not.</summary>
public static class PatrolFile
{
    /// <summary>The policy, or every error with its path.</summary>
    public static (PatrolPolicy? Policy, IReadOnlyList<string> Errors) Parse(string json) => PolicyText.Parse(json, PolicyForms.Default.PatrolPolicy, Checked);

    private static PatrolPolicy Checked(PatrolPolicy policy, List<string> wrong)
    {
        PolicyText.Version(policy.Version, wrong);
        Range("hot.monthlyOrders", policy.Hot.MonthlyOrders, 1, 10_000_000, wrong);
        Range("hot.topOfCategory", policy.Hot.TopOfCategory, 0, 1000, wrong);
        if (policy.Draw.Share is <= 0 or > 1)
            wrong.Add("draw.share: must be greater than 0 and at most 1");
        if (policy.Draw.Levels.Count == 0 || policy.Draw.Levels.Any(l => l > AreaLevel.Town) || policy.Draw.Levels.Distinct().Count() != policy.Draw.Levels.Count)
            wrong.Add("draw.levels: give city, county or town, each once");
        Range("draw.day", policy.Draw.Day, 1, 28, wrong);
        if (policy.Draw.Allow.Error is { } cantAllow)
            wrong.Add($"draw.allow: {cantAllow}");
        Range("keyLists.day", policy.KeyLists.Day, 1, 28, wrong);
        Range("keyLists.badRatings", policy.KeyLists.BadRatings, 1, 10_000_000, wrong);
        Range("keyLists.offences", policy.KeyLists.Offences, 1, 1000, wrong);
        Range("keyLists.offenceDays", policy.KeyLists.OffenceDays, 1, 3660, wrong);
        Range("round.looksPerHour", policy.Round.LooksPerHour, 0, 3600, wrong);
        Range("round.leastHours", policy.Round.LeastHours, 1, 8760, wrong);
        Range("round.faultMinutes", policy.Round.FaultMinutes, 0, 1440, wrong);
        Range("campaigns.remindWorkingDays", policy.Campaigns.RemindWorkingDays, 0, 30, wrong);
        return policy;
    }

    private static void Range(string path, int value, int least, int most, List<string> errors)
    {
        if (value < least || value > most)
            errors.Add($"{path}: must be {least}..{most}");
    }
}
