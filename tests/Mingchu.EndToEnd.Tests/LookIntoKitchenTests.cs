using System.Net;
using System.Text.Json;
using Microsoft.Playwright;

namespace Mingchu.EndToEnd.Tests;

/// <summary>A supervisor looks into a kitchen from the browser; nothing in the kitchen listens.</summary>
[Trait("row", "A8")]
public sealed class LookIntoKitchenTests(ToyKitchen kitchen)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_supervisor_takes_a_picture_and_watches_a_camera_live_until_leaving()
    {
        await using var installation = await Installation.Start(
            new() { Cameras = [("one", "面点间", kitchen.Blue), ("two", "热菜间", kitchen.GreenSmall)], Edge = ToyKitchen.Watch }, Ct);
        await Wait.Until("the box and its cameras are online", async () =>
            await installation.Api.Devices(Ct) is [{ Online: true, Cameras: [{ State: "online" }, { State: "online" }] }], Ct, context: installation.Story);
        await using var browser = await Chromium.Start();
        var pages = new ReviewPages(await browser.Open("en"), installation.Collector.Address);
        var page = pages.Page;
        page.SetDefaultTimeout((float)Wait.Patience.TotalMilliseconds);
        List<string> errors = [];
        page.Console += (_, said) => { if (said.Type == "error" && !said.Text.Contains("425", StringComparison.Ordinal)) errors.Add(said.Text); };
        page.PageError += (_, error) => errors.Add(error);
        await pages.SignIn(installation.Login.User, installation.Login.Password);
        await pages.Open("devices/box-1/cameras");

        await page.ClickAsync("[data-camera=two] button:has-text('Take a picture')");
        var picture = await page.WaitForFunctionAsync("""
            () => {
              const picture = document.querySelector('.evidence-stage img');
              if (!picture?.complete || !picture.naturalWidth) return null;
              const canvas = new OffscreenCanvas(picture.naturalWidth, picture.naturalHeight).getContext('2d');
              canvas.drawImage(picture, 0, 0);
              return [picture.naturalWidth, ...canvas.getImageData(140, 140, 1, 1).data];
            }
            """);
        var seen = await picture.JsonValueAsync<int[]>();
        // Camera two is the small one with a green cap; that of camera one is blue.
        Assert.Equal(480, seen[0]);
        Assert.True(seen[2] > seen[3] + 60, string.Join(' ', seen));

        await page.ClickAsync("[data-camera=one] button:has-text('Watch live')");
        Assert.True(await page.EvaluateAsync<bool>("() => MediaSource.isTypeSupported('video/mp4; codecs=\"avc1.42E01E\"')"), "this browser has no H.264");
        var video = await Playing(page, installation, errors);
        Assert.Equal(640, video);

        var look = await Live(installation);
        Assert.Equal(("one", installation.Login.User), (look.GetProperty("camera").GetString(), look.GetProperty("by").GetString()));
        var playlist = look.GetProperty("playlist").GetString()!;
        Assert.Contains("#EXTINF", await (await page.APIRequest.GetAsync(new Uri(installation.Collector.Address, playlist).AbsoluteUri)).TextAsync(), StringComparison.Ordinal);
        var other = await Assert.ThrowsAsync<HttpRequestException>(() => installation.Api.Bytes(playlist, Ct));
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);

        await pages.Open("devices");
        await Wait.Until("the view is over", async () => (await Live(installation)).GetProperty("reason").GetString() == "stopped", Ct, context: installation.Story);
        await Wait.Until("the box has forgotten it", () => !Directory.EnumerateFileSystemEntries(installation.Folder.At("box-1.data/live")).Any(), Ct, context: installation.Story);
        Assert.Empty(errors);
    }

    /// <summary>The one live view; the collector's own rounds take pictures beside it at any time.</summary>
    private static async Task<JsonElement> Live(Installation installation) =>
        Assert.Single((await installation.Api.Json("api/v1/looks?device=box-1", Ct)).GetProperty("items").EnumerateArray(), l => l.GetProperty("kind").GetString() == "live");

    /// <summary>Width of the video once it really goes on.</summary>
    private static async Task<int> Playing(IPage page, Installation installation, List<string> errors)
    {
        try
        {
            var width = await page.WaitForFunctionAsync("() => { const video = document.querySelector('.evidence-stage video'); return video && video.currentTime > 1 && video.videoWidth; }");
            return await width.JsonValueAsync<int>();
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}\n{await page.InnerTextAsync("main")}\n{string.Join('\n', errors)}{installation.Story()}", e);
        }
    }
}
