using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Access;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Offices;
using Mingchu.Collector.Premises;
using Mingchu.Collector.Tests.Api;

namespace Mingchu.Collector.Tests.Ledger;

public sealed class LedgerTests : IAsyncLifetime
{
    private Office office = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        office = await Office.Open();
        await office.App.AddPremises("noodles-1", "福州面馆", "fuzhou/gulou/east");
        await using var db = await office.App.Database();
        db.Offices.Add(new() { Id = "licheng", Name = "鲤城市场监管所", Kind = OfficeKind.TownOffice, Area = "putian/xianyou/licheng" });
        await db.SaveChangesAsync(Ct);
    }

    public ValueTask DisposeAsync() => office.DisposeAsync();

    [Fact]
    [Trait("row", "B12")]
    public async Task The_ledger_has_every_lead_with_source_time_summary_handling_unit_and_result()
    {
        var wet = await office.Register(Role.TownOffice, "department-patrol", "floor-wet", "后厨地面积水");
        await office.Register(Role.TownOffice, "complaint", "rodent", "=老鼠");
        await office.App.OpenCase("canteen-1", pictures: false);
        await office.App.OpenCase("noodles-1", pictures: false);
        await office.Do(Role.TownOffice, wet, "confirm");
        await office.Do(Role.TownOffice, wet, "close", new { result = "已清理并复查" });

        var all = await Lines("");
        Assert.Equal(3, all.Count);
        var line = Assert.Single(await Lines("?source=department-patrol"));
        Assert.Equal(("后厨地面积水", "鲤城市场监管所", "closed", "已清理并复查", "实验小学食堂"), (Word(line, "summary"), Word(line, "unitName"), Word(line, "result"), Word(line, "resultText"), Word(line, "premisesName")));
        foreach (var (query, count) in new (string, int)[]
        {
            ("?result=closed", 1), ("?hazard=rodent", 1), ("?unit=town-office", 2), ("?q=老鼠", 1), ("?area=putian/xianyou", 3), ("?area=putian/hanjiang", 0),
            ($"?from={DateTime.UtcNow.AddHours(8):yyyy-MM-dd}", 3), ($"?until={DateTime.UtcNow.AddHours(8).AddDays(-1):yyyy-MM-dd}", 0), ($"?month={DateTime.UtcNow.AddHours(8):yyyy-MM}", 3),
        })
            Assert.True(count == (await Lines(query)).Count, query);
        using var bad = await (await office.As(Role.TownOffice)).GetAsync("/api/v1/ledger?month=2026-13", Ct);
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);

        // Page by page it is the same, each line once.
        List<string?> seen = [];
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await office.Get(Role.TownOffice, $"/api/v1/ledger?limit=1{(cursor.Length > 0 ? "&cursor=" + cursor : "")}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(i => Word(i, "id")));
            cursor = page.GetProperty("next").GetString();
        }

        Assert.Equal(all.Select(l => Word(l, "id")), seen);
        using var merchant = await (await office.As(Role.Merchant)).GetAsync("/api/v1/ledger", Ct);
        Assert.Equal(HttpStatusCode.Forbidden, merchant.StatusCode);
    }

    [Fact]
    [Trait("row", "B12")]
    public async Task It_leaves_as_Excel_and_CSV_without_formulas_and_that_it_was_read_is_logged()
    {
        await office.Register(Role.TownOffice, "complaint", "rodent", "=老鼠");
        foreach (var format in (string[])["csv", "xlsx"])
        {
            var file = await (await office.As(Role.TownOffice)).GetByteArrayAsync($"/api/v1/ledger/export?format={format}&culture=zh-CN", Ct);
            var rows = PremisesFile.Read(file)!.Where(r => r.Any(c => c.Length > 0)).ToList();
            Assert.Equal(2, rows.Count);
            Assert.Equal(["案件编号", "线索来源", "登记时间"], rows[0].Take(3));
            Assert.Equal(("投诉", "'=老鼠", "鲤城市场监管所"), (rows[1][1], rows[1][6], rows[1][7]));
        }

        await using var db = await office.App.Database();
        Assert.Equal(2, await db.Set<AccessEntry>().CountAsync(e => e.What == AccessKinds.Export && e.Subject.StartsWith("ledger") && e.Area == "putian/xianyou/licheng", Ct));
    }

    [Fact]
    [Trait("row", "B12")]
    public async Task A_report_has_figures_by_area_source_hazard_and_result()
    {
        await office.Register(Role.TownOffice, "complaint", "rodent");
        await office.App.OpenCase("canteen-1", pictures: false);
        await office.App.OpenCase("noodles-1", pictures: false);

        var report = await office.Get(Role.Supervisor, "/api/v1/ledger/report");
        Assert.Equal(3, report.GetProperty("leads").GetInt32());
        Assert.Equal(["fuzhou 1", "putian 2"], Figures(report, "byArea"));
        Assert.Equal(["alert 2", "complaint 1"], Figures(report, "bySource"));
        Assert.Equal(["no-cap 2", "rodent 1"], Figures(report, "byHazard"));
        Assert.Equal(["open 3"], Figures(report, "byResult"));
        Assert.Equal(["putian/xianyou/licheng/donghe 2"], Figures(await office.Get(Role.TownOffice, "/api/v1/ledger/report"), "byArea"));
        var page = await (await office.As(Role.TownOffice)).GetStringAsync("/ledger/report", Ct);
        Assert.Contains("投诉", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("row", "B13")]
    public async Task What_another_system_reports_again_or_about_a_known_case_is_matched_and_not_entered_twice()
    {
        using var hotline = office.App.Client(await office.App.AddToken("hotline"));
        using var grid = office.App.Client(await office.App.AddToken("grid"));
        var (first, isNew) = await Report(hotline, new { reference = "12345-1", text = "有老鼠" }, HttpStatusCode.Created);
        Assert.True(isNew);
        // The same again is the same; another text under the same number is a note; the same number of another system is another lead.
        Assert.Equal((first, false), await Report(hotline, new { reference = "12345-1", text = "有老鼠" }, HttpStatusCode.OK));
        Assert.Equal((first, false), await Report(hotline, new { reference = "12345-1", text = "投诉人补充：在冷菜间" }, HttpStatusCode.OK));
        Assert.Equal((first, false), await Report(hotline, new { reference = "12345-1", text = "投诉人补充：在冷菜间" }, HttpStatusCode.OK));
        Assert.Equal((first, true), await Report(grid, new { reference = "12345-1", text = "网格也看到老鼠" }, HttpStatusCode.Created));

        // A report about a case that is known here joins it, whatever the sender calls the matter.
        var wet = await office.Register(Role.TownOffice, "department-patrol", "floor-wet");
        var number = Word(await office.Case(Role.TownOffice, wet), "number");
        Assert.Equal((wet, true), await Report(hotline, new { reference = "12345-2", text = "还是湿的", @case = number }, HttpStatusCode.Created));
        await Report(hotline, new { reference = "12345-3", text = "?", @case = "2020-000001" }, HttpStatusCode.UnprocessableEntity);

        var types = Office.Types(await office.Case(Role.TownOffice, first));
        Assert.Equal((1, 1, 1), (types.Count(t => t == "opened"), types.Count(t => t == "lead-added"), types.Count(t => t == "note-added")));
        Assert.Equal(["12345-1", "12345-1", "12345-2"], (await Lines("?source=other-system")).Select(l => Word(l, "reference")).Order());
        Assert.Equal(["grid", "hotline", "hotline"], (await Lines("?source=other-system")).Select(l => Word(l, "system")).Order());
    }

    private static async Task<(Guid Case, bool IsNew)> Report(HttpClient system, object body, HttpStatusCode expected)
    {
        var form = JsonSerializer.SerializeToNode(body)!.AsObject();
        (form["source"], form["premises"], form["hazard"]) = ("other-system", "canteen-1", "rodent");
        using var response = await system.PostAsJsonAsync("/api/v1/leads", form, Ct);
        var text = await response.Content.ReadAsStringAsync(Ct);
        Assert.True(response.StatusCode == expected, $"{response.StatusCode} {text}");
        var receipt = JsonDocument.Parse(text).RootElement;
        return response.IsSuccessStatusCode ? (receipt.GetProperty("caseId").GetGuid(), receipt.GetProperty("new").GetBoolean()) : default;
    }

    private async Task<List<JsonElement>> Lines(string query) => [.. (await office.Get(Role.TownOffice, $"/api/v1/ledger{query}")).GetProperty("items").EnumerateArray()];

    private static string? Word(JsonElement line, string name) => line.GetProperty(name).GetString();

    private static string[] Figures(JsonElement report, string table) =>
        [.. report.GetProperty(table).EnumerateArray().Select(f => $"{f.GetProperty("key").GetString()} {f.GetProperty("leads").GetInt32()}")];
}
