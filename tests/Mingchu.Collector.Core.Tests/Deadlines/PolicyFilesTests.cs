using Mingchu.Collector.Core.Calm;
using Mingchu.Collector.Core.Deadlines;
using Mingchu.Collector.Core.Items;

namespace Mingchu.Collector.Core.Tests.Deadlines;

/// <summary>Every error of a policy file is told with its place.</summary>
public sealed class PolicyFilesTests
{
    [Fact]
    public void A_deadline_policy_with_holes_is_refused()
    {
        var (policy, errors) = DeadlineFile.Parse("""
            {"version": "1", "majorMinutes": 0, "verify": {}, "rules": [
              {"grades": [4], "allow": {"hours": 1, "workingDays": 1}, "reminders": [0.9, 0.5], "raise": 3}]}
            """);
        Assert.Null(policy);
        Assert.Equal(["majorMinutes", "verify", "rules[0].allow", "rules[0].reminders", "rules[0].raise", "rules[0].grades", "rules"], errors.Select(e => e.Split(':')[0]));
    }

    [Fact]
    [Trait("row", "B5")]
    public void An_item_list_that_passes_down_or_leaves_a_matter_out_is_refused()
    {
        var (policy, errors) = ItemFile.Parse("""
            {"version": "1", "passOn": {"county-bureau": "town-office", "merchant": "platform"}, "items": [
              {"hazards": ["no-hat"], "urgency": "routine", "first": "supervisor"}]}
            """);
        Assert.Null(policy);
        Assert.Equal(["passOn.county-bureau", "passOn.merchant", "items[0].hazards", "items[0].first", "items"], errors.Select(e => e.Split(':')[0]));
    }

    [Fact]
    public void A_calm_policy_with_impossible_hours_is_refused()
    {
        var (policy, errors) = CalmFile.Parse("""
            {"version": "1", "inhibit": true, "flapping": {"begin": 1, "end": 1, "windowMinutes": 0, "calmMinutes": -1, "exceptGrades": []}, "quietHours": [{"from": "8", "to": "9:00"}]}
            """);
        Assert.Null(policy);
        Assert.Equal(["flapping.begin", "flapping.end", "flapping.windowMinutes", "flapping.calmMinutes", "quietHours[0].audiences", "quietHours[0]"], errors.Select(e => e.Split(':')[0]));
    }

    [Fact]
    public void A_misspelt_name_is_told() =>
        Assert.Contains("colour", Assert.Single(ItemFile.Parse("""{"version": "1", "passOn": {}, "items": [], "colour": 1}""").Errors), StringComparison.Ordinal);
}
