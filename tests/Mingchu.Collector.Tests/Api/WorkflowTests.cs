using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core.Cases;
using Mingchu.Contracts.Messages;
using Mingchu.Rig;

namespace Mingchu.Collector.Tests.Api;

/// <summary>A walk through the steps of a case, as the people of the programmes do them.</summary>
public sealed class WorkflowTests : IAsyncLifetime
{
    private Office office = null!;

    public async ValueTask InitializeAsync() => office = await Office.Open();

    [Fact]
    [Trait("row", "B5")]
    public async Task The_item_list_of_the_policy_folder_says_who_has_a_matter_first()
    {
        Assert.Equal("coordinator", Office.Holder(await office.Case(Role.Supervisor, await office.Register(Role.Coordinator, "grid-patrol", "floor-litter"))));
        Assert.Equal("town-office", Office.Holder(await office.Case(Role.Supervisor, await office.Register(Role.Coordinator, "grid-patrol", "no-licence"))));
        var worklist = (await office.Get(Role.TownOffice, "/api/v1/cases?holder=town-office&stage=unsettled")).GetProperty("items");
        Assert.Equal("no-licence", Assert.Single(worklist.EnumerateArray()).GetProperty("hazard").GetString());

        await using var folder = new RunFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Folder("policy"), "items.json"), """
            {"version": "own-1", "passOn": {"grid-head": "village-centre"}, "items": [
              {"hazards": ["no-licence"], "urgency": "routine", "first": "grid-head"}, {"urgency": "by-deadline", "first": "city-bureau"}]}
            """);
        await using var other = await Office.Open(c => new()
        {
            Storage = c.Storage, Mqtt = c.Mqtt, Http = c.Http, Metrics = c.Metrics, Evidence = c.Evidence, Log = c.Log, Policy = new() { Folder = folder.At("policy") },
        });
        var id = await other.Register(Role.Supervisor, "complaint", "no-licence");
        var found = await other.Case(Role.Supervisor, id);
        Assert.Equal(("grid-head", "routine"), (Office.Holder(found), found.GetProperty("flow").GetProperty("urgency").GetString()));
    }

    [Fact]
    [Trait("row", "B6")]
    [Trait("row", "B10")]
    public async Task A_matter_goes_the_six_steps_and_its_file_keeps_every_one_of_them()
    {
        // 1 patrol, 2 collect, 3 dispatch: what the coordinator found is given to them by the item list.
        var id = await office.Register(Role.Coordinator, "grid-patrol", "floor-litter", "后厨地面有垃圾");
        // 4 handle.
        Assert.Equal("assigned", Office.Stage(await office.Do(Role.Coordinator, id, "accept")));
        Assert.Equal("answered", Office.Stage(await office.Do(Role.Coordinator, id, "answer", new { text = "已督促打扫" })));
        // 5 verify and feed back: not yet.
        Assert.Equal("assigned", Office.Stage(await office.Do(Role.TownOffice, id, "verify", new { passed = false, text = "仍有积油" })));
        // 6 track, until it is done.
        var tracked = await office.Do(Role.Coordinator, id, "track", new { nextLook = DateTimeOffset.UtcNow.AddDays(10), text = "地漏待改造" });
        Assert.Equal("tracking", Office.Stage(tracked));
        await office.TimePasses(id);
        var closed = await office.Do(Role.Coordinator, id, "stop-tracking", new { text = "地漏已改造" });

        Assert.Equal("closed", Office.Stage(closed));
        Assert.Equal(["opened", "accepted", "answered", "verified", "tracked", "reminded", "tracking-stopped", "closed"],
            Office.Types(closed).Where(t => t is not ("push-recorded" or "kept-quiet")));
        Assert.Equal(["coordinator-1", "town-office-1"], closed.GetProperty("events").EnumerateArray()
            .Where(e => e.GetProperty("type").GetString() is "answered" or "verified").Select(e => e.GetProperty("actor").GetString()));
        Assert.Equal("settled", await office.Refused(Role.TownOffice, id, "dispatch", new { to = "merchant" }));
        var verifier = office.App.Services.GetRequiredService<CaseVerifier>();
        Assert.Null(await verifier.Verify(id, default));
        await using (var db = await office.App.Database())
            await db.CaseEvents.Where(e => e.CaseId == id && e.Type == "answered").ExecuteUpdateAsync(s => s.SetProperty(e => e.ActorName, "别人"));
        Assert.Equal("content", (await verifier.Verify(id, default))?.What);
    }

    [Fact]
    [Trait("row", "B10")]
    public async Task A_merchant_answers_with_a_picture_that_stays_in_the_file()
    {
        var id = await office.App.OpenCase("canteen-1", pictures: false);
        var jpeg = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Pages", "pictures", "clean.jpg"));
        var merchant = await office.As(Role.Merchant);
        var other = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Pages", "pictures", "boxed.jpg"));
        merchant.DefaultRequestHeaders.Add("Idempotency-Key", "picture-1");
        // The key is of the first picture: it sent again is done, another one is not that request.
        foreach (var (content, status) in new[] { (jpeg, HttpStatusCode.NoContent), (jpeg, HttpStatusCode.NoContent), (other, HttpStatusCode.UnprocessableEntity), ("no picture"u8.ToArray(), HttpStatusCode.UnprocessableEntity) })
        {
            using var sent = await merchant.PostAsync($"/api/v1/cases/{id}/pictures", new ByteArrayContent(content));
            Assert.Equal(status, sent.StatusCode);
        }

        merchant.DefaultRequestHeaders.Remove("Idempotency-Key");
        var rectified = await office.Do(Role.Merchant, id, "rectify", new { text = "已戴帽" });
        var evidence = Assert.Single(rectified.GetProperty("evidence").EnumerateArray());
        Assert.Equal(jpeg, await merchant.GetByteArrayAsync(evidence.GetProperty("url").GetString()));
        Assert.Equal("merchant-1", rectified.GetProperty("events").EnumerateArray().Single(e => e.GetProperty("type").GetString() == "evidence-attached").GetProperty("actor").GetString());
        await office.Do(Role.TownOffice, id, "verify", new { passed = true, text = "已核实" });
        using var late = await merchant.PostAsync($"/api/v1/cases/{id}/pictures", new ByteArrayContent(other));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
        Assert.Null(await office.App.Services.GetRequiredService<CaseVerifier>().Verify(id, default));
    }

    [Fact]
    [Trait("row", "B7")]
    public async Task Each_of_the_six_levels_passes_on_what_it_cannot_settle_and_the_city_settles_it()
    {
        var id = await office.Register(Role.Coordinator, "grid-patrol", "floor-litter");
        foreach (var (level, next) in Levels.Line.Zip(Levels.Line.Skip(1)))
        {
            Assert.Equal("not-yours", await office.Refused(next, id, "accept"));
            Assert.Contains("pass-on", await Steps(level, id));
            Assert.Equal((next.Word(), "dispatched"), (await office.Do(level, id, "pass-on", new { text = "解决不了" })) is var passed ? (Office.Holder(passed), Office.Stage(passed)) : default);
            Assert.DoesNotContain("pass-on", await Steps(level, id));
            await office.Do(next, id, "accept");
        }

        Assert.Equal("no-higher-level", await office.Refused(Role.CityBureau, id, "pass-on", new { text = "解决不了" }));
        var closed = await office.Do(Role.CityBureau, id, "close", new { result = "已处罚" });
        Assert.Equal(["county-bureau", "town-office", "village-centre", "grid-head", "coordinator"],
            closed.GetProperty("flow").GetProperty("way").EnumerateArray().Select(w => w.GetString()));
    }

    [Fact]
    [Trait("row", "B8")]
    public async Task What_the_county_collected_does_not_go_to_the_town_which_may_only_assist()
    {
        var id = await office.Register(Role.CountyBureau, "department-patrol", "floor-litter");
        Assert.Equal("county-bureau", Office.Holder(await office.Case(Role.CountyBureau, id)));
        Assert.Equal("never-down", await office.Refused(Role.CountyBureau, id, "dispatch", new { to = "town-office" }));
        Assert.Equal("never-down", await office.Refused(Role.Supervisor, id, "dispatch", new { to = "coordinator" }));
        Assert.Equal("not-yours", await office.Refused(Role.TownOffice, id, "confirm"));
        Assert.Equal("not-asked", await office.Refused(Role.TownOffice, id, "assist", new { text = "已督促" }));

        await office.Do(Role.CountyBureau, id, "ask-assist", new { to = "town-office", text = "请督促业主整改" });
        var assisted = await office.Do(Role.TownOffice, id, "assist", new { text = "已督促" });
        Assert.Equal(("county-bureau", "county-bureau"), (Office.Holder(assisted), assisted.GetProperty("flow").GetProperty("collectedBy").GetString()));
    }

    [Fact]
    [Trait("row", "B9")]
    public async Task A_hard_lead_goes_to_the_brigade_which_makes_law_breaking_an_enforcement_case()
    {
        var id = await office.Register(Role.Supervisor, "whistle-blower", "licence-borrowed", "套用他人许可证");
        Assert.Equal(("brigade", "dispatched"), (await office.Do(Role.TownOffice, id, "to-brigade", new { text = "线索疑难" })) is var hard ? (Office.Holder(hard), Office.Stage(hard)) : default);
        await office.Do(Role.Brigade, id, "accept");
        var enforced = await office.Do(Role.Brigade, id, "to-enforcement", new { text = "违反食品安全法第一百二十二条", number = "2026-12" });
        Assert.Equal("enforcement", Office.Stage(enforced));
        Assert.Contains("2026-12", enforced.GetProperty("events").EnumerateArray().Last(e => e.GetProperty("type").GetString() == "enforcement-begun").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal("closed", Office.Stage(await office.Do(Role.Brigade, id, "close", new { result = "罚款五万元" })));
    }

    [Fact]
    [Trait("row", "B14")]
    public async Task A_major_incident_reaches_every_level_with_the_time_of_each()
    {
        var id = await office.Register(Role.Coordinator, "grid-patrol", "food-expired", "多名学生呕吐");
        Assert.Equal("grid-head", (await office.Do(Role.Coordinator, id, "report-major", new { text = "多名学生呕吐" })).GetProperty("flow").GetProperty("majorLevel").GetString());
        await office.Do(Role.GridHead, id, "take-notice");
        await office.Do(Role.VillageCentre, id, "take-notice", new { text = "已到场" });
        // The town office sleeps: after the policy's minutes the county is told all the same.
        await office.TimePasses(id);
        await office.Do(Role.CountyBureau, id, "take-notice");
        var done = await office.Do(Role.CityBureau, id, "take-notice");

        Assert.Equal((true, JsonValueKind.Null), (done.GetProperty("flow").GetProperty("major").GetBoolean(), done.GetProperty("flow").GetProperty("majorLevel").ValueKind));
        var steps = done.GetProperty("events").EnumerateArray().Where(e => e.GetProperty("type").GetString() is "major-reported" or "notice-taken" or "major-went-on").ToList();
        Assert.Equal(["major-reported", "notice-taken", "notice-taken", "major-went-on", "notice-taken", "notice-taken"], steps.Select(e => e.GetProperty("type").GetString()));
        Assert.All(steps, e => Assert.NotEqual(default, e.GetProperty("at").GetDateTimeOffset()));
        Assert.Equal(["city-bureau", "county-bureau", "grid-head", "town-office", "village-centre"], done.GetProperty("deliveries").EnumerateArray()
            .Where(d => d.GetProperty("occasion").GetString() == "major").Select(d => d.GetProperty("audience").GetString()).Order());
    }

    [Fact]
    public async Task A_step_sent_again_under_the_same_key_is_done_once_and_an_old_version_is_refused()
    {
        var id = await office.App.OpenCase("canteen-1", pictures: false);
        using var first = await office.Try(Role.Supervisor, id, "confirm", key: "k-1");
        using var again = await office.Try(Role.Supervisor, id, "confirm", key: "k-1");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, again.StatusCode));
        Assert.NotNull(again.Headers.ETag);
        Assert.Single(Office.Types(await office.Case(Role.Supervisor, id)), t => t == "confirmed");
        using var badKey = await office.Try(Role.Supervisor, id, "close", new { result = "好" }, new string('k', 129));
        Assert.Equal(HttpStatusCode.BadRequest, badKey.StatusCode);
        using var stale = await (await office.As(Role.Supervisor)).PostAsJsonAsync($"/api/v1/cases/{id}/close", new { version = 1, result = "好" });
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        Assert.Equal("field-missing", await office.Refused(Role.Supervisor, id, "dispatch", new { to = "nobody" }));
    }

    [Fact]
    public async Task A_silence_and_a_blocked_camera_make_no_noise_but_the_case_says_why()
    {
        var supervisor = await office.As(Role.Supervisor);
        using var all = await supervisor.PostAsJsonAsync("/api/v1/silences", new { reason = "装修", endsAt = DateTimeOffset.UtcNow.AddHours(1) });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, all.StatusCode);
        using var set = await supervisor.PostAsJsonAsync("/api/v1/silences", new { premisesId = "canteen-1", hazard = "no-cap", reason = "装修", endsAt = DateTimeOffset.UtcNow.AddHours(1) });
        Assert.Equal(HttpStatusCode.Created, set.StatusCode);
        var silenced = await office.App.OpenCase("canteen-1", "no-cap", pictures: false);
        Assert.Contains("装修", await Quiet(silenced), StringComparison.Ordinal);

        await office.App.AddDevice("box-canteen-1", "canteen-1", true, new Devices.CameraRow
        {
            Device = "box-canteen-1", Camera = "pastry", Name = "面点间", State = CameraState.Blocked, Since = DateTimeOffset.UtcNow.AddHours(-1),
        });
        var blind = await office.App.OpenCase("canteen-1", "no-mask", pictures: false);
        Assert.Contains("遮挡", await Quiet(blind), StringComparison.Ordinal);
        Assert.Contains("kept-quiet", Office.Types(await office.Case(Role.Supervisor, blind)));

        using var ended = await supervisor.DeleteAsync(set.Headers.Location);
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        Assert.Equal(0, (await office.Get(Role.Supervisor, "/api/v1/silences")).GetArrayLength());
    }

    private async Task<string> Quiet(Guid id)
    {
        string? why = null;
        await Wait.Until("the notice was judged", async () =>
            (why = (await office.Case(Role.Supervisor, id)).GetProperty("deliveries")[0].GetProperty("quiet").GetString()) is not null, default);
        return why!;
    }

    private async Task<string[]> Steps(Role role, Guid id) =>
        [.. (await office.Get(role, $"/api/v1/cases/{id}/steps")).GetProperty("steps").EnumerateArray().Select(s => s.GetString()!)];

    public ValueTask DisposeAsync() => office.DisposeAsync();
}
