using Mingchu.Collector.Core.Areas;

namespace Mingchu.Collector.Core.Tests.Areas;

[Trait("row", "C1")]
public sealed class AreaTests
{
    private static readonly Gen<Area> Areas = Gen.Int[0, 3].Select(i => new[] { "putian", "xian-you", "鲤城街道", "3" }[i]).Array[1, 6].Select(parts => Area.Of(string.Join('/', parts)));

    [Theory]
    [InlineData("putian", AreaLevel.City)]
    [InlineData("putian/xianyou", AreaLevel.County)]
    [InlineData("莆田市/仙游县/鲤城街道", AreaLevel.Town)]
    [InlineData("putian/xianyou/licheng/donghe", AreaLevel.Village)]
    [InlineData("putian/xianyou/licheng/donghe/3", AreaLevel.Grid)]
    [InlineData("putian/xianyou/licheng/donghe/3/2", AreaLevel.Unit)]
    public void The_number_of_parts_is_the_level(string path, AreaLevel level) => Assert.Equal(level, Area.Of(path).Level);

    [Theory]
    [InlineData("")]
    [InlineData("/putian")]
    [InlineData("putian/")]
    [InlineData("putian//x")]
    [InlineData("Putian")]
    [InlineData("-putian")]
    [InlineData("pu tian")]
    [InlineData("pu%tian")]
    [InlineData("a/b/c/d/e/f/g")]
    public void What_is_no_path_is_no_area(string path)
    {
        Assert.False(Area.TryParse(path, out _));
        Assert.Throws<FormatException>(() => Area.Of(path));
    }

    [Fact]
    public void A_neighbour_whose_name_begins_alike_is_not_within() =>
        Assert.False(Area.Of("putian/xianyou-new/x").IsWithin(Area.Of("putian/xianyou")));

    [Fact]
    public void One_lies_within_another_exactly_when_the_other_is_in_its_line() =>
        Gen.Select(Areas, Areas).Sample((a, b) => a.IsWithin(b) == a.Line.Contains(b));

    [Fact]
    public void A_child_has_its_parent_and_lies_one_level_below() => Areas.Sample(area =>
        area.Child("x") is { } child ? child.Parent == area && child.Level == area.Level + 1 && child.Part == "x" : area.Level == AreaLevel.Unit);
}
