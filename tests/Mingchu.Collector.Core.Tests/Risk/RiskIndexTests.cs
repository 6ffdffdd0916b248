using Mingchu.Collector.Core.Risk;

namespace Mingchu.Collector.Core.Tests.Risk;

[Trait("row", "E6")]
public sealed class RiskIndexTests
{
    private static readonly Gen<Dictionary<RiskIndicator, int>> Facts =
        Gen.Int[0, 30].Array[Enum.GetValues<RiskIndicator>().Length].Select(counts => Enum.GetValues<RiskIndicator>().Zip(counts).ToDictionary(p => p.First, p => p.Second));

    [Fact]
    public void An_index_is_the_sum_of_its_parts_up_to_a_hundred_and_every_part_has_words() => Facts.Sample(facts =>
    {
        var index = RiskIndex.Of(RiskPolicy.Default, facts);
        Assert.InRange(index.Value, 0, 100);
        Assert.Equal(Math.Min(100, index.Parts.Sum(p => p.Points)), index.Value, 0.05);
        Assert.All(index.Parts, p => Assert.True(p.Count > 0 && p.Points <= RiskPolicy.Default.Indicators[p.Indicator].Most));
        foreach (var part in index.Parts)
            Assert.Contains(part.Because().In(new("zh-CN")), c => c >= 0x4E00);
    });

    [Fact]
    public void One_more_of_anything_never_lowers_it() => Gen.Select(Facts, Gen.Enum<RiskIndicator>()).Sample((facts, more) =>
        RiskIndex.Of(RiskPolicy.Default, facts).Value <= RiskIndex.Of(RiskPolicy.Default, new Dictionary<RiskIndicator, int>(facts) { [more] = facts[more] + 1 }).Value);

    [Fact]
    public void What_the_policy_does_not_name_does_not_count() =>
        Assert.Equal(0, RiskIndex.Of(new("none", 24, new Dictionary<RiskIndicator, RiskWeight>()), new Dictionary<RiskIndicator, int> { [RiskIndicator.CasesGrade3] = 9 }).Value);

    [Fact]
    public void Every_error_of_the_file_is_told_with_its_place()
    {
        var (policy, errors) = RiskPolicyFile.Parse("""{"version": "", "recomputeHours": 0, "indicators": {"luck": {"points": 1, "most": 1}, "hot": {"points": 5, "most": 1}}}""");
        Assert.Null(policy);
        Assert.Equal(["version", "recomputeHours", "indicators.luck", "indicators.hot"], errors.Select(e => e.Split(':')[0]));
    }
}
