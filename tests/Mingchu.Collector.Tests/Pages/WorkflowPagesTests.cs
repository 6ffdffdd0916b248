using Microsoft.Playwright;
using Mingchu.Collector.Core.Cases;
using static Microsoft.Playwright.Assertions;

namespace Mingchu.Collector.Tests.Pages;

[Collection(nameof(Browser))]
public sealed class WorkflowPagesTests(Browser browser) : IAsyncLifetime
{
    private ReviewApp app = null!;

    public async ValueTask InitializeAsync()
    {
        app = await ReviewApp.Start();
        await app.AddPremises("canteen-1", "实验小学食堂", "putian/xianyou/licheng/donghe/3/2");
        await app.AddUser("网格员小陈", Role.Coordinator.Word(), "putian/xianyou/licheng/donghe/3/2");
    }

    [Fact]
    [Trait("row", "B1")]
    [Trait("row", "B7")]
    public async Task A_coordinator_hands_in_what_they_found_sees_only_their_own_steps_and_passes_it_on()
    {
        var page = await browser.Open(app.Address);
        await page.GotoAsync("/login?back=/leads/new");
        await page.Locator("#user").FillAsync("网格员小陈");
        await page.Locator("#password").FillAsync(ReviewApp.Password);
        await page.Locator("form button[type=submit]").ClickAsync();

        await Expect(page.Locator("#source option")).ToHaveTextAsync(["网格巡查", "群众举报"]);
        await page.GetByLabel("主体编号").FillAsync("canteen-1");
        await page.GetByLabel("问题").SelectOptionAsync("floor-litter");
        await page.GetByLabel("情况描述").FillAsync("后厨地面有垃圾");
        await page.GetByRole(AriaRole.Button, new() { Name = "提交" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "地面垃圾" })).ToBeVisibleAsync();
        await Expect(page.Locator("#flow ~ dl")).ToContainTextAsync("网格");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "确认" })).ToHaveCountAsync(0);
        await page.GetByLabel("步骤").SelectOptionAsync("pass-on");
        await page.GetByLabel("情况说明").FillAsync("解决不了");
        await page.GetByRole(AriaRole.Button, new() { Name = "提交" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("流转上级");
        await Expect(page.GetByText("解决不了").First).ToBeVisibleAsync();
        await Expect(page.Locator("#step option")).Not.ToContainTextAsync(["流转上级"]);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
