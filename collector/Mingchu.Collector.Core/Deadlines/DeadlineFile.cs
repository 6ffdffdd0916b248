using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Items;

namespace Mingchu.Collector.Core.Deadlines;

/// <summary>The JSON form of a <see cref="DeadlinePolicy"/>; comments and trailing commas are allowed, unknown names are not.</summary>
public static class DeadlineFile
{
    /// <summary>The policy, or every error with its path.</summary>
    public static (DeadlinePolicy? Policy, IReadOnlyList<string> Errors) Parse(string json) => PolicyText.Parse(json, PolicyForms.Default.DeadlineForm, Build);

    private static DeadlinePolicy Build(DeadlineForm form, List<string> wrong)
    {
        PolicyText.Version(form.Version, wrong);
        if (form.MajorMinutes is not > 0)
            wrong.Add("majorMinutes: must be greater than 0");
        if (form.Verify.Error is { } cantVerify)
            wrong.Add($"verify: {cantVerify}");
        for (var i = 0; i < form.Rules.Count; i++)
        {
            var rule = form.Rules[i];
            if (rule.Allow.Error is { } error)
                wrong.Add($"rules[{i}].allow: {error}");
            if (rule.Reminders is not [var first, var second] || first is not (> 0 and <= 1) || second is not (> 0 and <= 1) || first > second)
                wrong.Add($"rules[{i}].reminders: give two shares of the time, greater than 0 and at most 1, in order");
            if (rule.Raise is < 0 or > 2)
                wrong.Add($"rules[{i}].raise: must be 0, 1 or 2");
            foreach (var grade in rule.Grades.Where(g => g is < 1 or > 3))
                wrong.Add($"rules[{i}].grades: {grade} is not a grade, use 1, 2 or 3");
        }

        if (form.Rules is not [.., { Urgencies.Count: 0, Grades.Count: 0, Holders.Count: 0 }])
            wrong.Add("rules: the last rule must have no condition, so that every case has a deadline");
        return new(form.Version, [.. form.Rules.Select(r => new DeadlineRule(r.Urgencies, r.Grades, r.Holders, r.Allow, r.Reminders, r.Raise, r.PassOn))], form.Verify, form.MajorMinutes);
    }
}

internal sealed record DeadlineForm(string Version, double MajorMinutes, Allowance Verify, IReadOnlyList<DeadlineRuleForm> Rules);

// Set and not init: the generated reader gives every init property a value, also when the file has none.
internal sealed class DeadlineRuleForm
{
    public List<Urgency> Urgencies { get; set; } = [];
    public List<int> Grades { get; set; } = [];
    public List<Role> Holders { get; set; } = [];
    public Allowance Allow { get; set; } = new();
    public List<double> Reminders { get; set; } = [0.5, 0.9];
    public int Raise { get; set; }
    public bool PassOn { get; set; }
}
