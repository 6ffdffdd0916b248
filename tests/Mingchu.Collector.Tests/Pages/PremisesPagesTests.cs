using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Mingchu.Collector.Tests.Pages;

[Collection(nameof(Browser))]
public sealed class PremisesPagesTests(Browser browser) : IAsyncLifetime
{
    private ReviewApp app = null!;

    public async ValueTask InitializeAsync()
    {
        app = await ReviewApp.Start();
        await app.AddPremises("canteen-1", "实验小学食堂", "putian/xianyou/licheng");
        await app.AddUser("鲤城所小林", "town-office", "putian/xianyou/licheng");
    }

    [Fact]
    [Trait("row", "C1")]
    [Trait("row", "C2")]
    public async Task An_office_corrects_an_entry_is_told_what_can_not_be_and_loses_nothing_typed()
    {
        var page = await Open("/premises/canteen-1");
        await Expect(page.GetByText("未按月更新")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "修改" }).ClickAsync();

        await page.GetByLabel("负责人").FillAsync("林小满");
        await page.GetByLabel("纬度").FillAsync("两百");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存，并登记本月已核对" }).ClickAsync();
        await Expect(page.GetByText("90")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("负责人")).ToHaveValueAsync("林小满");

        await page.GetByLabel("纬度").FillAsync("25.36");
        await page.GetByLabel("经度").FillAsync("118.69");
        await page.GetByRole(AriaRole.Button, new() { Name = "保存，并登记本月已核对" }).ClickAsync();
        await Expect(page.GetByText("林小满").First).ToBeVisibleAsync();
        await Expect(page.GetByText("未按月更新")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_silence_is_set_with_a_reason_shown_to_all_and_ended()
    {
        var page = await Open("/silences");
        await page.GetByLabel("原因").FillAsync("后厨装修");
        await page.GetByRole(AriaRole.Button, new() { Name = "静默", Exact = true }).ClickAsync();
        // An office must not quieten everything.
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("主体");

        await page.GetByLabel("主体编号").FillAsync("canteen-1");
        await page.GetByRole(AriaRole.Button, new() { Name = "静默", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "后厨装修" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "立即结束" }).ClickAsync();
        await Expect(page.GetByText("当前没有静默。")).ToBeVisibleAsync();
    }

    private async Task<IPage> Open(string path)
    {
        var page = await browser.Open(app.Address);
        await page.GotoAsync("/login?back=" + path);
        await page.Locator("#user").FillAsync("鲤城所小林");
        await page.Locator("#password").FillAsync(ReviewApp.Password);
        await page.Locator("form button[type=submit]").ClickAsync();
        return page;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
