using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Devices;
using Mingchu.Contracts.Messages;
using static Microsoft.Playwright.Assertions;

namespace Mingchu.Collector.Tests.Pages;

/// <summary>Every page at desk and phone width, light and dark. <c>MINGCHU_SCREENSHOTS=DIR</c> keeps the pictures.</summary>
[Collection(nameof(Browser))]
public class LooksTests(Browser browser)
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();
    private static readonly string? Keep = Environment.GetEnvironmentVariable("MINGCHU_SCREENSHOTS");

    [Fact]
    public async Task No_page_is_wider_than_the_screen_breaks_WCAG_AA_or_logs_an_error()
    {
        await using var app = await Filled();
        var errors = new List<string>();
        foreach (var (width, scheme, language) in ((int, ColorScheme, string)[])[(1440, ColorScheme.Light, "zh-CN"), (390, ColorScheme.Light, "zh-CN"), (1440, ColorScheme.Dark, "en"), (390, ColorScheme.Dark, "en")])
        {
            var page = await browser.Open(app.Address, language, width, scheme);
            page.Console += (_, message) => { if (message.Type == "error") errors.Add($"{page.Url}: {message.Text}"); };
            page.PageError += (_, error) => errors.Add($"{page.Url}: {error}");
            var look = $"{language}-{width}-{scheme.ToString().ToLowerInvariant()}";
            await page.GotoAsync("/login");
            await Check(page, $"login-{look}");
            await page.Locator("#user").FillAsync("王芳");
            await page.Locator("#password").FillAsync(ReviewApp.Password);
            await page.Locator("form button[type=submit]").ClickAsync();
            await Expect(page.Locator(".live.on")).ToBeVisibleAsync();
            await Check(page, $"cases-{look}");
            await page.Locator(".bell summary").ClickAsync();
            await Check(page, $"bell-{look}");
            await page.Keyboard.PressAsync("Escape");
            await page.Locator("a.case").First.ClickAsync();
            await Expect(page.Locator(".actions[data-live]")).ToBeVisibleAsync();
            await Check(page, $"case-{look}");
            foreach (var name in (string[])["quality", "devices", "dead-letters", "devices/box-canteen-1/cameras", "nothing-here"])
            {
                await page.GotoAsync("/" + name);
                await Expect(page.Locator("h1")).ToBeVisibleAsync();
                await Check(page, $"{name.Replace('/', '-')}-{look}");
            }
            await page.GotoAsync("/cases?hazard=smoking");
            await Expect(page.Locator(".empty")).ToBeVisibleAsync();
            await Check(page, $"none-{look}");
            await page.Context.CloseAsync();
        }

        // Chromium reports the status of the missing page itself.
        Assert.DoesNotContain(errors, e => !e.Contains("nothing-here", StringComparison.Ordinal));
    }

    private static async Task Check(IPage page, string name)
    {
        await page.EvaluateAsync("() => Promise.all([...document.images].filter(i => !i.complete && i.loading !== 'lazy').map(i => new Promise(r => i.onload = i.onerror = r)))");
        if (Keep is not null)
            await page.ScreenshotAsync(new() { Path = Path.Combine(Keep, name + ".png"), FullPage = !name.StartsWith("bell", StringComparison.Ordinal) });
        var over = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(over <= 0, $"{name} is {over} px wider than the screen");
        await page.EvaluateAsync(Axe);
        var violations = await page.EvaluateAsync<string[]>(
            """
            async () => {
              const found = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations'] });
              return found.violations.map(v => `${v.id} (${v.help}): ${v.nodes.map(n => n.target).join(', ')}`);
            }
            """);
        Assert.True(violations.Length == 0, $"{name}: {string.Join("; ", violations)}");
    }

    private static async Task<ReviewApp> Filled()
    {
        var app = await ReviewApp.Start();
        await app.AddUser("王芳", Roles.Admin);
        await app.AddUser("李强");
        await app.AddPremises("canteen-1", "实验小学食堂", "莆田市/仙游县/鲤城街道");
        await app.AddPremises("noodles-2", "老陈兰州牛肉拉面（胜利路店）", "莆田市/仙游县/榜头镇");
        await app.AddPremises("kitchen-3", "百味央厨集体用餐配送中心", "莆田市/荔城区/镇海街道");
        var now = DateTimeOffset.UtcNow;
        await app.AddDevice("box-canteen-1", "canteen-1", true,
            Camera("box-canteen-1", "pastry", "面点间", CameraState.Online, null, null),
            Camera("box-canteen-1", "wok", "热加工间", CameraState.Offline, CameraReasons.Login, "rtsp://10.0.3.12/stream1: 401 Unauthorized"));
        await app.AddDevice("box-noodles-2", "noodles-2", false, Camera("box-noodles-2", "front", "明档", CameraState.Online, null, null));
        await app.AddDevice("box-kitchen-3", "kitchen-3", true,
            Camera("box-kitchen-3", "pack", "分装间", CameraState.Online, null, null), Camera("box-kitchen-3", "wash", "洗消间", CameraState.Blocked, null, null));
        (string Premises, string Hazard, int Grade)[] cases =
            [("noodles-2", "floor-wet", 1), ("kitchen-3", "rodent", 3), ("canteen-1", "no-mask", 1), ("noodles-2", "phone-use", 1), ("kitchen-3", "bin-overflow", 2), ("canteen-1", "no-cap", 2)];
        for (var i = 0; i < cases.Length; i++)
            await app.OpenCase(cases[i].Premises, cases[i].Hazard, cases[i].Grade, now.AddMinutes(-7 * (cases.Length - i)), pictures: i != 3);
        await ReviewApp.Judge(app, "kitchen-3", "floor-litter", now.AddDays(-3));
        await using var db = await app.Database();
        db.DeadLetters.Add(new()
        {
            Id = Guid.CreateVersion7(), Device = "box-noodles-2", Topic = "mc/v1/box-noodles-2/alerts", MessageId = "3f2a/0", Fingerprint = "00", Reason = "unknown-hazard",
            Pointer = "/data/hazard", Detail = "'no-hat' is not in hazard list 1.0.0", Payload = "{\"specversion\":\"1.0\",\"id\":\"3f2a/0\",\"data\":{\"hazard\":\"no-hat\"}}"u8.ToArray(),
            PayloadBytes = 65, FirstAt = now.AddHours(-2), LastAt = now, Times = 12,
        });
        db.DeadLetters.Add(new()
        {
            Id = Guid.CreateVersion7(), Device = "", Topic = "mc/v1/box-9/alerts", MessageId = "sha256:ab", Fingerprint = "01", Reason = "not-json", Detail = "byte 0 is no JSON",
            Payload = [0xff, 0xd8, 0xff], PayloadBytes = 3, FirstAt = now.AddHours(-3), LastAt = now.AddHours(-3),
        });
        await db.SaveChangesAsync();
        return app;
    }

    private static CameraRow Camera(string device, string id, string name, CameraState state, string? reason, string? detail) => new()
    {
        Device = device, Camera = id, Name = name, State = state, Since = DateTimeOffset.UtcNow.AddMinutes(-42), Reason = reason, Detail = detail, AnalysedFps = 4.9,
    };
}
