using System.Security.Cryptography;
using Microsoft.Playwright;

namespace Mingchu.EndToEnd.Tests;

/// <summary>The main job: what a camera shows becomes a case that a supervisor settles in the browser.</summary>
public sealed class StreamToCaseTests(ToyKitchen kitchen)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [Trait("row", "A2")]
    [Trait("row", "A4")]
    [Trait("row", "B3")]
    [Trait("row", "B4")]
    [Trait("row", "B10")]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task A_missing_cap_becomes_a_case_with_its_picture_and_is_settled_in_the_browser(bool mosquitto, bool postgreSql)
    {
        await using var installation = await Installation.Start(
            new() { Cameras = [("one", "面点间", kitchen.Blinking), ("two", "热菜间", kitchen.Green)], Mosquitto = mosquitto, PostgreSql = postgreSql, Edge = ToyKitchen.Watch }, Ct);
        var item = await Wait.For("a case", async () => await installation.Api.Cases(Ct) is [var first, ..] ? first : null, Ct, context: installation.Story);
        var detail = await Wait.For("its pictures, its clip and a delivered push", async () =>
            await installation.Api.Case(item.Id, Ct) is var found && found.Evidence.Select(e => e.Kind).ToHashSet().IsSupersetOf(["clean", "boxed", "clip"]) && found.Deliveries.Any(d => d is { Channel: "webhook", State: "delivered" }) ? found : null,
            Ct, context: installation.Story);

        Assert.Equal("no-cap", detail.Hazard);
        Assert.All(detail.Leads, l => Assert.Equal("one", l.Camera));
        Assert.InRange(detail.Grade, 1, 3);
        Assert.NotEmpty(detail.GradeReasons);
        foreach (var evidence in detail.Evidence)
        {
            var bytes = await installation.Api.Bytes(evidence.Url, Ct);
            Assert.Equal(evidence.Sha256, Convert.ToHexStringLower(SHA256.HashData(bytes)));
            Assert.Equal(evidence.Kind == "clip" ? [.. "ftyp"u8] : new byte[] { 0xFF, 0xD8, 0xFF }, evidence.Kind == "clip" ? bytes[4..8] : bytes[..3]);
        }
        var push = Assert.Single(installation.Webhook.Received, r => r.Body.GetProperty("data").GetProperty("caseId").GetGuid() == item.Id);
        Assert.Null(push.Problem);

        await using var browser = await Chromium.Start();
        var pages = new ReviewPages(await browser.Open("en"), installation.Collector.Address);
        await pages.SignIn(installation.Login.User, installation.Login.Password);
        await pages.Page.Locator($"[data-case='{item.Number}']").First.WaitForAsync();
        Assert.Equal((640, 360), await pages.OpenCase(item.Id));
        // From here on no newer alert comes, whose clip is not there yet.
        await installation.Cameras.Change("one", kitchen.Green);
        Assert.Equal((640, 360), await pages.PlayClip());
        await pages.Page.ClickAsync("[data-key=c]");
        await pages.Page.FillAsync("#result", "Caps were handed out.");
        await pages.Page.GetByRole(AriaRole.Button, new() { Name = "Close" }).First.ClickAsync();
        var settled = await Wait.For("the case is closed", async () => await installation.Api.Case(item.Id, Ct) is { Stage: "closed" } found ? found : null, Ct,
            context: installation.Story);
        Assert.Contains(settled.Events, e => e.Actor == installation.Login.User);
        Assert.Equal(settled.Events.Count, settled.Events.Select(e => e.Hash).Distinct().Count());
    }

    [Fact]
    public async Task Nobody_sees_anything_without_a_login()
    {
        await using var folder = new RunFolder();
        await using var collector = await CollectorProcess.Start(folder, new(), Ct);
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = collector.Address };
        foreach (var path in new[] { "api/v1/cases", "api/v1/devices", "api/v1/dead-letters" })
            Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await http.GetAsync(path, Ct)).StatusCode);
        http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        foreach (var path in new[] { "", "cases", "devices", "dead-letters" })
        {
            var answer = await http.GetAsync(path, Ct);
            Assert.Equal(System.Net.HttpStatusCode.Redirect, answer.StatusCode);
            Assert.Contains("/login", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        }
        Assert.Equal("ok", await http.GetStringAsync("healthz", Ct));
    }
}
