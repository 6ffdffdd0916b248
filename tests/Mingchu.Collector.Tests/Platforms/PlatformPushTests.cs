using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Push;
using Mingchu.Collector.Push.InApp;
using Mingchu.Collector.Tests.Api;
using Mingchu.Collector.Tests.Push;
using Mingchu.Rig;

namespace Mingchu.Collector.Tests.Platforms;

/// <summary>What platforms and offices are told, by a real collector with receivers of two platforms and one of the city.</summary>
[Trait("row", "E1")]
public sealed class PlatformPushTests : IAsyncLifetime
{
    private readonly RunFolder secrets = new();
    private readonly Dictionary<string, HookListener> hooks = [];
    private Office office = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        foreach (var name in (string[])["meituan", "eleme", "city"])
            hooks[name] = await HookListener.Start();
        office = await Office.Open(config => new()
        {
            Storage = config.Storage, Mqtt = config.Mqtt, Http = config.Http, Metrics = config.Metrics, Evidence = config.Evidence, Log = config.Log,
            Push = new()
            {
                PublicUrl = "https://mingchu.example",
                Webhooks = [.. hooks.Select(h => new WebhookConfig
                {
                    Name = h.Key, Url = h.Value.Url.AbsoluteUri, SecretFile = secrets.Write(h.Key, h.Value.Secret), Audiences = h.Key == "city" ? [] : ["platform"], Platforms = h.Key == "city" ? [] : [h.Key],
                })],
            },
        });
        await office.App.AddPlatform("eleme");
    }

    [Fact]
    public async Task A_platform_is_told_of_its_notices_and_decisions_and_another_platform_of_none()
    {
        var path = await office.SendNotice("delist");
        var told = await Told("meituan", "platform.delisted");
        Assert.Equal(("platform", "meituan", "美团", "canteen-1", "https://mingchu.example" + path.Replace("/api/v1", "", StringComparison.Ordinal)),
            (Text(told, "audience"), Text(told, "platform"), Text(told, "platformName"), Text(told, "premisesId"), Text(told, "url")));
        Assert.True(told.GetProperty("dueAt").GetDateTimeOffset() > DateTimeOffset.UtcNow);
        for (var i = 0; i < 4; i++)
            await office.NoticeTimePasses(path);
        await using (var db = await office.App.Database())
            // What happened then is due then; the pipeline goes by the real clock.
            await db.Set<Delivery>().Where(d => d.State == DeliveryState.Pending).ExecuteUpdateAsync(set => set.SetProperty(d => d.DueAtMs, 0), Ct);
        await office.Answer(path);
        await office.Step(Role.TownOffice, path, "reject", new { text = "不实" });
        var listing = $"/api/v1/listings/{(await office.Get(Role.Platform, "/api/v1/listings")).GetProperty("items")[0].GetProperty("id").GetGuid()}";
        await office.Step(Role.Platform, listing, "review", new { passed = true, text = "已复查" });
        await office.Step(Role.Platform, listing, "apply", new { text = "申请" });
        await office.Step(Role.CountyBureau, listing, "release", new { text = "同意" });

        await Told("meituan", "platform.relisted");
        Assert.Equal(
            ["platform.delisted", "platform.notice-answered", "platform.notice-missing", "platform.notice-overdue", "platform.notice-rejected", "platform.notice-reminded", "platform.notice-reminded", "platform.relisted"],
            await Types("meituan", 8));
        // The office hears what the platform did or left undone; its own decisions it knows.
        await Told("city", "platform.relist-applied");
        var offices = hooks["city"].Received.Select(h => JsonDocument.Parse(h.Body).RootElement).Where(b => Text(b.GetProperty("data"), "audience") == "town-office");
        Assert.Equal(["platform.notice-answered", "platform.notice-missing", "platform.notice-overdue", "platform.relist-applied"], offices.Select(b => b.GetProperty("type").GetString()).Order());
        Assert.Empty(hooks["eleme"].Received);

        Assert.Equal(8, await Bell(new("1", "1", Role.Platform) { Platform = "meituan" }));
        Assert.Equal(0, await Bell(new("2", "2", Role.Platform) { Platform = "eleme" }));
        Assert.Equal(4, await Bell(new("3", "3", Role.TownOffice) { Area = Area.Of("putian/xianyou/licheng") }));
        Assert.Equal(0, await Bell(new("4", "4", Role.TownOffice) { Area = Area.Of("putian/xianyou/fengting") }));
        Assert.Equal(0, await Bell(new("5", "5", Role.Merchant) { PremisesId = "canteen-1" }));
    }

    [Fact]
    public async Task A_case_for_platforms_is_told_to_those_that_its_premises_name()
    {
        await office.App.OpenCase("canteen-1", grade: 2, pictures: false);

        Assert.Equal(("platform", "canteen-1"), (Text(await Told("meituan", "case.opened"), "audience"), Text(await Told("meituan", "case.opened"), "premisesId")));
        await Told("city", "case.opened");
        Assert.Empty(hooks["eleme"].Received);
    }

    [Fact]
    public async Task What_could_not_be_delivered_is_in_the_list_of_deliveries_with_its_reason_for_those_of_the_area()
    {
        hooks["meituan"].Manner = HookManner.Gone;
        await office.SendNotice("rectify");
        await Wait.Until("the delivery failed", async () => (await Failed(Role.TownOffice)).Count > 0, Ct);

        var failed = Assert.Single(await Failed(Role.TownOffice));
        Assert.Equal(("webhook", "meituan", "notice-issued", "failed", "HTTP 410"), (Text(failed, "channel"), Text(failed, "recipient"), Text(failed, "occasion"), Text(failed, "state"), Text(failed, "lastError")));
        Assert.Contains("实验小学食堂", Text(failed, "about"), StringComparison.Ordinal);
        Assert.Contains("HTTP 410", await (await office.As(Role.TownOffice)).GetStringAsync("/deliveries?state=failed", Ct), StringComparison.Ordinal);
        // And where the notice itself is read, but for the platform.
        var page = Text(failed, "page");
        Assert.Contains("HTTP 410", await (await office.As(Role.TownOffice)).GetStringAsync(page, Ct), StringComparison.Ordinal);
        var (told, own) = (await office.Get(Role.TownOffice, $"/api/v1{page}"), await office.Get(Role.Platform, $"/api/v1{page}"));
        Assert.Contains(told.GetProperty("deliveries").EnumerateArray(), d => Text(d, "state") == "failed");
        Assert.Empty(own.GetProperty("deliveries").EnumerateArray());
        foreach (var role in (Role[])[Role.Platform, Role.Merchant, Role.Coordinator])
            Assert.Equal("regulators-only", (await office.No(role, HttpMethod.Get, "/api/v1/deliveries")).Code);
        Assert.Equal("bad-state", (await office.No(Role.TownOffice, HttpMethod.Get, "/api/v1/deliveries?state=lost")).Code);
    }

    private async Task<List<JsonElement>> Failed(Role role) => [.. (await office.Get(role, "/api/v1/deliveries?state=failed&culture=zh-CN")).GetProperty("items").EnumerateArray()];

    /// <summary>What the receiver was told on an occasion.</summary>
    private async Task<JsonElement> Told(string hook, string type)
    {
        JsonElement? told = null;
        await Wait.Until($"{hook} hears {type}", () =>
        {
            told = hooks[hook].Received.Select(h => JsonDocument.Parse(h.Body).RootElement).Where(b => b.GetProperty("type").GetString() == type).Select(b => (JsonElement?)b).FirstOrDefault();
            return told is not null;
        }, Ct);
        return told!.Value.GetProperty("data");
    }

    private async Task<IEnumerable<string?>> Types(string hook, int count)
    {
        await Wait.Until($"{hook} heard {count} notices", () => hooks[hook].Received.Count >= count, Ct);
        return hooks[hook].Received.Select(h => JsonDocument.Parse(h.Body).RootElement.GetProperty("type").GetString()).Order();
    }

    private async Task<int> Bell(Actor actor)
    {
        await Wait.Until("nothing waits any more", async () =>
        {
            await using var db = await office.App.Database();
            return !await db.Set<Delivery>().AnyAsync(d => d.State == DeliveryState.Pending, Ct);
        }, Ct);
        return (await office.App.Services.GetRequiredService<Inbox>().Read(new Viewer(actor), Ct)).Lines.Count;
    }

    private static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value.GetString() : null;

    public async ValueTask DisposeAsync()
    {
        await office.DisposeAsync();
        foreach (var hook in hooks.Values)
            await hook.DisposeAsync();
        await secrets.DisposeAsync();
    }
}
