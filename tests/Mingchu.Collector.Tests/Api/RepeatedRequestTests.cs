using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Platforms;
using Mingchu.Collector.Push.Calm;
using Mingchu.Collector.Tests.Patrols;
using Mingchu.Collector.Tests.Platforms;

namespace Mingchu.Collector.Tests.Api;

/// <summary>What is sent twice is done once, and what somebody changed since is not overwritten.</summary>
[Trait("row", "C6")]
public sealed class RepeatedRequestTests
{
    private const string Town = "putian/xianyou/licheng";
    private static readonly byte[] Boxed = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Pages", "pictures", "boxed.jpg"));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_key_makes_premises_a_silence_and_an_office_once_and_does_nothing_else()
    {
        await using var office = await Office.Open();
        var admin = await office.As(Role.Admin);
        var premises = new { id = "ming", data = new Dictionary<string, string> { ["name"] = "阿明烧烤", ["area"] = Town, ["kind"] = "catering" } };
        var silence = new { premisesId = "canteen-1", hazard = "floor-wet", reason = "排水管维修", endsAt = DateTimeOffset.UtcNow.AddHours(2) };
        var bureau = new { id = "licheng-office", name = "荔城所", kind = "town-office", area = Town };

        foreach (var (path, body, key) in new (string, object, string)[] { ("premises", premises, "k-1"), ("silences", silence, "k-2"), ("offices", bureau, "k-3") })
        {
            var first = await Send(admin, HttpMethod.Post, path, body, key);
            var again = await Send(admin, HttpMethod.Post, path, body, key);
            Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.Status, again.Status));
            Assert.Equal((first.Location, first.Body), (again.Location, again.Body));
        }

        Assert.Equal("key-used", Code(await Send(admin, HttpMethod.Post, "offices", bureau with { id = "other" }, "k-1")));
        Assert.Equal("key-used", Code(await Send(admin, HttpMethod.Post, "premises", premises with { id = "other" }, "k-1")));
        Assert.Equal("exists", Code(await Send(admin, HttpMethod.Post, "premises", premises, null)));
        Assert.Equal("exists", Code(await Send(admin, HttpMethod.Post, "offices", bureau, null)));
        Assert.Equal("bad-key", Code(await Send(admin, HttpMethod.Post, "silences", silence, new string('x', 129))));
        await using var db = await office.App.Database();
        Assert.Equal((1, 1, 1), (await db.Premises.CountAsync(p => p.Id == "ming", Ct), await db.Set<SilenceRow>().CountAsync(Ct), await db.Offices.CountAsync(Ct)));
    }

    [Fact]
    [Trait("row", "D6")]
    public async Task A_key_of_a_picture_keeps_it_once_and_no_other_picture()
    {
        await using var office = await Office.Open();
        var answers = Enumerable.Range(1, 7).Select(p => new { point = $"{p}", answer = p == 2 ? "fail" : "pass", note = "" });
        var inspection = await office.Send(Role.TownOffice, HttpMethod.Post, "/api/v1/inspections", new { premises = "canteen-1", list = "merchant", answers }, null, "i-1");
        var inspected = $"/api/v1/inspections/{inspection.GetProperty("id").GetGuid()}";
        var notice = await office.SendNotice("rectify");
        var filed = $"/api/v1/cases/{await office.Register(Role.TownOffice, "department-patrol", "floor-wet")}";

        foreach (var (role, path) in new[]
        {
            (Role.TownOffice, $"{inspected}/points/2/pictures"), (Role.TownOffice, $"{inspected}/points/1/pictures"), (Role.Platform, $"{notice}/files"), (Role.TownOffice, $"{filed}/pictures"),
        })
        {
            var key = $"k-{path.GetHashCode(StringComparison.Ordinal)}";
            foreach (var picture in new[] { TracedPictures.Jpeg(), TracedPictures.Jpeg() })
                await office.Send(role, HttpMethod.Post, path, picture, null, key);
            using var other = await office.Ask(role, HttpMethod.Post, path, Boxed, null, key);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
            Assert.Equal("key-used", JsonDocument.Parse(await other.Content.ReadAsStringAsync(Ct)).RootElement.GetProperty("code").GetString());
        }

        await using var db = await office.App.Database();
        Assert.Equal((2, 1, 2), (await db.InspectionPictures.CountAsync(Ct), await db.Set<NoticeFileRow>().CountAsync(Ct), await db.Evidence.CountAsync(Ct)));
        // What was refused is not kept either.
        Assert.Single(Directory.EnumerateFiles(office.App.Folder.At("evidence"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_person_or_office_that_somebody_changed_since_is_not_overwritten()
    {
        await using var office = await Office.Open();
        var admin = await office.As(Role.Admin);
        var person = new { name = "林溪溪", role = "town-office", area = Town, phone = "0594-1" };
        Assert.Equal(HttpStatusCode.Created, (await Send(admin, HttpMethod.Put, "people/linxi", person)).Status);
        await Send(admin, HttpMethod.Post, "offices", new { id = "licheng-office", name = "荔城所", kind = "town-office", area = Town });

        foreach (var (path, body) in new (string, object)[] { ("people/linxi", person with { phone = "0594-2" }), ("offices/licheng-office", new { name = "荔城市场监管所" }) })
        {
            Assert.Equal((HttpStatusCode)428, (await Send(admin, HttpMethod.Put, path, body)).Status);
            Assert.Equal(HttpStatusCode.NoContent, (await Send(admin, HttpMethod.Put, path, body, null, "\"1\"")).Status);
            Assert.Equal("stale", Code(await Send(admin, HttpMethod.Put, path, body, null, "\"1\"")));
            Assert.Equal(HttpStatusCode.NoContent, (await Send(admin, HttpMethod.Put, path, body, null, "\"2\"")).Status);
        }

        Assert.Equal(3, (await office.Get(Role.Admin, "/api/v1/people")).GetProperty("items")[0].GetProperty("version").GetInt32());
        var listed = (await office.Get(Role.TownOffice, "/api/v1/offices")).GetProperty("items")[0];
        Assert.Equal(("荔城市场监管所", 3), (listed.GetProperty("name").GetString(), listed.GetProperty("version").GetInt32()));
    }

    [Fact]
    public async Task Offices_come_in_pages_and_only_administrators_write_them()
    {
        await using var office = await Office.Open();
        var admin = await office.As(Role.Admin);
        foreach (var id in new[] { "a", "b", "c" })
            Assert.Equal(HttpStatusCode.Created, (await Send(admin, HttpMethod.Post, "offices", new { id, name = id, kind = "town-office", area = Town })).Status);

        var first = await office.Get(Role.Admin, "/api/v1/offices?limit=2");
        var second = await office.Get(Role.Admin, $"/api/v1/offices?limit=2&cursor={first.GetProperty("next").GetString()}");

        Assert.Equal(["a", "b", "c"], first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).Select(o => o.GetProperty("id").GetString()));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
        Assert.Equal("bad-office", Code(await Send(admin, HttpMethod.Post, "offices", new { id = "d", name = "d", kind = "county-bureau", area = Town })));
        Assert.Equal("admins-only", Code(await Send(await office.As(Role.TownOffice), HttpMethod.Post, "offices", new { id = "d", name = "d", kind = "town-office", area = Town })));
    }

    private static async Task<Answer> Send(HttpClient client, HttpMethod method, string path, object body, string? key = null, string? version = null)
    {
        using var request = new HttpRequestMessage(method, "/api/v1/" + path) { Content = JsonContent.Create(body) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        if (version is not null)
            request.Headers.TryAddWithoutValidation("If-Match", version);
        using var response = await client.SendAsync(request, Ct);
        return new(response.StatusCode, response.Headers.Location?.OriginalString, await response.Content.ReadAsStringAsync(Ct));
    }

    private static string? Code(Answer answer) => JsonDocument.Parse(answer.Body).RootElement.GetProperty("code").GetString();

    private sealed record Answer(HttpStatusCode Status, string? Location, string Body);
}
