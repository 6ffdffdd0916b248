using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Grading;
using Mingchu.Collector.Core.Grouping;
using Mingchu.Collector.Core.Tests.Cases;

namespace Mingchu.Collector.Core.Tests.Grouping;

[Trait("row", "B2")]
public sealed class CaseGroupingTests
{
    private static readonly GroupingPolicy Policy = new(WindowMinutes: 30, MaxCaseHours: 24);

    /// <summary>The candidate's leads lasted from minute 0 to minute 10.</summary>
    [Theory]
    [InlineData(5, Stage.Open, true)]
    [InlineData(40, Stage.Open, true)]
    [InlineData(41, Stage.Open, false)]
    [InlineData(-29, Stage.Open, true)]
    [InlineData(-31, Stage.Open, false)]
    [InlineData(5, Stage.Confirmed, true)]
    [InlineData(5, Stage.Assigned, true)]
    [InlineData(5, Stage.Closed, false)]
    [InlineData(5, Stage.FalseAlarm, false)]
    public void A_lead_joins_an_unsettled_case_within_the_window(double startMinutes, Stage stage, bool joins)
    {
        var candidate = new GroupingCandidate(Some.CaseId, stage, Some.At, Some.At.AddMinutes(10));
        Assert.Equal(joins ? Some.CaseId : null, CaseGrouping.CaseOf(Some.Lead(startMinutes: startMinutes), [candidate], Policy));
    }

    [Fact]
    public void A_standing_violation_begins_a_new_case_after_the_longest_case()
    {
        var candidate = new GroupingCandidate(Some.CaseId, Stage.Open, Some.At, Some.At.AddHours(23.9));
        Assert.Equal(Some.CaseId, CaseGrouping.CaseOf(Some.Lead(startMinutes: 23.95 * 60), [candidate], Policy));
        Assert.Null(CaseGrouping.CaseOf(Some.Lead(startMinutes: 24.01 * 60), [candidate], Policy));
    }

    [Fact]
    public void Of_several_cases_the_newest_takes_the_lead()
    {
        var newer = new Guid("0198c0de-0000-7000-8000-000000000009");
        GroupingCandidate[] candidates = [new(newer, Stage.Open, Some.At, Some.At.AddMinutes(12)), new(Some.CaseId, Stage.Open, Some.At, Some.At.AddMinutes(10))];
        Assert.Equal(newer, CaseGrouping.CaseOf(Some.Lead(startMinutes: 11), candidates, Policy));
    }
}
