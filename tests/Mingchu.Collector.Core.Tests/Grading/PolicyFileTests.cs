using Mingchu.Collector.Core.Grading;

namespace Mingchu.Collector.Core.Tests.Grading;

public sealed class PolicyFileTests
{
    [Fact]
    public void All_errors_are_told_at_once_with_their_paths()
    {
        var (policy, errors) = PolicyFile.Parse("""
            {"version": "", "grouping": {"windowMinutes": 0, "maxCaseHours": -1}, "hazards": {"no-hat": 1, "no-cap": 4},
             "confidence": {"below": 2, "lower": 0}, "duration": [{"atLeastSeconds": 0, "raise": 9}], "repeats": {"windowDays": 0, "steps": [{"atLeast": 0, "raise": 0}]}}
            """);
        Assert.Null(policy);
        Assert.Equal(
            ["version", "grouping.windowMinutes", "grouping.maxCaseHours", "hazards.no-hat", "hazards.no-cap", "confidence.below", "confidence.lower",
             "duration[0].atLeastSeconds", "duration[0].raise", "repeats.windowDays", "repeats.steps[0].atLeast", "repeats.steps[0].raise"],
            errors.Select(e => e[..e.IndexOf(": ", StringComparison.Ordinal)]));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[")]
    [InlineData("""{"version": "a", "gruoping": {}}""")]
    public void A_file_of_the_wrong_shape_is_refused_with_a_reason(string json)
    {
        var (policy, errors) = PolicyFile.Parse(json);
        Assert.Null(policy);
        Assert.NotEmpty(Assert.Single(errors));
    }
}
