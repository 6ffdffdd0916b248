using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.RemoteConfig;
using static Microsoft.Playwright.Assertions;

namespace Mingchu.Collector.Tests.Pages;

[Collection(nameof(Browser))]
[Trait("row", "A7")]
public sealed class ConfigPageTests(Browser browser) : IAsyncLifetime
{
    private ReviewApp app = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        app = await ReviewApp.Start();
        await app.AddUser("王芳", Roles.Admin);
        await app.AddUser("李强");
        await app.AddPremises("canteen-1", "实验小学食堂");
        await app.AddDevice("box-1", "canteen-1", true);
        await using var db = await app.Database();
        db.ReportedConfigs.Add(new()
        {
            Device = "box-1", Revision = 3, State = Contracts.Messages.ConfigState.Refused, Active = 0, At = DateTimeOffset.UtcNow,
            Problems = """[{"line":2,"path":"rules[0].hazard","message":"hazard 'no-hat' is not in the hazard list"}]""", Effective = "rules: [{hazard: no-cap, dwell: 8s}]",
        });
        await db.SaveChangesAsync(Ct);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task An_administrator_sees_what_is_in_force_and_what_was_wrong_and_asks_for_another()
    {
        var page = await Signed("王芳");
        await Expect(page.Locator(".problems")).ToContainTextAsync("第 2 行");
        await Expect(page.Locator(".problems")).ToContainTextAsync("no-hat");
        await Expect(page.GetByLabel("内容")).ToHaveValueAsync("rules: [{hazard: no-cap, dwell: 8s}]");
        await page.GetByLabel("内容").FillAsync("rules: [{hazard: no-cap, dwell: 12s}]");
        await page.GetByLabel("修改原因").FillAsync("误报太多");
        await page.GetByRole(AriaRole.Button, new() { Name = "下发到盒子" }).ClickAsync();
        await Expect(page.Locator("main [role=alert]")).ToContainTextAsync("版本 4 已保存并下发");
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("尚未生效");
        var kept = (await app.Services.GetRequiredService<ConfigDesk>().Find(Core.Areas.Scope.Everything, "box-1", Ct))!;
        Assert.Equal(("rules: [{hazard: no-cap, dwell: 12s}]", "王芳", "误报太多"), (kept.Desired!.Text, kept.Desired.By, kept.Desired.Why));

        var answer = await page.Context.APIRequest.PutAsync($"{app.Address}api/v1/devices/box-1/config", Body("\"4\""));
        Assert.Equal((200, "\"5\""), (answer.Status, answer.Headers["etag"]));
        Assert.Equal(412, (await page.Context.APIRequest.PutAsync($"{app.Address}api/v1/devices/box-1/config", Body("\"4\""))).Status);
        Assert.Equal(428, (await page.Context.APIRequest.PutAsync($"{app.Address}api/v1/devices/box-1/config", Body("*"))).Status);
        Assert.Equal(404, (await page.Context.APIRequest.PutAsync($"{app.Address}api/v1/devices/nobody/config", Body("\"0\""))).Status);
    }

    [Fact]
    public async Task A_supervisor_and_a_system_look_and_change_nothing()
    {
        var page = await Signed("李强");
        await Expect(page.GetByLabel("内容")).ToBeDisabledAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "下发到盒子" })).ToHaveCountAsync(0);
        using var system = app.Client(await app.AddToken());
        using var found = await system.GetAsync("/api/v1/devices/box-1/config", Ct);
        Assert.Equal((HttpStatusCode.OK, "\"0\""), (found.StatusCode, found.Headers.ETag!.Tag));
        Assert.Equal("refused", JsonDocument.Parse(await found.Content.ReadAsStringAsync(Ct)).RootElement.GetProperty("reported").GetProperty("state").GetString());
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/devices/box-1/config") { Content = JsonContent.Create(new { text = "rules: []", why = "x" }) };
        request.Headers.TryAddWithoutValidation("If-Match", "\"0\"");
        using var answer = await system.SendAsync(request, Ct);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        using var stranger = app.Client();
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/api/v1/devices/box-1/config", Ct)).StatusCode);
    }

    private static APIRequestContextOptions Body(string ifMatch) => new()
    {
        DataObject = new { text = "rules: []", why = "by API" },
        Headers = new Dictionary<string, string> { ["If-Match"] = ifMatch },
    };

    private async Task<IPage> Signed(string name)
    {
        var page = await browser.Open(app.Address);
        await page.GotoAsync("/devices/box-1/config");
        await page.Locator("#user").FillAsync(name);
        await page.Locator("#password").FillAsync(ReviewApp.Password);
        await page.Locator("form button[type=submit]").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "要求盒子使用的配置" })).ToBeVisibleAsync();
        return page;
    }
}
