using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Quality;
using Mingchu.Collector.Quality;
using Mingchu.Collector.Tests.Pages;

namespace Mingchu.Collector.Tests.Api;

[Trait("row", "B11")]
public sealed class QualityApiTests : IAsyncLifetime
{
    private ReviewApp app = null!;
    private HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        app = await ReviewApp.Start();
        await app.AddPremises("canteen-1", "实验小学食堂", "putian/xianyou");
        await app.AddPremises("noodles-2", "兰州拉面", "putian/xianyou-new");
        client = app.Client(await app.AddToken("city-hub"));
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        await ReviewApp.Judge(app, "canteen-1", "floor-litter", DateTimeOffset.UtcNow.AddDays(-1));
        await app.OpenCase("noodles-2", pictures: false);
    }

    [Fact]
    public async Task A_camera_and_hazard_has_its_precision_with_interval_and_suggestions()
    {
        var items = (await Get("/api/v1/quality")).GetProperty("items");

        Assert.Equal(2, items.GetArrayLength());
        var item = items[0];
        Assert.Equal(("box-canteen-1", "pastry", "floor-litter", "实验小学食堂"), (Text(item, "device"), Text(item, "camera"), Text(item, "hazard"), Text(item, "premisesName")));
        Assert.Equal((12, 9, 0), (Number(item, "confirmed"), Number(item, "falseAlarms"), Number(item, "unjudged")));
        Assert.Equal(12.0 / 21, item.GetProperty("precision").GetDouble(), 9);
        Assert.InRange(item.GetProperty("low").GetDouble(), 0.36, 0.37);
        Assert.InRange(item.GetProperty("high").GetDouble(), 0.75, 0.76);
        var (threshold, masks) = (item.GetProperty("advice")[0], item.GetProperty("advice")[1]);
        Assert.Equal(("threshold", 0.61), (Text(threshold, "kind"), threshold.GetProperty("minConfidence").GetDouble()));
        Assert.Contains("9 of 9 false alarms would not have come, and 0 of 12 confirmed", Text(threshold, "text"), StringComparison.Ordinal);
        Assert.Equal(("masks", 4), (Text(masks, "kind"), masks.GetProperty("masks")[0].GetArrayLength()));
        Assert.StartsWith("cameras:\n  - id: pastry\n", Text(item, "edgeYaml"), StringComparison.Ordinal);
        var open = items[1];
        Assert.Equal((JsonValueKind.Null, 1), (open.GetProperty("precision").ValueKind, Number(open, "unjudged")));
    }

    [Theory]
    [InlineData("by=device", 2)]
    [InlineData("by=hazard", 2)]
    [InlineData("by=model", 2)]
    [InlineData("by=hazard&hazard=no-cap", 1)]
    [InlineData("area=putian/xianyou", 1)]
    [InlineData("area=putian", 2)]
    [InlineData("area=putian/xianyou-ne", 0)]
    [InlineData("camera=box-canteen-1/pastry", 1)]
    [InlineData("camera=pastry", 2)]
    [InlineData("camera=elsewhere", 0)]
    public async Task It_is_broken_down_and_narrowed_as_asked(string query, int items) =>
        Assert.Equal(items, (await Get($"/api/v1/quality?{query}")).GetProperty("items").GetArrayLength());

    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(5, 5, true)]
    [InlineData(21, 21, true)]
    [InlineData(22, 22, false)]
    [InlineData(100, 22, false)]
    public async Task Of_more_alerts_than_are_read_at_once_the_newest_are_read_and_it_is_told(int most, int read, bool isPart)
    {
        var reader = app.Services.GetRequiredService<VerdictReader>();
        var all = (await reader.Read(Scope.Everything, new(), int.MaxValue, default)).Alerts;
        var some = await reader.Read(Scope.Everything, new(), most, default);
        Assert.Equal((22, isPart), (all.Count, some.IsPart));
        Assert.Equal(all.Take(read).Select(a => a.AlertId), some.Alerts.Select(a => a.AlertId));
        // One alert a case here, the newest first: nobody has judged it.
        Assert.Equal((Judgement.None, "noodles-2"), (some.Alerts[0].Judgement, some.Alerts[0].PremisesId));
    }

    [Fact]
    public async Task Only_cases_of_the_window_count() =>
        Assert.Equal((4, 3), ((await Get("/api/v1/quality?days=8")).GetProperty("items")[0] is var item ? Number(item, "confirmed") : 0, Number(item, "falseAlarms")));

    [Theory]
    [InlineData("by=cook", "unknown-by")]
    [InlineData("days=0", "days-range")]
    [InlineData("days=367", "days-range")]
    [InlineData("hazard=no-hat", "unknown-hazard")]
    public async Task What_cannot_be_asked_is_said(string query, string code)
    {
        using var response = await client.GetAsync($"/api/v1/quality?{query}");
        var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json", code),
            (response.StatusCode, response.Content.Headers.ContentType?.MediaType, Text(body, "code")));
    }

    [Fact]
    public async Task A_stranger_is_told_to_sign_in() =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await app.Client().GetAsync("/api/v1/quality")).StatusCode);

    [Fact]
    public async Task The_cases_behind_a_camera_can_be_listed()
    {
        var cases = (await Get("/api/v1/cases?camera=box-canteen-1/pastry&stage=false-alarm")).GetProperty("items");
        Assert.Equal(9, cases.GetArrayLength());
        Assert.Empty((await Get("/api/v1/cases?camera=box-canteen-1/wok")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task An_alert_that_joined_after_the_case_was_confirmed_is_not_counted_as_confirmed()
    {
        var id = await app.OpenCase("noodles-2", "rodent", 3, pictures: false);
        Assert.Null(await app.Services.GetRequiredService<CaseDesk>().Do(id, new CaseCommand.Confirm(), new("u1", "张三", Role.Supervisor), default));
        await using (var db = await app.Database())
        {
            db.Leads.Add(new()
            {
                Id = "alert:box-noodles-2/late", CaseId = id, Source = LeadSource.Alert, Device = "box-noodles-2", AlertId = "late", Camera = "wok", Hazard = "rodent",
                Confidence = 0.5, StartedAt = DateTimeOffset.UtcNow, RaisedAt = DateTimeOffset.UtcNow, ReceivedAt = DateTimeOffset.UtcNow,
                CommittedAt = DateTimeOffset.UtcNow.AddMinutes(1), Body = "{}",
            });
            await db.SaveChangesAsync();
        }

        var items = (await Get("/api/v1/quality?hazard=rodent")).GetProperty("items").EnumerateArray().ToDictionary(i => Text(i, "camera"));

        Assert.Equal((1, 0), (Number(items["pastry"], "confirmed"), Number(items["pastry"], "unjudged")));
        Assert.Equal((0, 1), (Number(items["wok"], "confirmed"), Number(items["wok"], "unjudged")));
    }

    private async Task<JsonElement> Get(string path)
    {
        using var response = await client.GetAsync(path);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }
}
