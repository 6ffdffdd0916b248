using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mingchu.Collector.Core.Cases;

namespace Mingchu.Collector.Tests.Api;

/// <summary>How leads of every source become cases with a grade and its reasons, as the people of the programmes see it.</summary>
public sealed class LeadsToCasesTests : IAsyncLifetime
{
    private Office office = null!;

    public async ValueTask InitializeAsync() => office = await Office.Open();

    [Fact]
    [Trait("row", "B1")]
    public async Task Leads_of_every_source_can_be_handed_in_and_the_same_twice_is_one_lead()
    {
        foreach (var source in LeadSources.Of(Role.Supervisor).Select(s => s.Word()))
        {
            var first = await office.Register(Role.Supervisor, source, "floor-wet", reference: $"no-{source}");
            Assert.Equal(first, await office.Register(Role.Supervisor, source, "floor-wet", reference: $"no-{source}"));
            var lead = Assert.Single((await office.Case(Role.Supervisor, first)).GetProperty("leads").EnumerateArray(), l => l.GetProperty("source").GetString() == source);
            Assert.Equal(("后厨地面有积水", $"no-{source}", "supervisor-1"),
                (lead.GetProperty("text").GetString(), lead.GetProperty("reference").GetString(), lead.GetProperty("person").GetString()));
        }

        await office.Register(Role.Merchant, "self-check", "worktop-dirty");
        foreach (var (role, source, premises, hazard, text, code) in new[]
        {
            (Role.Merchant, "complaint", "canteen-1", "floor-wet", "x", "not-allowed"),
            (Role.Supervisor, "alert", "canteen-1", "floor-wet", "x", "not-allowed"),
            (Role.Supervisor, "rumour", "canteen-1", "floor-wet", "x", "unknown-source"),
            (Role.Supervisor, "complaint", "nowhere", "floor-wet", "x", "unknown-premises"),
            (Role.Supervisor, "complaint", "canteen-1", "floor-dry", "x", "unknown-hazard"),
            (Role.Supervisor, "complaint", "canteen-1", "floor-wet", " ", "text-missing"),
        })
        {
            using var refused = await (await office.As(role)).PostAsJsonAsync("/api/v1/leads", new { source, premises, hazard, text });
            Assert.Equal(code, JsonDocument.Parse(await refused.Content.ReadAsStringAsync()).RootElement.GetProperty("code").GetString());
        }
    }

    [Fact]
    [Trait("row", "B2")]
    public async Task What_a_camera_saw_and_what_people_report_of_it_is_one_case_with_every_lead_readable()
    {
        var id = await office.App.OpenCase("canteen-1", "floor-litter", 1, pictures: false);

        Assert.Equal(id, await office.Register(Role.Coordinator, "grid-patrol", "floor-litter", "地上有垃圾"));
        Assert.Equal(id, await office.Register(Role.Supervisor, "public-report", "floor-litter", "顾客看到垃圾"));
        Assert.NotEqual(id, await office.Register(Role.Supervisor, "public-report", "rodent", "有老鼠"));

        var found = await office.Case(Role.Supervisor, id);
        Assert.Equal(["alert", "grid-patrol", "public-report"], found.GetProperty("leads").EnumerateArray().Select(l => l.GetProperty("source").GetString()).Order());
        Assert.Equal(["地上有垃圾", "顾客看到垃圾"], found.GetProperty("leads").EnumerateArray().Select(l => l.GetProperty("text").GetString()).OfType<string>().Order());
    }

    [Fact]
    [Trait("row", "B3")]
    public async Task A_grade_tells_its_reasons_and_a_changed_policy_can_be_tried_on_past_cases()
    {
        for (var i = 0; i < 3; i++)
        {
            var settled = await office.Register(Role.Supervisor, "complaint", "no-uniform", $"第{i}次没穿工作服");
            await office.Do(Role.Supervisor, settled, "confirm");
            await office.Do(Role.Supervisor, settled, "close", new { result = "已整改" });
        }

        var (grade, reasons) = await Grade(await office.Register(Role.Supervisor, "complaint", "no-uniform", "又没穿工作服"));
        Assert.Equal(2, grade);
        Assert.Equal(["grade.hazard", "grade.repeats"], reasons);

        var body = "{\"version\": \"strict\", \"grouping\": {\"windowMinutes\": 30, \"maxCaseHours\": 24}, \"hazards\": {\"no-uniform\": 3}, \"confidence\": null, \"duration\": [], \"repeats\": null}";
        using var tried = await (await office.As(Role.Supervisor)).PostAsync("/api/v1/policies/grading/try?days=7", new StringContent(body, null, "application/json"));
        var result = JsonDocument.Parse(await tried.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(("strict", 4), (result.GetProperty("policy").GetString(), result.GetProperty("cases").GetInt32()));
        Assert.Equal([(1, 3), (1, 3), (1, 3), (2, 3)], result.GetProperty("changes").EnumerateArray()
            .Select(c => (c.GetProperty("was").GetInt32(), c.GetProperty("wouldBe").GetInt32())).Order());

        using var wrong = await (await office.As(Role.Supervisor)).PostAsync("/api/v1/policies/grading/try", new StringContent("{}", null, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        using var stranger = await (await office.As(Role.Merchant)).PostAsync("/api/v1/policies/grading/try", new StringContent(body, null, "application/json"));
        Assert.Equal(HttpStatusCode.Forbidden, stranger.StatusCode);
    }

    [Fact]
    [Trait("row", "B3")]
    public async Task Premises_whose_merchant_lets_deadlines_pass_are_graded_higher_next_time()
    {
        foreach (var hazard in new[] { "no-cap", "phone-use" })
        {
            var id = await office.App.OpenCase("canteen-1", hazard, pictures: false);
            for (var i = 0; i < 3; i++)
                await office.TimePasses(id);
        }

        var (grade, reasons) = await Grade(await office.Register(Role.Supervisor, "complaint", "no-uniform"));
        Assert.Equal(2, grade);
        Assert.Equal(["grade.hazard", "grade.missed-before"], reasons);
    }

    private async Task<(int Grade, string[] Reasons)> Grade(Guid id)
    {
        var found = await office.Case(Role.Supervisor, id);
        return (found.GetProperty("grade").GetInt32(), [.. found.GetProperty("gradeReasons").EnumerateArray().Select(r => r.GetProperty("code").GetString()!)]);
    }

    public ValueTask DisposeAsync() => office.DisposeAsync();
}
