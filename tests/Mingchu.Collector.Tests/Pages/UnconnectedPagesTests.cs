using Mingchu.Collector.Accounts;

namespace Mingchu.Collector.Tests.Pages;

/// <summary>What is pressed or typed before the page is connected would be lost without a word.</summary>
[Collection(nameof(Browser))]
public sealed class UnconnectedPagesTests(Browser browser)
{
    [Fact]
    public async Task Nothing_that_needs_a_connection_can_be_used_before_there_is_one()
    {
        await using var app = await ReviewApp.Start();
        await app.AddPremises("canteen-1", "实验小学食堂");
        await app.AddUser("王芳", Roles.Admin);
        var id = await app.OpenCase("canteen-1");
        await app.AddDevice("box-canteen-1", "canteen-1", true);
        var page = await browser.SignIn(app, "王芳", "/cases");
        await page.RouteAsync("**/_framework/blazor.web*.js", route => route.AbortAsync());
        foreach (var path in (string[])[$"/cases/{id}", "/cases", "/leads/new", "/devices/box-canteen-1/config"])
        {
            await page.GotoAsync(path);
            const string Controls = "() => [...document.querySelectorAll('button, input, select, textarea')].filter(c => !c.closest('form[method]') && !c.matches('[type=hidden], [data-reload]'))";
            var usable = await page.EvaluateAsync<string[]>($"{Controls[..^1]} && !c.matches(':disabled')).map(c => c.outerHTML)");
            Assert.True(usable.Length == 0, $"{path}: {string.Join('\n', usable)}");
            Assert.NotEqual(0, await page.EvaluateAsync<int>($"({Controls})().length"));
        }
    }
}
