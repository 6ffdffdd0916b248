using Mingchu.Collector.Core.Licences;

namespace Mingchu.Collector.Core.Tests.Licences;

[Trait("row", "E5")]
public sealed class LicenceChecksTests
{
    private static readonly DateOnly Today = new(2026, 6, 1);

    private static readonly LicenceEntry Licence = new("JY23503220001", "p1", LicenceKind.FoodOperation, "阿明烧烤店", "福建省莆田市仙游县鲤城街道溪边路12号",
        "热食类食品制售；自制饮品制售", "仙游县市场监督管理局", new(2024, 1, 1), new(2026, 12, 31), false);

    private static readonly ShopData Shop = new("p1", Licence.Number, "", "仙游县鲤城街道溪边路12号", ["炒牛河", "奶茶"], true, new(2026, 5, 1), new(2026, 5, 31));

    [Fact]
    public void A_shop_that_agrees_with_its_licence_has_no_findings() => Assert.Empty(Find(Shop, Licence));

    [Theory]
    [InlineData("仙游县鲤城街道溪边路１２号", null)]
    [InlineData("莆田市仙游县 鲤城街道，溪边路12号1楼", null)]
    [InlineData("鲤城溪边路12号", null)]
    [InlineData("", null)]
    [InlineData("仙游县鲤城街道溪边路21号", "licence.address.number")]
    [InlineData("莆田市荔城区文献东路十二号", "licence.address")]
    public void The_address_of_the_licence_is_where_meals_are_fetched(string pickUp, string? because) =>
        Assert.Equal(because, LicenceChecks.Address(LicencePolicy.Default, Shop with { PickUpAddress = pickUp }, Licence)?.Because.Code);

    [Theory]
    [InlineData("炒饭 烧烤 奶茶", "")]
    [InlineData("三文鱼刺身", "生食类")]
    [InlineData("烤生蚝", "")]
    [InlineData("凉拌黄瓜 炒饭", "冷食类")]
    [InlineData("全麦面包", "")]
    public void The_scope_of_the_licence_allows_the_dishes(string dishes, string needs)
    {
        var finding = LicenceChecks.Scope(LicencePolicy.Default, Shop with { Dishes = dishes.Split(' ') }, Licence);
        Assert.Equal(needs, finding?.Because.Values[1] ?? "");
    }

    [Theory]
    [InlineData("2026-05-01", "2026-05-31", true, "2026-12-31", null)]
    [InlineData("2026-05-01", "2026-05-31", true, "2026-05-31", "licence.expired")]
    [InlineData("2026-05-01", "2026-05-31", false, "2026-05-31", null)]
    [InlineData("2023-12-31", "2026-05-31", true, "2026-12-31", "licence.before")]
    [InlineData(null, null, true, "2026-05-31", "licence.expired")]
    [InlineData(null, null, false, "2020-01-01", null)]
    [InlineData("2026-05-01", null, true, null, null)]
    public void The_time_of_trading_lies_within_the_licences(string? from, string? to, bool online, string? until, string? because) =>
        Assert.Equal(because, LicenceChecks.Validity(Shop with { TradedFrom = Day(from), TradedTo = Day(to), Online = online }, Licence with { ValidTo = Day(until) }, Today)?.Because.Code);

    [Fact]
    public void A_licence_that_is_missing_false_or_borrowed_is_told_as_such()
    {
        Assert.Equal(["Missing licence.missing"], Find(Shop with { Licence = "" }, null));
        Assert.Equal(["False licence.unknown"], Find(Shop, null));
        Assert.Equal(["False licence.unknown", "Borrowed licence.shared"], Find(Shop, null, "面馆"));
        Assert.Equal(["False licence.revoked"], Find(Shop, Licence with { Revoked = true }));
        Assert.Equal(["False licence.issuer"], Find(Shop with { Issuer = "某市市场监督管理局" }, Licence));
        Assert.Equal(["Borrowed licence.borrowed"], Find(Shop with { PremisesId = "p2", PickUpAddress = "别处" }, Licence));
        Assert.Equal(["Kind licence.kind"], Find(Shop, Licence with { Kind = LicenceKind.SmallCatering }));
        Assert.Equal(["Online licence.online"], LicenceChecks.Of(LicencePolicy.Default, Shop, Licence, [], false, Today).Select(f => $"{f.Code} {f.Because.Code}"));
    }

    [Fact]
    public void Every_finding_has_words_and_a_hazard()
    {
        var all = LicenceChecks.Of(LicencePolicy.Default, Shop with { PickUpAddress = "别处99号", Dishes = ["刺身"], TradedFrom = new(2020, 1, 1) }, Licence, [], false, Today);
        Assert.Equal([FindingCode.Online, FindingCode.Address, FindingCode.Scope, FindingCode.Validity], all.Select(f => f.Code));
        Assert.All(all, f => Assert.Contains(f.Because.In(new("zh-CN")), c => c >= 0x4E00));
        Assert.Equal(Enum.GetValues<FindingCode>().Length, LicencePolicy.Default.Hazards.Count);
    }

    [Fact]
    public void Writing_an_address_otherwise_makes_no_difference() => Gen.Select(Gen.Int[0, 30].Array[0, 6], Gen.Bool).Sample((blanks, wide) =>
    {
        var address = Licence.Address;
        foreach (var at in blanks.Where(b => b < address.Length))
            address = address.Insert(at, " ");
        if (wide)
            address = address.Replace('1', '１').Replace("号", "号，", StringComparison.Ordinal);
        return LicenceChecks.Address(LicencePolicy.Default, Shop with { PickUpAddress = address }, Licence) is null;
    });

    [Fact]
    public void A_row_of_a_file_tells_every_error_by_its_column()
    {
        var cells = new Dictionary<string, string> { ["number"] = "J Y", ["kind"] = "paper", ["name"] = "x", ["address"] = "x", ["issuer"] = "", ["valid-from"] = "2026-1-1", ["valid-to"] = "2025-01-01", ["revoked"] = "maybe" };
        Assert.Equal(["number field.licence", "kind field.kind", "valid-from field.day", "revoked field.flag", "premises field.missing", "issuer field.missing"],
            LicenceColumns.Parse(cells, 2).Errors.Select(e => $"{e.Field} {e.Why.Code}"));
    }

    private static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static IEnumerable<string> Find(ShopData shop, LicenceEntry? licence, params string[] others) =>
        LicenceChecks.Of(LicencePolicy.Default, shop, licence, others, true, Today).Select(f => $"{f.Code} {f.Because.Code}");
}
