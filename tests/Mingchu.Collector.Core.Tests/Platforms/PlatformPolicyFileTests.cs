using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Platforms;

namespace Mingchu.Collector.Core.Tests.Platforms;

public sealed class PlatformPolicyFileTests
{
    [Fact]
    public void Every_error_is_told_with_its_place()
    {
        var (policy, errors) = PlatformPolicyFile.Parse("""
            {"version": "", "allow": {"rectify": {"workingDays": 0}, "scold": {"hours": 1}, "suspend": {"hours": 1}, "delist": {"hours": 1}}, "grace": {},
             "lines": [{"id": "A", "name": " ", "hazards": ["dragon"], "reviewers": []}],
             "cards": {"windowDays": 0, "late": 1, "missing": 1, "failed": -1, "yellow": 3, "red": 3, "yellowsForRed": 1, "yellowWindowDays": 1},
             "checkList": [], "documents": {"issuer": "", "code": "x"}}
            """);
        Assert.Null(policy);
        Assert.Equal(["version", "allow.rectify", "allow.scold", "allow.guidance", "grace", "lines[0].id", "lines[0].name", "lines[0].hazards", "cards.windowDays", "cards", "cards", "cards.yellowsForRed", "checkList", "documents"],
            errors.Select(e => e.Split(':')[0]));
    }

    [Theory]
    [InlineData("no-licence", "online-trade")]
    [InlineData("floor-wet", "catering")]
    [InlineData(null, "catering")]
    public void The_line_in_charge_is_the_first_that_names_the_hazard_else_the_last(string? hazard, string line) =>
        Assert.Equal(line, PlatformPolicy.Default.LineFor(hazard).Id);

    [Theory]
    [InlineData("meituan、eleme, meituan", "eleme meituan")]
    [InlineData("", "")]
    [InlineData("美团", null)]
    public void Platforms_are_written_sorted_and_once(string text, string? ids) => Assert.Equal(ids, PlatformIds.Parse(text));

    [Fact]
    public void Every_code_has_a_sentence_in_both_languages()
    {
        foreach (var code in typeof(PlatformRefusals).GetFields().Select(f => (string)f.GetValue(null)!))
            foreach (var language in new[] { "en", "zh-CN" })
            {
                var sentence = Refusal.Of(code, "@notice.stage.draft", "2").In(new(language));
                Assert.False(sentence.StartsWith(code, StringComparison.Ordinal), code);
                Assert.Equal(language == "zh-CN", sentence.Any(c => c >= 0x4E00));
            }
    }
}
