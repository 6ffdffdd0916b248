using System.Text.Json.Serialization;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Items;

namespace Mingchu.Collector.Core.Deadlines;

/// <summary>The JSON form of a <see cref="DeadlinePolicy"/>; comments and trailing commas are allowed, unknown names are not.</summary>
public static class DeadlineFile
{
    /// <summary>The policy, or every error with its path.</summary>
    public static (DeadlinePolicy? Policy, IReadOnlyList<string> Errors) Parse(string json)
    {
        var (form, errors) = PolicyText.Read(json, DeadlineJson.Default.DeadlineForm);
        if (form is null)
            return (null, errors);
        List<string> wrong = [.. errors];
        if (string.IsNullOrWhiteSpace(form.Version) || form.Version.Length > 32)
            wrong.Add("version: give the policy a version of 1..32 characters");
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
        return wrong.Count > 0
            ? (null, wrong)
            : (new(form.Version, [.. form.Rules.Select(r => new DeadlineRule(r.Urgencies, r.Grades, r.Holders, r.Allow, r.Reminders, r.Raise, r.PassOn))], form.Verify, form.MajorMinutes), []);
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

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    ReadCommentHandling = System.Text.Json.JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(DeadlineForm))]
internal sealed partial class DeadlineJson : JsonSerializerContext;
