using Microsoft.Playwright;

namespace Mingchu.Rig;

/// <summary>A headless Chromium from the distribution.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private readonly IPlaywright playwright;
    private readonly IBrowser browser;

    private Chromium(IPlaywright playwright, IBrowser browser) => (this.playwright, this.browser) = (playwright, browser);

    /// <summary>Starts it.</summary>
    public static async Task<Chromium> Start()
    {
        const string path = "/usr/bin/chromium";
        if (!File.Exists(path))
            throw new InvalidOperationException($"{path} is not there: apt-get install chromium");
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = path,
            // The sandbox does not work for root and in containers; only pages of this checkout are opened.
            Args = ["--no-sandbox", "--disable-dev-shm-usage"],
        });
        return new(playwright, browser);
    }

    /// <summary>A window of its own, with its own cookies.</summary>
    public async Task<IPage> Open(string language = "zh-CN", int width = 1280, int height = 860)
    {
        var context = await browser.NewContextAsync(new() { Locale = language, TimezoneId = "Asia/Shanghai", ViewportSize = new() { Width = width, Height = height } });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(30_000);
        return page;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
