using Mingchu.Collector.Core.Grading;
using Mingchu.Contracts.Hazards;

namespace Mingchu.Collector.Core.Tests.Grading;

[Trait("row", "B3")]
public sealed class GraderTests
{
    [Theory]
    [InlineData("no-cap", 0.9, 8, 0, 1, "grade.hazard")]
    [InlineData("rodent", 0.9, 2, 0, 3, "grade.hazard")]
    [InlineData("rodent", 0.4, 2, 0, 2, "grade.hazard grade.confidence")]
    [InlineData("no-cap", 0.4, 8, 0, 1, "grade.hazard grade.confidence")]
    [InlineData("no-cap", 0.9, 600, 0, 2, "grade.hazard grade.duration")]
    [InlineData("no-cap", 0.9, 8, 2, 1, "grade.hazard")]
    [InlineData("no-cap", 0.9, 8, 3, 2, "grade.hazard grade.repeats")]
    [InlineData("no-cap", 0.9, 8, 10, 3, "grade.hazard grade.repeats")]
    [InlineData("no-cap", 0.9, 700, 12, 3, "grade.hazard grade.duration grade.repeats")]
    public void Severity_confidence_duration_and_repeats_give_the_grade_and_its_reasons(
        string hazard, double confidence, double seconds, int earlier, int grade, string reasons)
    {
        var result = Grader.Grade(PolicyFile.Default, new(HazardList.Current.Find(hazard)!, confidence, seconds, earlier));
        Assert.Equal(grade, result.Grade);
        Assert.Equal(reasons, string.Join(' ', result.Reasons.Select(r => r.Code)));
        Assert.Equal("default-1", result.Policy);
    }

    [Theory]
    [InlineData(79.9, 1, 1, "grade.hazard")]
    [InlineData(80.0, 1, 2, "grade.hazard grade.risk")]
    [InlineData(null, 2, 2, "grade.hazard grade.missed-before")]
    [InlineData(95.0, 5, 3, "grade.hazard grade.risk grade.missed-before")]
    public void Risky_premises_and_missed_deadlines_raise_the_grade(double? risk, int missed, int grade, string reasons)
    {
        var result = Grader.Grade(PolicyFile.Default, new(HazardList.Current.Find("no-cap")!, 0.9, 8, 0, risk, missed));
        Assert.Equal((grade, reasons), (result.Grade, string.Join(' ', result.Reasons.Select(r => r.Code))));
        Assert.All(result.Reasons, r => Assert.Contains(r.In(new("zh-CN")), c => c >= 0x4E00));
    }

    [Fact]
    public void A_policy_tried_on_past_cases_tells_what_would_have_changed_and_leaves_what_people_graded()
    {
        PastCase Past(int grade, bool byPerson, string hazard = "no-cap") =>
            new(Guid.NewGuid(), "2026-000001", grade, byPerson, new(HazardList.Current.Find(hazard)!, 0.9, 8, 0));
        var strict = PolicyFile.Default with { Version = "strict", Hazards = new Dictionary<string, int> { ["no-cap"] = 3 } };

        var result = Simulation.Of(strict, [Past(1, false), Past(1, true), Past(3, false, "rodent")]);

        Assert.Equal(("strict", 3), (result.Policy, result.Cases));
        Assert.Equal([2, 0, 1], result.Before);
        Assert.Equal([1, 0, 2], result.After);
        Assert.Equal((1, 3), Assert.Single(result.Changes) is var change ? (change.Was, change.WouldBe) : default);
        Assert.Empty(Simulation.Of(PolicyFile.Default, [Past(1, false)]).Changes);
    }

    [Fact]
    public void Reasons_are_words_in_both_languages()
    {
        var result = Grader.Grade(PolicyFile.Default, new(HazardList.Current.Find("no-cap")!, 0.9, 700, 3));
        Assert.Equal(["No cap: grade 1", "Lasted 700 s (at least 600 s): 1 higher", "3 earlier cases in 7 days: 1 higher"],
            result.Reasons.Select(r => r.In(new("en"))));
        Assert.Equal(["未戴厨师帽：1 级", "持续 700 秒（达到 600 秒）：升 1 级", "7 天内已有 3 起同类案件：升 1 级"], result.Reasons.Select(r => r.In(new("zh-CN"))));
    }

    [Fact]
    public void Every_hazard_has_a_grade_and_worse_facts_never_lower_it() =>
        Gen.Select(Gen.Int[0, HazardList.Current.Hazards.Count - 1].Select(i => HazardList.Current.Hazards[i]), Gen.Double[0, 1], Gen.Double[0, 5000], Gen.Int[0, 20]).Sample((hazard, confidence, seconds, earlier) =>
        {
            var grade = Grader.Grade(PolicyFile.Default, new(hazard, confidence, seconds, earlier)).Grade;
            Assert.InRange(grade, 1, 3);
            Assert.True(Grader.Grade(PolicyFile.Default, new(hazard, Math.Min(1, confidence + 0.1), seconds + 300, earlier + 2)).Grade >= grade);
        });
}
