using Mingchu.Contracts.Hazards;

namespace Mingchu.Contracts.Tests;

public sealed class HazardListTests
{
    [Fact]
    public void Codes_are_unique_and_valid_ids() =>
        Assert.All(HazardList.Current.Hazards.CountBy(h => h.Code), pair =>
        {
            Assert.Equal(1, pair.Value);
            Assert.True(Topics.IsId(pair.Key), pair.Key);
        });

    [Fact]
    public void Every_hazard_has_names_a_grade_and_times() =>
        Assert.All(HazardList.Current.Hazards, h =>
        {
            Assert.NotEmpty(h.Zh);
            Assert.NotEmpty(h.En);
            Assert.InRange(h.Grade, 1, 3);
            Assert.True(h.DwellSeconds > 0 && h.ClearSeconds > 0, h.Code);
        });

    [Fact]
    public void An_unknown_code_is_not_found() => Assert.Null(HazardList.Current.Find("no-such-hazard"));
}
