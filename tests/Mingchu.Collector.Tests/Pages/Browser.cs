using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Mingchu.Collector.Tests.Pages;

/// <summary>One headless Chromium for all page tests.</summary>
public sealed partial class Browser : IAsyncLifetime
{
    private IPlaywright playwright = null!;
    private IBrowser browser = null!;

    public async ValueTask InitializeAsync()
    {
        // A hang guard, not a measure.
        Assertions.SetDefaultExpectTimeout(45_000);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            // Chromium's sandbox does not work for root and in containers, and it shall ask nobody outside for anything.
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A window with its own cookies.</summary>
    public async Task<IPage> Open(Uri address, string language = "zh-CN", int width = 1440, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = address.ToString(), Locale = language, TimezoneId = "Asia/Shanghai", ColorScheme = scheme,
            ViewportSize = new() { Width = width, Height = width < 600 ? 844 : 900 },
        });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(60_000);
        return page;
    }

    /// <summary>A window in which somebody is signed in and at an address.</summary>
    internal async Task<IPage> SignIn(ReviewApp app, string user, string to)
    {
        var page = await Open(app.Address);
        await SignIn(page, user, to);
        return page;
    }

    /// <summary>Signs in and goes on to an address.</summary>
    internal static async Task SignIn(IPage page, string user, string to)
    {
        await page.GotoAsync("/login?back=" + Uri.EscapeDataString(to));
        await page.Locator("#user").FillAsync(user);
        await page.Locator("#password").FillAsync(ReviewApp.Password);
        await page.Locator("form button[type=submit]").ClickAsync();
        // Looked at again and again: the event of the next page's load may have come before anybody waits for it.
        await Assertions.Expect(page).Not.ToHaveURLAsync(LoginAddress());
        await page.WaitForFunctionAsync("document.readyState === 'complete'");
    }

    [GeneratedRegex("/login")]
    private static partial Regex LoginAddress();

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}

[CollectionDefinition(nameof(Browser))]
public sealed class BrowserGroup : ICollectionFixture<Browser>;
