using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Tests.Api;

namespace Mingchu.Collector.Tests.Platforms;

/// <summary>A walk through what regulators and platforms do together, by the API, each as who they are. One collector for all: each test looks at its own notice, shop and case.</summary>
public sealed class PlatformsTests(SharedOffice shared) : IClassFixture<SharedOffice>
{
    private const string Town = "putian/xianyou/licheng";

    private readonly Office office = shared.Office;

    [Fact]
    [Trait("row", "E1")]
    public async Task A_notice_is_drafted_reviewed_sent_and_answered_with_evidence_and_every_step_is_in_its_file_and_the_cases()
    {
        var id = await office.Register(Role.Supervisor, "complaint", "food-expired");
        var path = await office.SendNotice("rectify", caseId: id);

        var sent = await office.Get(Role.Platform, path);
        Assert.Equal(("sent", "美团", "catering"), (PlatformOffice.Stage(sent), sent.GetProperty("platformName").GetString(), sent.GetProperty("line").GetString()));
        // How it was written and reviewed is the regulators' own.
        Assert.Equal(["sent"], PlatformOffice.Types(sent));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "evidence-missing"), await office.No(Role.Platform, HttpMethod.Post, $"{path}/answer", new { text = "已处置" }, 3));
        await office.Answer(path);
        var rejected = await office.Step(Role.TownOffice, path, "reject", new { text = "图片看不清" });
        Assert.Equal("sent", PlatformOffice.Stage(rejected));
        // The picture of the first answer is no evidence for the second.
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "evidence-missing"), await office.No(Role.Platform, HttpMethod.Post, $"{path}/answer", new { text = "再报" }, 5));
        await office.Send(Role.Platform, HttpMethod.Post, $"{path}/files", await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Pages", "pictures", "boxed.jpg")));
        await office.Step(Role.Platform, path, "answer", new { text = "再报" });
        var settled = await office.Step(Role.TownOffice, path, "accept", new { text = "属实" });

        Assert.Equal(["drafted", "submitted", "sent", "answered", "rejected", "answered", "accepted"], PlatformOffice.Types(settled));
        Assert.Equal([4, 6], settled.GetProperty("files").EnumerateArray().Select(f => f.GetProperty("answer").GetInt32()));
        var lines = (await office.Case(Role.Supervisor, id)).GetProperty("events").EnumerateArray().Where(e => e.GetProperty("type").GetString() == "notice-recorded");
        Assert.Equal(5, lines.Count());
        Assert.Contains("美团", lines.First().GetProperty("text").GetString(), StringComparison.Ordinal);
        using var picture = await (await office.As(Role.TownOffice)).GetAsync(settled.GetProperty("files")[0].GetProperty("url").GetString());
        Assert.Equal(HttpStatusCode.OK, picture.StatusCode);
        await using var db = await office.App.Database();
        var notice = Guid.Parse(path.Split('/')[^1]);
        var row = await db.Notices.SingleAsync(n => n.Id == notice);
        var file = await db.Set<Collector.Platforms.PlatformEventRow>().Where(e => e.FileId == row.Id).OrderBy(e => e.Sequence).ToListAsync();
        Assert.Null(CaseChain.Verify(file.Select(l => l.ToRecord()), row.HeadHash));
    }

    [Fact]
    [Trait("row", "E1")]
    public async Task Nobody_reviews_what_they_drafted_and_a_platform_sees_nothing_before_it_is_sent()
    {
        var drafted = await office.Send(Role.Supervisor, HttpMethod.Post, "/api/v1/platform-notices",
            new { kind = "suspend", platform = "meituan", premises = "canteen-1", facts = "无证", basis = "食品安全法", demand = "置休" }, key: "k1");
        var again = await office.Send(Role.Supervisor, HttpMethod.Post, "/api/v1/platform-notices",
            new { kind = "suspend", platform = "meituan", premises = "canteen-1", facts = "无证", basis = "食品安全法", demand = "置休" }, key: "k1");
        Assert.Equal(drafted.GetProperty("notice").GetProperty("id").GetGuid(), again.GetProperty("notice").GetProperty("id").GetGuid());
        var path = $"/api/v1/platform-notices/{drafted.GetProperty("notice").GetProperty("id").GetGuid()}";
        await office.Step(Role.Supervisor, path, "submit");

        Assert.Equal((HttpStatusCode.Forbidden, "own-draft"), await office.No(Role.Supervisor, HttpMethod.Post, $"{path}/approve", new { }, 2));
        Assert.Equal((HttpStatusCode.Forbidden, "not-for-role"), await office.No(Role.TownOffice, HttpMethod.Post, $"{path}/approve", new { }, 2));
        Assert.Equal((HttpStatusCode.Conflict, "changed-since"), await office.No(Role.CountyBureau, HttpMethod.Post, $"{path}/approve", new { }, 1));
        Assert.Equal((HttpStatusCode.BadRequest, "version-missing"), await office.No(Role.CountyBureau, HttpMethod.Post, $"{path}/approve", new { }));
        Assert.Equal((HttpStatusCode.NotFound, "notice-not-found"), await office.No(Role.Platform, HttpMethod.Get, path));
        Assert.DoesNotContain(drafted.GetProperty("notice").GetProperty("id").GetGuid(), (await office.Get(Role.Platform, "/api/v1/platform-notices")).GetProperty("items").EnumerateArray().Select(n => n.GetProperty("id").GetGuid()));
        await office.Step(Role.CountyBureau, path, "return", new { text = "补充依据" });
        foreach (var (body, code) in new (object, string)[]
        {
            (new { kind = "suspend", platform = "nobody", premises = "canteen-1", facts = "x", basis = "x", demand = "x" }, "unknown-platform"),
            (new { kind = "suspend", platform = "meituan", premises = "nowhere", facts = "x", basis = "x", demand = "x" }, "unknown-premises"),
            (new { kind = "suspend", platform = "meituan", facts = "x", basis = "x", demand = "x" }, "notice-field"),
            (new { kind = "scold", platform = "meituan", facts = "x", basis = "x", demand = "x" }, "field-missing"),
        })
            Assert.Equal(code, (await office.No(Role.Supervisor, HttpMethod.Post, "/api/v1/platform-notices", body)).Code);
    }

    [Fact]
    [Trait("row", "E2")]
    public async Task A_shop_that_was_suspended_is_online_again_only_after_review_application_and_release()
    {
        var path = $"/api/v1/listings/{Assert.Single(await Listings("canteen-1")).GetProperty("id").GetGuid()}";
        await office.SendNotice("suspend");
        var suspended = await office.Get(Role.Platform, path);
        Assert.Equal(("suspended", false), (PlatformOffice.Status(suspended), suspended.GetProperty("listing").GetProperty("online").GetBoolean()));

        Assert.Equal("listing-state", (await office.No(Role.Platform, HttpMethod.Post, $"{path}/apply", new { text = "申请" }, 1)).Code);
        Assert.Equal("listing-state", (await office.No(Role.TownOffice, HttpMethod.Post, $"{path}/release", new { text = "同意" }, 1)).Code);
        await office.Step(Role.Platform, path, "review", new { passed = true, text = "现场复查，证照齐全" });
        Assert.Equal((HttpStatusCode.Forbidden, "not-for-role"), await office.No(Role.Merchant, HttpMethod.Post, $"{path}/apply", new { text = "申请" }, 2));
        await office.Step(Role.Platform, path, "apply", new { text = "申请重新上线" });
        // The county's review sent the order: the town does not release it.
        Assert.Equal((HttpStatusCode.Forbidden, "higher-order"), await office.No(Role.TownOffice, HttpMethod.Post, $"{path}/release", new { text = "同意" }, 3));
        var released = await office.Step(Role.CountyBureau, path, "release", new { text = "同意" });
        Assert.Equal(["ordered", "reviewed", "applied", "released"], PlatformOffice.Types(released));
        Assert.Equal("listed", PlatformOffice.Status(released));
    }

    [Fact]
    [Trait("row", "E2")]
    public async Task Leaving_a_platform_and_coming_back_does_not_bring_a_shop_online()
    {
        await office.App.AddPremises("delisted", "下架面馆", Town, "meituan");
        await office.SendNotice("delist", "delisted");
        await Name("");
        Assert.Empty(await Listings("delisted"));
        await Name("meituan");
        Assert.Equal("delisted", Assert.Single(await Listings("delisted")).GetProperty("status").GetString());

        async Task Name(string platforms)
        {
            var version = (await office.Get(Role.Supervisor, "/api/v1/premises/delisted")).GetProperty("version").GetInt32();
            await office.Send(Role.Supervisor, HttpMethod.Put, "/api/v1/premises/delisted", new { data = new Dictionary<string, string> { ["platforms"] = platforms } }, version);
        }
    }

    [Fact]
    [Trait("row", "E1")]
    public async Task A_platform_sees_its_own_cases_only_and_premises_on_no_platform_go_to_the_regulator()
    {
        await office.App.AddPremises("noodles", "面馆", "putian/xianyou/licheng", "eleme");
        await office.App.AddPremises("canteen-2", "机关食堂", "putian/xianyou/licheng");
        async Task<JsonElement> Report(string premises)
        {
            var receipt = await office.Send(Role.Supervisor, HttpMethod.Post, "/api/v1/leads", new { source = "bad-rating", premises, hazard = "floor-wet", text = "差评：地上都是水" });
            return await office.Case(Role.Supervisor, receipt.GetProperty("caseId").GetGuid());
        }

        var (own, other, none) = (await Report("canteen-1"), await Report("noodles"), await Report("canteen-2"));
        Assert.Equal(["platform", "platform", "town-office"], new[] { own, other, none }.Select(Office.Holder));
        var seen = (await office.Get(Role.Platform, "/api/v1/cases")).GetProperty("items").EnumerateArray().ToList();
        Assert.Contains(own.GetProperty("id").GetGuid(), seen.Select(c => c.GetProperty("id").GetGuid()));
        Assert.All(seen, c => Assert.Equal("canteen-1", c.GetProperty("premisesId").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, (await office.No(Role.Platform, HttpMethod.Get, $"/api/v1/cases/{other.GetProperty("id").GetGuid()}")).Status);
        Assert.Equal("no-platform", await office.Refused(Role.Supervisor, none.GetProperty("id").GetGuid(), "dispatch", new { to = "platform" }));
        Assert.DoesNotContain("platform", (await office.Get(Role.Supervisor, $"/api/v1/cases/{none.GetProperty("id").GetGuid()}/steps")).GetProperty("to").EnumerateArray().Select(r => r.GetString()));

        var lead = new { source = "platform-check", premises = "noodles", hazard = "no-licence", text = "证照不符" };
        Assert.Equal("unknown-premises", (await office.No(Role.Platform, HttpMethod.Post, "/api/v1/leads", lead)).Code);

        var wrong = await office.No(Role.Supervisor, HttpMethod.Put, "/api/v1/premises/canteen-2", new { data = new Dictionary<string, string> { ["platforms"] = "nobody" } }, 1);
        Assert.Equal((HttpStatusCode.BadRequest, "invalid"), wrong);
    }

    [Fact]
    [Trait("row", "E4")]
    public async Task A_spot_check_by_the_seven_points_ends_in_a_guidance_letter_that_can_be_printed()
    {
        var results = Enumerable.Range(1, 7).Select(point => new { point, passed = point is not (1 or 6), text = point is 1 or 6 ? $"第{point}项未落实" : "" }).ToList();
        var body = new { results, basis = "《网络餐饮服务食品安全监督管理办法》", demand = "完善审查制度" };
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "spot-check"), await office.No(Role.TownOffice, HttpMethod.Post, "/api/v1/platforms/meituan/spot-checks", new { results = results.Take(6) }));
        Assert.Equal(HttpStatusCode.Forbidden, (await office.No(Role.Platform, HttpMethod.Post, "/api/v1/platforms/meituan/spot-checks", body)).Status);
        var check = await office.Send(Role.TownOffice, HttpMethod.Post, "/api/v1/platforms/meituan/spot-checks", body, key: "check-1");
        Assert.Equal(check.GetProperty("id").GetGuid(), (await office.Send(Role.TownOffice, HttpMethod.Post, "/api/v1/platforms/meituan/spot-checks", body, key: "check-1")).GetProperty("id").GetGuid());
        Assert.Equal(2, check.GetProperty("failed").GetInt32());

        var path = $"/api/v1/platform-notices/{check.GetProperty("noticeId").GetGuid()}";
        await office.Step(Role.TownOffice, path, "submit");
        await office.Step(Role.CountyBureau, path, "approve");
        var printed = WebUtility.HtmlDecode(await (await office.As(Role.Platform)).GetStringAsync(path.Replace("/api/v1", "", StringComparison.Ordinal) + "/print"));
        foreach (var part in new[] { "行政指导书", "市监网〔", "美团：", "1. 是否对入网餐饮服务提供者的食品经营许可证进行严格审查", "2. 是否建立投诉举报处理制度", "第6项未落实", "完善审查制度", "送达回执" })
            Assert.Contains(part, printed, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<JsonElement>> Listings(string premises) =>
        [.. (await office.Get(Role.Platform, $"/api/v1/listings?premises={premises}")).GetProperty("items").EnumerateArray()];
}
