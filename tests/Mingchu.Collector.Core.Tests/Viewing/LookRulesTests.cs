using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Viewing;

namespace Mingchu.Collector.Core.Tests.Viewing;

[Trait("row", "H4")]
public class LookRulesTests
{
    [Theory]
    [InlineData(Role.Admin, null, null, true)]
    [InlineData(Role.Supervisor, null, null, true)]
    [InlineData(Role.Supervisor, "putian/xianyou", null, true)]
    [InlineData(Role.Supervisor, "putian/xian", null, false)]
    [InlineData(Role.TownOffice, "putian/xianyou/licheng", null, true)]
    [InlineData(Role.TownOffice, "putian/xianyou/fengting", null, false)]
    [InlineData(Role.CountyBureau, "putian/hanjiang", null, false)]
    [InlineData(Role.Merchant, null, "ming", true)]
    [InlineData(Role.Merchant, null, "other", false)]
    [InlineData(Role.GridHead, "putian/xianyou/licheng/donghe/3", null, false)]
    [InlineData(Role.Platform, null, null, false)]
    public void Who_may_look_into_a_kitchen(Role role, string? area, string? premises, bool may) =>
        Assert.Equal(may, LookRules.MayLook(new("u", "u", role) { Area = area is null ? null : Area.Of(area), PremisesId = premises }, "ming", "putian/xianyou/licheng/donghe/3/2"));
}
