using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Mingchu.Rig;

/// <summary>The collector's pages as a supervisor uses them in a browser.</summary>
public sealed class ReviewPages(IPage page, Uri address)
{
    /// <summary>The browser's page.</summary>
    public IPage Page => page;

    /// <summary>Signs in.</summary>
    public async Task SignIn(string user, string password)
    {
        await page.GotoAsync(new Uri(address, "login").AbsoluteUri);
        await page.FillAsync("#user", user);
        await page.FillAsync("#password", password);
        await page.ClickAsync("button[type=submit]");
        // Looked at again and again: the event of the next page's load may have come before anybody waits for it.
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/cases"), new() { Timeout = (float)Wait.Patience.TotalMilliseconds });
    }

    /// <summary>Opens a page, e.g. <c>cases</c>, and waits until it is live.</summary>
    public async Task Open(string path)
    {
        await page.GotoAsync(new Uri(address, path).AbsoluteUri);
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
    }

    /// <summary>Opens a case and returns the size of its evidence picture in pixels, once the browser has really decoded it.</summary>
    public async Task<(int Width, int Height)> OpenCase(Guid id)
    {
        await Open($"cases/{id:D}");
        // In one look: the page may draw itself anew between two.
        var size = await page.WaitForFunctionAsync("""
            () => {
              const picture = document.querySelector('.evidence-stage img:not(.hidden)');
              return picture && picture.complete && picture.naturalWidth > 0 && [picture.naturalWidth, picture.naturalHeight];
            }
            """);
        var sides = await size.JsonValueAsync<int[]>();
        return (sides[0], sides[1]);
    }

    /// <summary>Plays the clip of the open case, jumps into its middle as a person does, and returns its size in pixels, once the browser has really decoded it there.</summary>
    public async Task<(int Width, int Height)> PlayClip()
    {
        await page.Locator(".evidence-bar .switch button").Nth(2).ClickAsync(new() { Timeout = (float)Wait.Patience.TotalMilliseconds });
        await page.Locator(".evidence-stage video").WaitForAsync();
        var size = await page.EvaluateAsync<int[]>("""
            () => new Promise((done, fail) => {
              const video = document.querySelector('.evidence-stage video');
              const jump = () => {
                video.onseeked = () => done([video.videoWidth, video.videoHeight]);
                video.currentTime = video.duration / 2;
              };
              video.onerror = () => fail(new Error(video.error.message));
              if (video.readyState >= 2) jump(); else video.onloadeddata = jump;
              video.play().catch(() => {});
            })
            """);
        return (size[0], size[1]);
    }

    /// <summary>Saves what is on the screen.</summary>
    public async Task Shoot(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await page.ScreenshotAsync(new() { Path = path });
    }
}
