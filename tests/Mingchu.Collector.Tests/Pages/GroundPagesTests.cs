using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Platforms;
using Mingchu.Collector.Licences;
using Mingchu.Collector.Platforms;
using static Microsoft.Playwright.Assertions;

namespace Mingchu.Collector.Tests.Pages;

/// <summary>Pages where the market supervision keeps areas, people, licences and shops, and takes cards back.</summary>
[Collection(nameof(Browser))]
public sealed class GroundPagesTests(Browser browser) : IAsyncLifetime
{
    private const string Town = "putian/xianyou/licheng";
    private ReviewApp app = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        app = await ReviewApp.Start();
        await app.AddPremises("canteen-1", "实验小学食堂", Town, "meituan");
        await app.AddUser("管理员小王", Roles.Admin);
        await app.AddUser("鲤城所小林", Role.TownOffice.Word(), Town);
        await app.AddUser("美团运营", Role.Platform.Word(), platform: "meituan");
    }

    [Fact]
    [Trait("row", "C2")]
    public async Task An_office_writes_down_a_person_who_then_looks_after_premises_and_is_released_from_either_page()
    {
        var page = await SignIn("鲤城所小林", "/people/new");
        await page.Locator("#id").FillAsync("linxi");
        await page.Locator("#name").FillAsync("林溪溪");
        await page.Locator("#role").SelectOptionAsync("town-office");
        // A name brings up the area, within what the office sees.
        await page.Locator("#area").FillAsync("liche");
        await Expect(page.Locator("#areas option")).ToHaveCountAsync(1);
        await Expect(page.Locator("#areas option")).ToHaveAttributeAsync("value", Town);
        await page.Locator("#area").FillAsync("fuzhou");
        await Expect(page.Locator("#areas option")).ToHaveCountAsync(0);
        await page.Locator("#area").FillAsync("fuzhou/gulou/east");
        await page.Locator("#phone").FillAsync("0594-1");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        // Not of its own area; what was typed is still there.
        await Expect(page.Locator("main [role=alert]")).ToContainTextAsync("区划");
        await Expect(page.Locator("#name")).ToHaveValueAsync("林溪溪");
        await page.Locator("#area").FillAsync(Town);
        await page.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "林溪溪 linxi" })).ToBeVisibleAsync();

        await page.Locator("#premises").FillAsync("nowhere");
        await page.GetByRole(AriaRole.Button, new() { Name = "指派" }).ClickAsync();
        await Expect(page.Locator("main [role=alert]")).ToContainTextAsync("没有");
        await page.Locator("#premises").FillAsync("canteen-1");
        await page.GetByRole(AriaRole.Button, new() { Name = "指派" }).ClickAsync();
        await Expect(page.Locator("[data-premises='canteen-1']")).ToContainTextAsync("实验小学食堂");

        await page.Locator("[data-premises='canteen-1'] a").ClickAsync();
        await page.Locator("[data-person='linxi'] button").ClickAsync();
        await Expect(page.Locator("[data-person='linxi']")).ToHaveCountAsync(0);
        await page.Locator("#person").SelectOptionAsync("linxi");
        await page.GetByRole(AriaRole.Button, new() { Name = "指派" }).ClickAsync();
        await Expect(page.Locator("[data-person='linxi']")).ToContainTextAsync("0594-1");

        // Two who edit the same person: the second is told.
        var other = await SignIn("管理员小王", "/people/linxi");
        await page.GotoAsync("/people/linxi");
        foreach (var (writer, phone) in new[] { (other, "0594-2"), (page, "0594-3") })
        {
            await writer.Locator("#phone").FillAsync(phone);
            await writer.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        }

        await Expect(page.Locator("main [role=alert]")).ToContainTextAsync("已有人修改");
        await page.GotoAsync("/people?q=溪溪");
        await Expect(page.Locator("[data-person='linxi']")).ToContainTextAsync("0594-2");
        await Expect(page.Locator("[data-person='linxi'] td.num")).ToHaveTextAsync("1");
    }

    [Fact]
    [Trait("row", "C1")]
    public async Task An_administrator_goes_down_the_tree_adds_an_area_and_renames_it_and_an_office_only_reads()
    {
        var page = await SignIn("管理员小王", "/areas");
        await page.Locator("[data-area='putian'] a").ClickAsync();
        await page.Locator("[data-area='putian/xianyou'] a").ClickAsync();
        await Expect(page.Locator("[data-area='putian/xianyou/licheng']")).ToBeVisibleAsync();
        await page.Locator("#part").FillAsync("Licheng");
        await page.Locator("#new-name").FillAsync("榜头镇");
        await page.GetByRole(AriaRole.Button, new() { Name = "新增区划" }).ClickAsync();
        await Expect(page.Locator("main [role=alert]")).ToBeVisibleAsync();
        await Expect(page.Locator("#new-name")).ToHaveValueAsync("榜头镇");
        await page.Locator("#part").FillAsync("bangtou");
        await page.GetByRole(AriaRole.Button, new() { Name = "新增区划" }).ClickAsync();
        await page.Locator("[data-area='putian/xianyou/bangtou'] a").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "榜头镇" })).ToBeVisibleAsync();
        await page.Locator("#name").FillAsync("榜头街道");
        await page.GetByRole(AriaRole.Button, new() { Name = "改名" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "榜头街道" })).ToBeVisibleAsync();
        await Expect(page.Locator(".head")).ToContainTextAsync("putian/xianyou/bangtou");

        var office = await SignIn("鲤城所小林", "/areas?at=putian/xianyou/bangtou");
        // Another area is not its own; it stands in its own, and changes nothing.
        await Expect(office.Locator(".head")).ToContainTextAsync(Town);
        await Expect(office.Locator("form.action")).ToHaveCountAsync(0);
    }

    [Fact]
    [Trait("row", "H4")]
    public async Task Lists_name_areas_and_are_narrowed_step_by_step_within_what_the_viewer_sees()
    {
        await app.AddPremises("canteen-2", "东河幼儿园", "putian/xianyou/donghe");
        await app.AddUser("仙游局老陈", Role.CountyBureau.Word(), "putian/xianyou");
        var desk = app.Services.GetRequiredService<AreaDesk>();
        var admin = new Actor("wang", "小王", Role.Admin);
        // The page has been read before, so that names are known by their parts.
        await app.OpenCase("canteen-1", "no-mask");
        await app.OpenCase("canteen-2", "rodent", 3);
        var page = await SignIn("仙游局老陈", "/cases");
        await Expect(page.Locator(".case .area").First).ToHaveTextAsync("putian / xianyou / donghe");
        foreach (var (path, name) in new[] { ("putian", "莆田市"), ("putian/xianyou", "仙游县"), (Town, "鲤城街道"), ("putian/xianyou/donghe", "东河镇") })
            Assert.Null(await desk.Write(path, name, 1, admin, Ct));

        await page.GotoAsync("/cases");
        await Expect(page.Locator(".case .area")).ToHaveTextAsync(["莆田市 / 仙游县 / 东河镇", "莆田市 / 仙游县 / 鲤城街道"]);
        // What lies above its own is not offered.
        await Expect(page.Locator("select[name=area] option")).ToHaveTextAsync(["全部", "东河镇", "鲤城街道"]);
        await page.Locator("select[name=area]").SelectOptionAsync(Town);
        await Expect(page.Locator(".case .area")).ToHaveTextAsync(["莆田市 / 仙游县 / 鲤城街道"]);
        await Expect(page.Locator("select[name=area]")).ToHaveValueAsync(Town);
        await page.Locator("select[name=area]").SelectOptionAsync("");
        await Expect(page.Locator(".case")).ToHaveCountAsync(2);

        foreach (var list in new[] { "/premises", "/ledger", "/ledger/report", "/risk", "/quality" })
        {
            await page.GotoAsync($"{list}?area={Uri.EscapeDataString(Town)}");
            await Expect(page.Locator("select[name=area] option:checked")).ToContainTextAsync("鲤城街道");
        }

        await page.GotoAsync("/premises?area=putian/xianyou");
        await Expect(page.Locator("select[name=area] option:checked")).ToHaveTextAsync("仙游县");

        // Another county stays what was asked for, and shows nothing.
        await page.GotoAsync("/premises?area=putian/hanjiang");
        await Expect(page.Locator("select[name=area] option:checked")).ToHaveTextAsync("putian/hanjiang");
        await Expect(page.Locator(".empty")).ToBeVisibleAsync();
    }

    [Fact]
    [Trait("row", "E5")]
    public async Task A_licence_is_written_and_corrected_and_what_a_platform_shows_is_compared_with_it()
    {
        var page = await SignIn("鲤城所小林", "/licences/new?premises=canteen-1");
        await page.GetByLabel("证号").FillAsync("JY23503220001");
        await page.GetByLabel("名称").FillAsync("实验小学食堂");
        await page.GetByLabel("地址").FillAsync("学府路 1 号");
        await page.GetByLabel("经营范围").FillAsync("热食类食品制售");
        await page.GetByLabel("发证机关").FillAsync("仙游县市场监督管理局");
        await page.GetByLabel("有效期起").FillAsync("2024-01-01");
        await page.GetByLabel("有效期止").FillAsync("2023-01-01");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await Expect(page.Locator("main [role=alert]")).ToHaveCountAsync(2);
        await page.GetByLabel("有效期止").FillAsync("2099-01-01");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "JY23503220001" }).ClickAsync();
        await Expect(page.GetByLabel("地址")).ToHaveValueAsync("学府路 1 号");
        await page.GetByLabel("地址").FillAsync("学府路 8 号");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await Expect(page.GetByText("学府路 8 号")).ToBeVisibleAsync();

        var platform = await SignIn("美团运营", "/listings");
        await platform.GetByRole(AriaRole.Link, new() { Name = "实验小学食堂" }).ClickAsync();
        await platform.GetByRole(AriaRole.Link, new() { Name = "修改平台展示的信息" }).ClickAsync();
        await platform.Locator("#licence").FillAsync("JY23503220001");
        await platform.Locator("#address").FillAsync("学府路 1 号");
        await platform.Locator("#dishes").FillAsync("红烧肉盖饭\n番茄炒蛋");
        await platform.GetByRole(AriaRole.Button, new() { Name = "保存并比对" }).ClickAsync();
        await Expect(platform.Locator(".badge.grade-2")).ToBeVisibleAsync();
        await platform.GetByRole(AriaRole.Link, new() { Name = "修改平台展示的信息" }).ClickAsync();
        await Expect(platform.Locator("#dishes")).ToHaveValueAsync("红烧肉盖饭\n番茄炒蛋");
        await platform.Locator("#address").FillAsync("学府路 8 号");
        await platform.GetByRole(AriaRole.Button, new() { Name = "保存并比对" }).ClickAsync();
        await Expect(platform.GetByText("学府路 8 号")).ToBeVisibleAsync();
        await Expect(platform.Locator(".badge.grade-2")).ToHaveCountAsync(0);

        await page.GotoAsync("/premises/canteen-1");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "JY23503220001" })).ToBeVisibleAsync();
        await platform.GotoAsync("/licences/JY23503220001/edit");
        await Expect(platform.Locator("form.action")).ToHaveCountAsync(0);
        await using var db = await app.Database();
        Assert.Equal(2, (await db.Set<LicenceRow>().SingleAsync(Ct)).Version);
    }

    [Fact]
    [Trait("row", "E3")]
    public async Task A_card_is_taken_back_with_its_reason_on_the_scorecard()
    {
        await using (var db = await app.Database())
        {
            db.Cards.Add(new() { Id = Guid.NewGuid(), Platform = "meituan", Number = 1, Colour = CardColour.Yellow, Reasons = "[]", Policy = "x", At = DateTimeOffset.UtcNow, HeadHash = CaseChain.Root });
            await db.SaveChangesAsync(Ct);
        }

        var office = await SignIn("鲤城所小林", "/platforms/meituan");
        await Expect(office.Locator("[data-card='1']")).ToBeVisibleAsync();
        await Expect(office.Locator("[data-card='1'] form")).ToHaveCountAsync(0);
        var page = await SignIn("管理员小王", "/platforms/meituan");
        await page.Locator("[data-card='1'] summary").ClickAsync();
        await page.Locator("#reason-1").FillAsync("平台系统故障，已核实");
        await page.Locator("[data-card='1'] button").ClickAsync();
        await Expect(page.Locator("[data-card='1']")).ToContainTextAsync("已由管理员小王撤销：平台系统故障，已核实");
        await Expect(page.Locator("[data-card='1'] form")).ToHaveCountAsync(0);
        await using var after = await app.Database();
        var line = await after.Set<PlatformEventRow>().SingleAsync(e => e.Type == "taken-back", Ct);
        Assert.Equal(("管理员小王", 2), (line.ActorName, line.Sequence));
        Assert.Equal(2, await after.Cards.Select(c => c.Version).SingleAsync(Ct));
    }

    private Task<IPage> SignIn(string user, string to) => browser.SignIn(app, user, to);

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
