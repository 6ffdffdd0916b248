using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Storage;
using static Microsoft.Playwright.Assertions;

namespace Mingchu.Collector.Tests.Pages;

[Collection(nameof(Browser))]
public sealed class ReviewPagesTests(Browser browser) : IAsyncLifetime
{
    private ReviewApp app = null!;

    public async ValueTask InitializeAsync()
    {
        app = await ReviewApp.Start();
        await app.AddPremises("canteen-1", "实验小学食堂");
        await app.AddUser("王芳", Roles.Admin);
    }

    [Fact]
    public async Task A_wrong_password_is_refused_and_the_right_one_leads_to_where_one_wanted()
    {
        var page = await browser.Open(app.Address);
        await page.GotoAsync("/devices");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/login\\?back=%2Fdevices"));
        await SignIn(page, password: "not the password at all");
        await Expect(page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("用户名或密码不正确");

        await SignIn(page);

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "设备" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_account_is_locked_after_five_wrong_passwords_even_for_the_right_one()
    {
        var page = await browser.Open(app.Address);
        await page.GotoAsync("/login");
        for (var i = 0; i < 5; i++)
        {
            await SignIn(page, password: "not the password at all");
            await Expect(page.Locator("p.message.bad")).ToBeVisibleAsync();
        }

        await SignIn(page);

        await Expect(page.Locator("p.message.bad")).ToContainTextAsync("锁定");
    }

    [Fact]
    public async Task Many_boxes_are_shown_in_parts_and_one_is_found_by_the_name_of_its_premises()
    {
        await app.AddPremises("noodles-2", "老陈兰州牛肉拉面");
        await app.AddDevice("box-noodles-2", "noodles-2", true);
        for (var i = 0; i < 50; i++)
            await app.AddDevice($"box-{i:D2}", "canteen-1", false);
        var page = await browser.Open(app.Address);
        await page.GotoAsync("/devices");
        await SignIn(page);

        await Expect(page.Locator(".box")).ToHaveCountAsync(48);
        await Expect(page.GetByText("1 台盒子在线，共 51 台")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "更多盒子" }).ClickAsync();
        await Expect(page.Locator(".box")).ToHaveCountAsync(3);
        await Expect(page.Locator(".box").Last).ToContainTextAsync("box-noodles-2");
        await page.GetByLabel("盒子编号或主体名称").FillAsync("拉面");
        await page.GetByRole(AriaRole.Button, new() { Name = "筛选" }).ClickAsync();
        await Expect(page.Locator(".box")).ToHaveCountAsync(1);
        await Expect(page.Locator(".box")).ToContainTextAsync("老陈兰州牛肉拉面");
        await page.GetByLabel("盒子编号或主体名称").FillAsync("nowhere");
        await page.GetByRole(AriaRole.Button, new() { Name = "筛选" }).ClickAsync();
        await Expect(page.GetByText("没有这样的盒子")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Without_any_account_the_login_page_says_which_command_to_run()
    {
        await using var empty = await ReviewApp.Start();
        var page = await browser.Open(empty.Address, "en");

        await page.GotoAsync("/");

        await Expect(page.GetByText("mingchu-collector user add NAME --role admin")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_new_case_appears_in_the_list_without_reloading_and_rings_the_bell()
    {
        var page = await Signed();
        await Expect(page.GetByText("目前没有案件")).ToBeVisibleAsync();
        await Expect(page.Locator(".live.on")).ToBeVisibleAsync();

        await app.OpenCase("canteen-1", "no-mask");

        await Expect(page.Locator("a.case")).ToContainTextAsync("未戴口罩");
        await Expect(page.Locator("a.case")).ToContainTextAsync("实验小学食堂");
        await Expect(page.Locator("a.case")).ToContainTextAsync("1 级");
        await Expect(page.Locator("a.case img.thumb")).ToBeVisibleAsync();
        await Expect(page.Locator(".bell .count")).ToHaveTextAsync("1");
        await page.Locator(".bell summary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "全部标为已读" }).ClickAsync();
        await Expect(page.Locator(".bell .count")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_case_shows_its_evidence_boxed_and_clean_its_reasons_and_its_history()
    {
        var id = await app.OpenCase("canteen-1");
        var page = await Signed();

        await page.Locator("a.case").ClickAsync();

        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"/cases/{id}"));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "未戴厨师帽" })).ToBeVisibleAsync();
        await Expect(page.GetByText("未戴厨师帽：1 级")).ToBeVisibleAsync();
        var picture = page.Locator(".evidence-stage img:not(.hidden)");
        var boxed = await picture.GetAttributeAsync("src");
        await page.GetByRole(AriaRole.Button, new() { Name = "原图" }).ClickAsync();
        await Expect(picture).Not.ToHaveAttributeAsync("src", boxed!);
        await page.Keyboard.PressAsync("b");
        await Expect(picture).ToHaveAttributeAsync("src", boxed!);
        Assert.True(await picture.EvaluateAsync<bool>("i => i.complete && i.naturalWidth > 0"));
        await Expect(page.Locator(".timeline")).ToContainTextAsync("立案");
        await Expect(page.Locator(".table .dot.delivered")).ToHaveTextAsync("已送达");
    }

    [Fact]
    public async Task The_key_c_confirms_and_the_case_goes_on_to_be_assigned_and_closed()
    {
        await app.AddUser("李强");
        await app.OpenCase("canteen-1");
        var page = await Open();

        await page.Keyboard.PressAsync("c");
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("已核实属实。");
        await page.GetByLabel("办理人").SelectOptionAsync("李强");
        await page.GetByRole(AriaRole.Button, new() { Name = "交办" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("已交办给李强。");
        await page.GetByLabel("办理结果").FillAsync("现场核查 c f，已整改");
        await page.GetByRole(AriaRole.Button, new() { Name = "办结" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("案件已办结。");
        await Expect(page.Locator(".stage-closed")).ToBeVisibleAsync();
        await Expect(page.Locator(".timeline")).ToContainTextAsync("办结：现场核查 c f，已整改");
        await Expect(page.Locator(".timeline")).ToContainTextAsync("王芳");
    }

    [Fact]
    [Trait("row", "B11")]
    public async Task The_key_f_marks_a_false_alarm_and_n_goes_to_the_next_open_case()
    {
        var earlier = await app.OpenCase("canteen-1", at: DateTimeOffset.UtcNow.AddMinutes(-5));
        await app.OpenCase("canteen-1", "no-mask");
        var page = await Open();

        await page.Keyboard.PressAsync("f");
        await Expect(page.Locator(".stage-false-alarm")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("n");

        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"/cases/{earlier}"));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "未戴厨师帽" })).ToBeVisibleAsync();
        await Expect(page.Locator(".stage-open")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Typing_a_note_presses_no_shortcut()
    {
        await app.OpenCase("canteen-1");
        var page = await Open();

        await page.GetByLabel("备注内容").PressSequentiallyAsync("cfbn");
        await page.GetByRole(AriaRole.Button, new() { Name = "添加备注" }).ClickAsync();

        await Expect(page.Locator(".timeline")).ToContainTextAsync("备注：cfbn");
        await Expect(page.Locator(".stage-open")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_acts_on_what_somebody_else_settled_meanwhile_is_told()
    {
        var id = await app.OpenCase("canteen-1", pictures: false);
        var page = await Open();

        // The page's command waits for its turn to write while the colleague's is written.
        using (await app.Services.GetRequiredService<WriterLock>().Enter(default))
        {
            await page.Keyboard.PressAsync("c");
            await Expect(page.Locator("[data-key=c]")).ToBeDisabledAsync();
            await app.Apply(id, new CaseCommand.MarkFalseAlarm("镜头有水汽"), new("x", "李强", Role.Supervisor));
        }

        await Expect(page.Locator(".actions .message.bad")).ToContainTextAsync("您打开案件之后已有人处理");
        await Expect(page.Locator(".stage-false-alarm")).ToBeVisibleAsync();
        await Expect(page.Locator(".timeline")).ToContainTextAsync("镜头有水汽");
    }

    [Fact]
    public async Task The_language_can_be_switched_and_stays()
    {
        await app.OpenCase("canteen-1");
        var page = await Signed();

        await page.GetByRole(AriaRole.Link, new() { Name = "English" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Cases" })).ToBeVisibleAsync();
        await page.Locator("a.case").ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "No cap" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Confirm" })).ToBeEnabledAsync();
        await page.Keyboard.PressAsync("c");
        await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Confirmed.");
    }

    [Theory]
    [InlineData("en-GB", "Sign in")]
    [InlineData("zh-CN", "登录")]
    [InlineData("fr-FR", "登录")]
    public async Task The_first_language_is_the_browsers_or_else_Chinese(string locale, string title)
    {
        var page = await browser.Open(app.Address, locale);

        await page.GotoAsync("/login");

        await Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync(title);
    }

    [Fact]
    public async Task The_list_can_be_filtered_and_the_filter_stands_in_the_address()
    {
        await app.OpenCase("canteen-1", "no-cap");
        await app.OpenCase("canteen-1", "rodent", 3);
        var page = await Signed();

        await page.GetByLabel("分级").SelectOptionAsync("3");

        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/cases\\?grade=3$"));
        await Expect(page.Locator("a.case")).ToHaveCountAsync(1);
        await Expect(page.Locator("a.case")).ToContainTextAsync("老鼠");
        await page.GetByRole(AriaRole.Link, new() { Name = "清除筛选" }).ClickAsync();
        await Expect(page.Locator("a.case")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Times_are_shown_in_the_readers_zone()
    {
        await app.OpenCase("canteen-1", at: new(DateTimeOffset.UtcNow.Year, 1, 2, 3, 4, 5, TimeSpan.Zero), pictures: false);
        var page = await Signed();

        await Expect(page.Locator("a.case time")).ToHaveTextAsync("01-02 11:04");
    }

    [Fact]
    public async Task Signing_out_ends_it()
    {
        var page = await Signed();

        await page.GetByRole(AriaRole.Button, new() { Name = "退出" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "登录" })).ToBeVisibleAsync();
        await page.GotoAsync("/cases");

        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/login"));
    }

    private static async Task SignIn(IPage page, string name = "王芳", string password = ReviewApp.Password)
    {
        await page.Locator("#user").FillAsync(name);
        await page.Locator("#password").FillAsync(password);
        await page.Locator("form button[type=submit]").ClickAsync();
    }

    private async Task<IPage> Signed()
    {
        var page = await browser.Open(app.Address);
        await page.GotoAsync("/cases");
        await SignIn(page);
        await Expect(page.Locator(".live.on")).ToBeVisibleAsync();
        return page;
    }

    /// <summary>The newest case, live.</summary>
    private async Task<IPage> Open()
    {
        var page = await Signed();
        await page.Locator("a.case").First.ClickAsync();
        await Expect(page.Locator(".actions[data-live]")).ToBeVisibleAsync();
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
    }
}
