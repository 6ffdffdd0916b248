using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Patrols;
using Mingchu.Collector.Tests.Patrols;
using static Microsoft.Playwright.Assertions;

namespace Mingchu.Collector.Tests.Pages;

[Collection(nameof(Browser))]
public sealed class PatrolPagesTests(Browser browser) : IAsyncLifetime
{
    private const string Unit = "putian/xianyou/licheng/donghe/3/2";
    private ReviewApp app = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        app = await ReviewApp.Start();
        await app.AddPremises("bbq-1", "阿明烧烤", Unit);
        await app.AddPremises("bbq-2", "阿强烧烤", "fuzhou/gulou/east");
        await app.AddUser("网格员小陈", Role.Coordinator.Word(), Unit);
        await app.AddUser("林所长", Role.TownOffice.Word(), "putian/xianyou/licheng");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    [Trait("row", "D6")]
    [Trait("row", "D1")]
    public async Task On_a_telephone_an_inspection_is_entered_once_with_pictures_and_becomes_a_case()
    {
        var page = await browser.Open(app.Address, width: 390);
        await Browser.SignIn(page, "网格员小陈", "/inspections/new");
        await page.GetByLabel("名称、地址或许可证号").FillAsync("烧烤");
        await page.GetByRole(AriaRole.Button, new() { Name = "查找" }).ClickAsync();
        await Expect(page.Locator(".choices li")).ToHaveCountAsync(1);
        await page.GetByText("阿明烧烤").ClickAsync();
        for (var point = 1; point <= 7; point++)
            await page.Locator($"[data-point='{point}']").GetByLabel(point == 2 ? "不合格" : "合格", new() { Exact = true }).CheckAsync();
        await page.Locator("#note-2").FillAsync("没有许可证");
        await page.Locator("#pictures-2").SetInputFilesAsync([
            new FilePayload { Name = "a.jpg", MimeType = "image/jpeg", Buffer = TracedPictures.Jpeg() }, new FilePayload { Name = "b.png", MimeType = "image/png", Buffer = TracedPictures.Png() }]);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await page.GetByRole(AriaRole.Button, new() { Name = "提交" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("1 项不合格");
        await Expect(page.Locator("[data-point='2'] img")).ToHaveCountAsync(2);
        foreach (var image in await page.Locator("[data-point='2'] img").AllAsync())
        {
            await image.ScrollIntoViewIfNeededAsync();
            await Expect(image).ToHaveJSPropertyAsync("complete", true);
            Assert.True(await image.EvaluateAsync<bool>("i => i.naturalWidth > 0"));
        }

        // Back, and submitted once more: the same record.
        var first = page.Url;
        await page.GoBackAsync();
        for (var point = 1; point <= 7; point++)
            await page.Locator($"[data-point='{point}']").GetByLabel(point == 2 ? "不合格" : "合格", new() { Exact = true }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "提交" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(first);
        await using var db = await app.Database();
        Assert.Equal((1, 1, 1), (await db.Inspections.CountAsync(Ct), await db.Cases.CountAsync(Ct), await db.Leads.CountAsync(Ct)));

        await page.Locator("[data-point='2'] a[href^='/cases/']").ClickAsync();
        await Expect(page.GetByText("没有许可证").First).ToBeVisibleAsync();
    }

    [Fact]
    [Trait("row", "D2")]
    [Trait("row", "D3")]
    [Trait("row", "D7")]
    public async Task An_office_sees_what_it_is_to_do_and_hands_in_its_report()
    {
        await app.AddUser("县局", Role.CountyBureau.Word(), "putian/xianyou");
        await using (var db = await app.Database())
            await db.Premises.Where(p => p.Id == "bbq-1").ExecuteUpdateAsync(set => set.SetProperty(p => p.MonthlyOrders, 9000), Ct);
        Assert.Equal((1, 1), (await app.Services.GetRequiredService<DrawDesk>().Round(Ct), await app.Services.GetRequiredService<KeyListDesk>().Round(Ct)));

        var bureau = await browser.Open(app.Address);
        await Browser.SignIn(bureau, "县局", "/campaigns/new");
        await bureau.GetByLabel("名称", new() { Exact = true }).FillAsync("脏乱差整治");
        await bureau.Locator("#phases").FillAsync("整治,2026-06-10,2099-08-31");
        await bureau.Locator("#targets").FillAsync("putian/xianyou/licheng,5\nputian/xianyou/fengting,x");
        await bureau.Locator("#reports").FillAsync("六月进展,2099-06-25");
        await bureau.GetByRole(AriaRole.Button, new() { Name = "发布" }).ClickAsync();
        await Expect(bureau.Locator("main [role=alert]")).ToContainTextAsync("targets[1].inspections");
        await bureau.Locator("#targets").FillAsync("putian/xianyou/licheng,5\nputian/xianyou/fengting,3");
        await bureau.GetByRole(AriaRole.Button, new() { Name = "发布" }).ClickAsync();
        await Expect(bureau.Locator("[data-office]")).ToHaveCountAsync(2);

        var page = await browser.Open(app.Address);
        await Browser.SignIn(page, "林所长", "/patrols");
        await Expect(page.Locator("[data-task='bbq-1']")).ToContainTextAsync("阿明烧烤");
        await page.GetByRole(AriaRole.Link, new() { Name = "脏乱差整治" }).ClickAsync();
        await Expect(page.Locator("[data-office]")).ToHaveCountAsync(1);
        await page.Locator("#text").FillAsync("已检查 5 家，发现问题 2 家");
        await page.GetByRole(AriaRole.Button, new() { Name = "报送" }).ClickAsync();
        await Expect(page.Locator("[data-office]")).ToContainTextAsync("已报送");
        await page.GotoAsync("/patrols");
        // The office was told of it as well; the push takes its own time.
        await Expect(page.Locator(".bell a[href^='/draws/']")).ToHaveCountAsync(1);
        await page.Locator("main a[href^='/draws/']").ClickAsync();
        await Expect(page.Locator("#seed")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^[0-9a-f]{64}$"));
        await page.GotoAsync("/patrols");
        await page.Locator("main a[href^='/key-lists/']").ClickAsync();
        await Expect(page.GetByText("月销量 9000 单")).ToBeVisibleAsync();

        // The bureau writes it better, and ends it; the office only reads of it.
        await bureau.GetByRole(AriaRole.Link, new() { Name = "修改专项整治" }).ClickAsync();
        await Expect(bureau.Locator("#targets")).ToHaveValueAsync("putian/xianyou/licheng,5\nputian/xianyou/fengting,3");
        await Expect(bureau.Locator("#targets")).Not.ToBeEditableAsync();
        await bureau.GetByLabel("名称", new() { Exact = true }).FillAsync("脏乱差百日整治");
        await bureau.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await Expect(bureau.GetByRole(AriaRole.Heading, new() { Name = "脏乱差百日整治" })).ToBeVisibleAsync();
        await bureau.Locator("#reason").FillAsync("提前完成");
        await bureau.GetByRole(AriaRole.Button, new() { Name = "提前结束" }).ClickAsync();
        await Expect(bureau.GetByText("提前结束：提前完成")).ToBeVisibleAsync();
        await Expect(bureau.Locator("#reason")).ToHaveCountAsync(0);
        await page.GotoAsync(new Uri(bureau.Url).AbsolutePath);
        await Expect(page.GetByText("提前结束：提前完成")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "修改专项整治" })).ToHaveCountAsync(0);
    }
}
