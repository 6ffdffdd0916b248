using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Platforms;

namespace Mingchu.Collector.Core.Tests.Platforms;

[Trait("row", "E3")]
public sealed class CardDeciderTests
{
    [Theory]
    [InlineData(Role.Admin, null, true)]
    [InlineData(Role.Supervisor, null, true)]
    [InlineData(Role.CityBureau, "putian", true)]
    [InlineData(Role.Supervisor, "putian", true)]
    [InlineData(Role.Supervisor, "putian/xianyou", false)]
    [InlineData(Role.CountyBureau, "putian/xianyou", false)]
    [InlineData(Role.Brigade, "putian", false)]
    [InlineData(Role.Platform, null, false)]
    [InlineData(Role.Merchant, null, false)]
    public void Only_who_looks_after_the_whole_city_takes_a_card_back(Role role, string? area, bool may)
    {
        var actor = new Actor("1", "x", role) { Area = area is null ? null : Area.Of(area) };
        Assert.Equal(may, CardDecider.May(actor));
        Assert.Equal(may ? null : PlatformRefusals.NotYours, CardDecider.TakeBack(CardState.Start, "误判", 1, actor).Refusal?.Code);
    }

    [Theory]
    [InlineData(false, 0, "误判", PlatformRefusals.Changed)]
    [InlineData(true, 1, "误判", PlatformRefusals.CardState)]
    [InlineData(false, 1, " ", Refusals.TextMissing)]
    [InlineData(false, 1, " 误判 ", null)]
    public void It_is_taken_back_once_with_a_reason_by_who_looked_last(bool isTakenBack, int seen, string reason, string? refusal)
    {
        var decision = CardDecider.TakeBack(new(1, isTakenBack), reason, seen, new("1", "x", Role.Admin));
        Assert.Equal(refusal, decision.Refusal?.Code);
        Assert.Equal(refusal is null ? [new CardEvent.TakenBack("误判")] : [], decision.Events);
    }

    [Fact]
    public void A_reason_can_be_too_long() =>
        Assert.Equal(Refusals.TextTooLong, CardDecider.TakeBack(CardState.Start, new('x', CaseDecider.MaxText + 1), 1, new("1", "x", Role.Admin)).Refusal?.Code);
}
