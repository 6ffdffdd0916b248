using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mingchu.Collector.Access;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Patrols;
using Mingchu.Collector.Evidence;
using Mingchu.Collector.Patrols;
using Mingchu.Collector.Storage;
using Mingchu.Collector.Tests.Api;

namespace Mingchu.Collector.Tests.Patrols;

public sealed class InspectionTests : IAsyncLifetime
{
    private static readonly string[] Seven = ["1", "2", "3", "4", "5", "6", "7"];
    private Office office = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => office = await Office.Open();

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    [Trait("row", "D1")]
    public async Task The_check_lists_of_the_papers_are_there_in_the_readers_language()
    {
        var lists = (await office.Get(Role.TownOffice, "/api/v1/check-lists?culture=en")).EnumerateArray().ToList();
        Assert.Equal(["merchant 7 premises", "platform 7 platform", "items 12 premises"], lists.Select(l =>
            $"{l.GetProperty("id").GetString()} {l.GetProperty("points").GetArrayLength()} {l.GetProperty("for").GetString()}"));
        Assert.Contains("licence", lists[0].GetProperty("points")[1].GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains("许可证", (await office.Get(Role.TownOffice, "/api/v1/check-lists?culture=zh-CN"))[0].GetProperty("points")[1].GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("row", "D6")]
    public async Task An_inspection_without_findings_is_a_clean_record_and_no_case()
    {
        var id = await Inspect(Role.TownOffice, "k1", []);
        var found = await office.Get(Role.TownOffice, $"/api/v1/inspections/{id}");
        Assert.Equal(("clean", 0, 7), (found.GetProperty("result").GetString(), found.GetProperty("failed").GetInt32(), found.GetProperty("points").GetArrayLength()));
        Assert.Empty((await office.Get(Role.TownOffice, "/api/v1/cases")).GetProperty("items").EnumerateArray());
        Assert.Single((await office.Get(Role.CountyBureau, "/api/v1/inspections?premises=canteen-1&result=clean")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    [Trait("row", "D6")]
    public async Task Every_failed_point_is_a_lead_in_a_case_and_the_same_submission_again_is_the_same_inspection()
    {
        var id = await Inspect(Role.TownOffice, "k1", ["1", "2", "7"]);
        Assert.Equal(id, await Inspect(Role.TownOffice, "k1", ["1", "2", "7"], HttpStatusCode.OK));
        Assert.NotEqual(id, await Inspect(Role.Coordinator, "k1", ["1"]));

        var found = await office.Get(Role.TownOffice, $"/api/v1/inspections/{id}");
        var failed = found.GetProperty("points").EnumerateArray().Where(p => p.GetProperty("answer").GetString() == "fail").ToList();
        Assert.Equal(["1", "2", "7"], failed.Select(p => p.GetProperty("point").GetString()));
        var licence = await office.Case(Role.TownOffice, failed[1].GetProperty("caseId").GetGuid());
        Assert.Equal(("no-licence", "town-office"), (licence.GetProperty("hazard").GetString(), Office.Holder(licence)));
        Assert.Contains("看过了", Assert.Single(licence.GetProperty("leads").EnumerateArray()).GetProperty("text").GetString(), StringComparison.Ordinal);
        // What the coordinator found of the same matter joined the office's case, and the office keeps it.
        var dirty = await office.Case(Role.TownOffice, failed[0].GetProperty("caseId").GetGuid());
        Assert.Equal(["department-patrol", "grid-patrol"], dirty.GetProperty("leads").EnumerateArray().Select(l => l.GetProperty("source").GetString()).Order());
        await using var db = await office.App.Database();
        Assert.Equal((2, 3), (await db.Inspections.CountAsync(Ct), await db.Cases.CountAsync(Ct)));
        await foreach (var fault in office.App.Services.GetRequiredService<CaseVerifier>().VerifyAll(_ => { }, Ct))
            Assert.Fail($"{fault.Number}: {fault.What}");
    }

    [Fact]
    [Trait("row", "D6")]
    [Trait("row", "D1")]
    public async Task Pictures_lose_place_and_device_before_they_are_kept_with_point_and_case()
    {
        var id = await Inspect(Role.TownOffice, "k1", ["2"]);
        foreach (var point in (string[])["1", "2"])
            foreach (var picture in (byte[][])[TracedPictures.Jpeg(), TracedPictures.Png(), TracedPictures.Jpeg()])
                Assert.Equal(HttpStatusCode.NoContent, (await AddPicture(Role.TownOffice, id, point, picture)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await AddPicture(Role.TownOffice, id, "2", "not a picture"u8.ToArray())).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await AddPicture(Role.CountyBureau, id, "2", TracedPictures.Png())).StatusCode);

        var points = (await office.Get(Role.TownOffice, $"/api/v1/inspections/{id}")).GetProperty("points");
        foreach (var point in points.EnumerateArray().Take(2))
        {
            var urls = point.GetProperty("pictures").EnumerateArray().Select(u => u.GetString()!).ToList();
            Assert.Equal(2, urls.Count);
            foreach (var url in urls)
                IsClean(await (await office.As(Role.TownOffice)).GetByteArrayAsync(url, Ct));
        }

        var filed = await office.Case(Role.TownOffice, points[1].GetProperty("caseId").GetGuid());
        Assert.Equal(["image/jpeg", "image/png"], filed.GetProperty("evidence").EnumerateArray().Select(e => e.GetProperty("mediaType").GetString()).Order());
        foreach (var evidence in filed.GetProperty("evidence").EnumerateArray())
            IsClean(await (await office.As(Role.TownOffice)).GetByteArrayAsync(evidence.GetProperty("url").GetString(), Ct));
        await using var db = await office.App.Database();
        Assert.Equal(6, await db.Set<AccessEntry>().CountAsync(e => e.What == AccessKinds.Evidence, Ct));
    }

    [Fact]
    [Trait("row", "F3")]
    public async Task A_picture_added_to_a_case_loses_them_too()
    {
        var id = await office.Register(Role.TownOffice, "department-patrol", "floor-wet");
        using var body = new ByteArrayContent(TracedPictures.Jpeg());
        using var answer = await (await office.As(Role.TownOffice)).PostAsync($"/api/v1/cases/{id}/pictures", body, Ct);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        var url = Assert.Single((await office.Case(Role.TownOffice, id)).GetProperty("evidence").EnumerateArray()).GetProperty("url").GetString();
        IsClean(await (await office.As(Role.TownOffice)).GetByteArrayAsync(url, Ct));
    }

    [Theory]
    [Trait("row", "D6")]
    [InlineData(Role.Merchant, "canteen-1", "merchant", 7, HttpStatusCode.Forbidden, "not-allowed")]
    [InlineData(Role.TownOffice, "nowhere", "merchant", 7, HttpStatusCode.UnprocessableEntity, "unknown-premises")]
    [InlineData(Role.TownOffice, "canteen-1", "platform", 7, HttpStatusCode.UnprocessableEntity, "check.list")]
    [InlineData(Role.TownOffice, "canteen-1", "merchant", 6, HttpStatusCode.UnprocessableEntity, "check.unanswered")]
    public async Task What_is_not_whole_or_not_theirs_is_refused_and_nothing_is_kept(Role role, string premises, string list, int answers, HttpStatusCode status, string code)
    {
        using var response = await (await office.As(role)).PostAsJsonAsync("/api/v1/inspections",
            new { premises, list, answers = Seven.Take(answers).Select(p => new { point = p, answer = "fail" }) }, Ct);
        Assert.Equal((status, code), (response.StatusCode, (await Body(response)).GetProperty("code").GetString()));
        await using var db = await office.App.Database();
        Assert.Equal((0, 0, 0), (await db.Inspections.CountAsync(Ct), await db.Cases.CountAsync(Ct), await db.CheckLists.CountAsync(Ct)));
    }

    [Fact]
    [Trait("row", "D1")]
    public async Task A_version_that_was_used_can_not_be_changed_and_a_new_one_leaves_old_records_as_they_were()
    {
        var id = await Inspect(Role.TownOffice, "k1", []);
        var list = CheckLists.Default.Find("merchant")!;
        var changed = list with { Points = [.. list.Points.Select(p => p with { Text = new("改过", "changed") })] };
        var chen = new Actor("chen", "chen", Role.TownOffice) { Area = Area.Of("putian/xianyou/licheng") };
        InspectionForm Form(string key) => new("canteen-1", "merchant", null, [.. Seven.Select(p => new PointAnswer(p, Answer.Pass))], key);

        Assert.Equal("check.list-changed", Assert.Single((await Desk(changed).Record(Form("a"), chen, Ct)).Faults).Code);
        var second = await Desk(list, changed with { Version = 2 }).Record(Form("b"), chen, Ct);
        Assert.Equal((2, "改过"), await Shown(second.Id!.Value));
        Assert.Equal((1, list.Points[0].Text.Zh), await Shown(id));

        async Task<(int, string?)> Shown(Guid inspection)
        {
            var found = await office.Get(Role.TownOffice, $"/api/v1/inspections/{inspection}?culture=zh-CN");
            return (found.GetProperty("listVersion").GetInt32(), found.GetProperty("points")[0].GetProperty("text").GetString());
        }
    }

    private InspectionDesk Desk(params CheckList[] lists)
    {
        var s = office.App.Services;
        return new(s.GetRequiredService<ScopedDbs>(), s.GetRequiredService<WriterLock>(), s.GetRequiredService<CaseBook>(), s.GetRequiredService<LeadIntake>(),
            s.GetRequiredService<CaseChanges>(), s.GetRequiredService<EvidenceFiles>(), new(lists), TimeProvider.System);
    }

    private async Task<Guid> Inspect(Role role, string key, string[] failed, HttpStatusCode expected = HttpStatusCode.Created)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/inspections")
        {
            Content = JsonContent.Create(new { premises = "canteen-1", list = "merchant", answers = Seven.Select(p => new { point = p, answer = failed.Contains(p) ? "fail" : "pass", note = "看过了" }) }),
        };
        request.Headers.Add("Idempotency-Key", key);
        using var response = await (await office.As(role)).SendAsync(request, Ct);
        Assert.True(response.StatusCode == expected, await response.Content.ReadAsStringAsync(Ct));
        return (await Body(response)).GetProperty("id").GetGuid();
    }

    private async Task<HttpResponseMessage> AddPicture(Role role, Guid id, string point, byte[] picture)
    {
        using var body = new ByteArrayContent(picture);
        return await (await office.As(role)).PostAsync($"/api/v1/inspections/{id}/points/{point}/pictures", body, Ct);
    }

    private static void IsClean(byte[] picture)
    {
        Assert.True(picture.Length > 60);
        Assert.DoesNotContain("GPS", Encoding.Latin1.GetString(picture), StringComparison.Ordinal);
    }

    private static async Task<JsonElement> Body(HttpResponseMessage response) => JsonDocument.Parse(await response.Content.ReadAsStringAsync(Ct)).RootElement;
}
