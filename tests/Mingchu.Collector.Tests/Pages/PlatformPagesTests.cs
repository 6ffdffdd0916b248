using Microsoft.Playwright;
using Mingchu.Collector.Core.Cases;
using static Microsoft.Playwright.Assertions;

namespace Mingchu.Collector.Tests.Pages;

[Collection(nameof(Browser))]
public sealed class PlatformPagesTests(Browser browser) : IAsyncLifetime
{
    private ReviewApp app = null!;

    public async ValueTask InitializeAsync()
    {
        app = await ReviewApp.Start();
        await app.AddPremises("canteen-1", "实验小学食堂", "putian/xianyou/licheng", "meituan");
        await app.AddUser("起草人");
        await app.AddUser("审查人");
        await app.AddUser("美团运营", Role.Platform.Word(), platform: "meituan");
    }

    [Fact]
    [Trait("row", "E1")]
    [Trait("row", "E2")]
    public async Task A_notice_is_written_reviewed_and_answered_and_a_shop_brought_online_again_by_page()
    {
        var author = await SignIn("起草人", "/platform-notices/new?premises=canteen-1");
        await author.GetByLabel("类型").SelectOptionAsync("suspend");
        await author.GetByLabel("查明情况").FillAsync("后厨脏乱差");
        await author.GetByLabel("法律依据").FillAsync("《网络餐饮服务食品安全监督管理办法》");
        await author.GetByLabel("处置要求").FillAsync("立即置休");
        await author.GetByRole(AriaRole.Button, new() { Name = "保存草稿" }).ClickAsync();
        await Expect(author.GetByRole(AriaRole.Heading, new() { Name = "置休" })).ToBeVisibleAsync();
        await Step(author, "submit", "");
        await Expect(author.Locator("#step option")).ToHaveTextAsync(["撤回"]);
        var notice = new Uri(author.Url).AbsolutePath;

        var reviewer = await SignIn("审查人", notice);
        await Step(reviewer, "approve", "");
        await Expect(reviewer.Locator(".head .stage")).ToHaveTextAsync("已通报");

        var platform = await SignIn("美团运营", notice);
        await platform.Locator("#file").SetInputFilesAsync(Path.Combine(AppContext.BaseDirectory, "Pages", "pictures", "clean.jpg"));
        await platform.Locator("button").Filter(new() { HasText = "上传" }).ClickAsync();
        await Expect(platform.GetByText("图片已上传")).ToBeVisibleAsync();
        await Step(platform, "answer", "已置休");
        await Expect(platform.Locator(".head .stage")).ToHaveTextAsync("已反馈");

        await platform.GotoAsync("/listings?status=suspended");
        await platform.GetByRole(AriaRole.Link, new() { Name = "实验小学食堂" }).ClickAsync();
        await Step(platform, "review", "现场复查合格");
        await Step(platform, "apply", "申请重新上线");
        var listing = new Uri(platform.Url).AbsolutePath;
        await author.GotoAsync(listing);
        await Step(author, "release", "同意放行");
        await Expect(author.Locator(".head .badge").Nth(1)).ToHaveTextAsync("上线");
    }

    private Task<IPage> SignIn(string user, string to) => browser.SignIn(app, user, to);

    private static async Task Step(IPage page, string step, string words)
    {
        await page.Locator("#step").SelectOptionAsync(step);
        await page.Locator("#words").FillAsync(words);
        await page.GetByRole(AriaRole.Button, new() { Name = "提交", Exact = true }).ClickAsync();
        await Expect(page.Locator("p.message.good")).ToBeVisibleAsync();
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
