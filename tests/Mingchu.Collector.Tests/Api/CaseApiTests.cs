using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mingchu.Collector.Tests.Pages;
using Mingchu.Rig;

namespace Mingchu.Collector.Tests.Api;

public class CaseApiTests : IAsyncLifetime
{
    private ReviewApp app = null!;
    private HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        app = await ReviewApp.Start();
        await app.AddPremises("canteen-1", "实验小学食堂");
        client = app.Client(await app.AddToken("city-hub"));
    }

    [Fact]
    public async Task Pages_are_walked_by_cursor_without_gaps_or_doubles_while_new_cases_come()
    {
        var start = new DateTimeOffset(2026, 3, 2, 4, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < 7; i++)
            await app.OpenCase("canteen-1", at: start.AddSeconds(i / 2), pictures: false);
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await Get($"/api/v1/cases?limit=3{(cursor is null ? "" : $"&cursor={cursor}")}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("number").GetString()!));
            cursor = page.GetProperty("next").GetString();
            await app.OpenCase("canteen-1", at: start.AddHours(1), pictures: false);
        }
        while (cursor is not null);

        Assert.Equal(7, seen.Count);
        Assert.Equal(seen.Distinct(), seen);
    }

    [Fact]
    public async Task A_list_can_be_filtered_by_stage_hazard_grade_and_premises()
    {
        await app.AddPremises("noodles-2", "兰州拉面 100% 店");
        var cap = await app.OpenCase("canteen-1", "no-cap", 1, pictures: false);
        var rodent = await app.OpenCase("noodles-2", "rodent", 3, pictures: false);
        await Post(cap, "false-alarm", new { version = 1 });

        Assert.Equal([rodent], await Ids("stage=open"));
        Assert.Equal([rodent], await Ids("stage=unsettled"));
        Assert.Equal([cap], await Ids("hazard=no-cap"));
        Assert.Equal([rodent], await Ids("grade=3"));
        Assert.Equal([rodent], await Ids("premises=" + Uri.EscapeDataString("100%")));
        Assert.Equal([cap], await Ids("premises=canteen-1"));
        Assert.Empty(await Ids("premises=" + Uri.EscapeDataString("_")));
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync("/api/v1/cases?stage=done")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.GetAsync("/api/v1/cases?cursor=x")).StatusCode);
    }

    [Fact]
    public async Task A_case_tells_its_leads_with_times_its_events_in_words_its_deliveries_and_its_evidence()
    {
        var id = await app.OpenCase("canteen-1");
        await Wait.Until("the bell has it", async () => (await Get($"/api/v1/cases/{id}")).GetProperty("deliveries")[0].GetProperty("state").GetString() == "delivered", default);

        var found = await Get($"/api/v1/cases/{id}");

        var lead = Assert.Single(found.GetProperty("leads").EnumerateArray());
        Assert.True(lead.GetProperty("startedAt").GetDateTimeOffset() < lead.GetProperty("raisedAt").GetDateTimeOffset());
        Assert.True(lead.GetProperty("receivedAt").GetDateTimeOffset() <= lead.GetProperty("committedAt").GetDateTimeOffset());
        Assert.Equal(32, lead.GetProperty("alertId").GetString()!.Length);
        Assert.Equal(["opened", "evidence-attached", "evidence-attached", "push-recorded"], found.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("type").GetString()));
        Assert.Contains("未戴厨师帽", found.GetProperty("events")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(64, found.GetProperty("events")[0].GetProperty("hash").GetString()!.Length);
        var delivery = found.GetProperty("deliveries")[0];
        Assert.Equal(("merchant", "in-app", 1), (delivery.GetProperty("audience").GetString(), delivery.GetProperty("channel").GetString(), delivery.GetProperty("attempts").GetInt32()));
        foreach (var evidence in found.GetProperty("evidence").EnumerateArray())
        {
            using var picture = await client.GetAsync(evidence.GetProperty("url").GetString());
            Assert.Equal("image/jpeg", picture.Content.Headers.ContentType?.MediaType);
            Assert.True((await picture.Content.ReadAsByteArrayAsync()).Length > 10_000);
            using var stranger = await app.Client().GetAsync(evidence.GetProperty("url").GetString());
            Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/api/v1/evidence/" + new string('0', 64))).StatusCode);
    }

    [Fact]
    public async Task A_case_goes_its_way_from_confirmed_over_assigned_to_closed()
    {
        await app.AddUser("李强");
        var id = await app.OpenCase("canteen-1", pictures: false);

        var confirmed = await Body(await Post(id, "confirm", new { version = await Version(id) }));
        var assigned = await Body(await Post(id, "assign", new { version = confirmed.GetProperty("version").GetInt32(), assignee = "李强" }));
        var closed = await Body(await Post(id, "close", new { version = assigned.GetProperty("version").GetInt32(), result = "已整改" }));
        var noted = await Post(id, "note", new { text = "复查合格" });

        Assert.Equal("confirmed", confirmed.GetProperty("stage").GetString());
        Assert.Equal("李强", assigned.GetProperty("assignee").GetString());
        Assert.Equal("closed", closed.GetProperty("stage").GetString());
        Assert.Equal("city-hub", closed.GetProperty("events").EnumerateArray().Last(e => e.GetProperty("type").GetString() == "closed").GetProperty("actor").GetString());
        Assert.Equal(HttpStatusCode.OK, noted.StatusCode);
    }

    [Fact]
    public async Task Of_two_people_who_act_on_the_same_version_the_second_is_told_of_the_conflict()
    {
        var id = await app.OpenCase("canteen-1", pictures: false);
        var version = await Version(id);

        using var first = await Post(id, "confirm", new { version });
        using var second = await Post(id, "false-alarm", new { version });

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        await Problem(second, HttpStatusCode.Conflict, "stale-version");
        Assert.Equal("confirmed", (await Get($"/api/v1/cases/{id}")).GetProperty("stage").GetString());
    }

    [Fact]
    public async Task A_refusal_says_its_code_and_a_sentence_in_the_readers_language()
    {
        var id = await app.OpenCase("canteen-1", pictures: false);
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");

        await Problem(await Post(id, "close", new { version = await Version(id), result = "done" }), HttpStatusCode.UnprocessableEntity, "wrong-stage");
        await Problem(await Post(id, "note", new { text = " " }), HttpStatusCode.UnprocessableEntity, "text-missing");
        await Problem(await Post(id, "assign", new { version = 1, assignee = "nobody" }), HttpStatusCode.UnprocessableEntity, "unknown-assignee");
        await Problem(await Post(id, "confirm", new { }), HttpStatusCode.BadRequest, "version-missing");
        await Problem(await Post(Guid.NewGuid(), "confirm", new { version = 1 }), HttpStatusCode.NotFound, "not-found");
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/api/v1/cases/{Guid.NewGuid()}")).StatusCode);
        using var garbage = await client.PostAsync($"/api/v1/cases/{id}/confirm", new StringContent("{", null, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, garbage.StatusCode);
        Assert.Equal("application/problem+json", garbage.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task The_OpenAPI_document_names_every_path()
    {
        var paths = (await Get("/openapi/v1.json")).GetProperty("paths").EnumerateObject().Select(p => p.Name).ToList();

        Assert.Superset(
            new HashSet<string> { "/api/v1/cases", "/api/v1/cases/{id}", "/api/v1/cases/{id}/confirm", "/api/v1/cases/{id}/false-alarm", "/api/v1/cases/{id}/assign",
                "/api/v1/cases/{id}/close", "/api/v1/cases/{id}/note", "/api/v1/devices", "/api/v1/dead-letters" },
            paths.ToHashSet());
    }

    [Fact]
    public async Task Devices_and_dead_letters_can_be_read()
    {
        await app.AddDevice("box-1", "canteen-1", online: true, new Collector.Devices.CameraRow
        {
            Device = "box-1", Camera = "pastry", Name = "面点间", State = Contracts.Messages.CameraState.Offline, Since = DateTimeOffset.UtcNow, Reason = "login",
        });
        await using (var db = await app.Database())
        {
            db.DeadLetters.Add(new()
            {
                Id = Guid.CreateVersion7(), Device = "box-1", Topic = "mc/v1/box-1/alerts", MessageId = "sha256:00", Fingerprint = "00", Reason = "not-json", Detail = "no JSON",
                Payload = [0xff, 0xfe], PayloadBytes = 2, FirstAt = DateTimeOffset.UtcNow, LastAt = DateTimeOffset.UtcNow,
            });
            await db.SaveChangesAsync();
        }

        var camera = (await Get("/api/v1/devices")).GetProperty("items")[0].GetProperty("cameras")[0];
        var letter = (await Get("/api/v1/dead-letters")).GetProperty("items")[0];
        foreach (var list in new[] { "devices", "dead-letters" })
        {
            using var refused = await client.GetAsync($"/api/v1/{list}?cursor=nonsense");
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Equal("bad-cursor", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        }

        Assert.Equal(("offline", "login"), (camera.GetProperty("state").GetString(), camera.GetProperty("reason").GetString()));
        Assert.Equal(("not-json", JsonValueKind.Null), (letter.GetProperty("reason").GetString(), letter.GetProperty("payload").ValueKind));
    }

    private async Task<JsonElement> Get(string path)
    {
        using var response = await client.GetAsync(path);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return await Body(response);
    }

    private static async Task<JsonElement> Body(HttpResponseMessage response) => JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

    private Task<HttpResponseMessage> Post(Guid id, string step, object body) => client.PostAsJsonAsync($"/api/v1/cases/{id}/{step}", body);

    private async Task<int> Version(Guid id) => (await Get($"/api/v1/cases/{id}")).GetProperty("version").GetInt32();

    private async Task<Guid[]> Ids(string query) =>
        [.. (await Get("/api/v1/cases?" + query)).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetGuid())];

    private static async Task Problem(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        var body = await Body(response);
        Assert.Equal((status, "application/problem+json", code), (response.StatusCode, response.Content.Headers.ContentType?.MediaType, body.GetProperty("code").GetString()));
        Assert.NotEmpty(body.GetProperty("detail").GetString()!);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
