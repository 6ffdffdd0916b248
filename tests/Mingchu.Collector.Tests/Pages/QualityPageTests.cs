using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Mingchu.Collector.Tests.Pages;

[Collection(nameof(Browser))]
[Trait("row", "B11")]
public sealed class QualityPageTests(Browser browser) : IAsyncLifetime
{
    private ReviewApp app = null!;

    public async ValueTask InitializeAsync()
    {
        app = await ReviewApp.Start();
        await app.AddUser("王芳");
        await app.AddPremises("canteen-1", "实验小学食堂");
        await app.AddDevice("box-canteen-1", "canteen-1", true, new Collector.Devices.CameraRow { Device = "box-canteen-1", Camera = "pastry", Name = "面点间" });
    }

    [Fact]
    public async Task A_supervisor_sees_precision_with_a_suggestion_and_goes_to_the_cases_behind_it()
    {
        await ReviewApp.Judge(app, "canteen-1", "floor-litter", DateTimeOffset.UtcNow.AddDays(-1));
        await app.OpenCase("canteen-1", "floor-litter", pictures: false);
        await app.OpenCase("canteen-1", "rodent", 3, pictures: false, camera: "wok");
        var page = await Signed("/quality");

        var row = page.Locator("tr[data-row='box-canteen-1/pastry floor-litter']");
        await Expect(row).ToContainTextAsync("面点间");
        await Expect(row.Locator("td.num").Nth(0)).ToHaveTextAsync("12");
        await Expect(row.Locator("td.num").Nth(1)).ToHaveTextAsync("9");
        await Expect(row.Locator("td.num").Nth(2)).ToHaveTextAsync("1");
        await Expect(row.Locator("td.num").Nth(3)).ToContainTextAsync("57%");
        await Expect(row.Locator("td.num").Nth(3)).ToContainTextAsync("37% 至 76%");
        await Expect(row).ToContainTextAsync("最低置信度（minConfidence）设为 0.61 时：9 起误报中有 9 起不会出现；12 起属实的会漏掉 0 起。");
        await row.Locator("summary").ClickAsync();
        await Expect(row.Locator("pre")).ToContainTextAsync("- {hazard: floor-litter, minConfidence: 0.61}");
        await Expect(row.Locator("pre")).ToContainTextAsync("masks:");
        await row.GetByRole(AriaRole.Link, new() { Name = "查看案件" }).ClickAsync();

        await Expect(page.Locator("[data-count]")).ToContainTextAsync("22");
        await page.GetByLabel("状态").SelectOptionAsync("false-alarm");
        await Expect(page.Locator("a.case")).ToHaveCountAsync(9);
    }

    [Fact]
    public async Task Before_any_case_the_page_says_which_keys_make_the_figures()
    {
        var page = await Signed("/quality?by=model&days=45");

        await Expect(page.Locator(".empty")).ToContainTextAsync("误报（F 键）");
        await Expect(page.GetByLabel("案件范围")).ToHaveValueAsync("45");
    }

    private async Task<IPage> Signed(string path)
    {
        var page = await browser.Open(app.Address);
        await page.GotoAsync(path);
        await page.Locator("#user").FillAsync("王芳");
        await page.Locator("#password").FillAsync(ReviewApp.Password);
        await page.Locator("form button[type=submit]").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "识别质量" })).ToBeVisibleAsync();
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
    }
}
