using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Risk;
using Mingchu.Collector.Tests.Api;
using Mingchu.Collector.Tests.Platforms;

namespace Mingchu.Collector.Tests.Risk;

public sealed class RiskTests : IAsyncLifetime
{
    private Office office = null!;

    public async ValueTask InitializeAsync() => office = await Office.Open();

    [Fact]
    [Trait("row", "E6")]
    public async Task What_happened_at_premises_makes_their_index_which_is_explained_ranked_and_raises_the_next_case()
    {
        await office.App.AddPremises("clean", "干净小馆", "putian/xianyou/licheng");
        foreach (var (hazard, source) in new[] { ("rodent", "complaint"), ("gas", "public-report"), ("fire-smoke", "complaint"), ("cockroach", "bad-rating") })
            await office.Register(Role.Supervisor, source, hazard);
        await Remake();

        var ranking = (await office.Get(Role.TownOffice, "/api/v1/risk")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["canteen-1", "clean"], ranking.Select(r => r.GetProperty("premisesId").GetString()));
        var found = await office.Get(Role.TownOffice, "/api/v1/risk/canteen-1");
        // Three of grade 3 (60), one of grade 2 (8), three reports (15), a bad rating (3), an entry never refreshed (3), no camera (2).
        Assert.Equal(91, found.GetProperty("index").GetDouble());
        Assert.Equal(["cases-grade-3", "reports", "cases-grade-2", "bad-ratings", "stale-entry", "no-camera"],
            found.GetProperty("parts").EnumerateArray().Select(p => p.GetProperty("indicator").GetString()));
        Assert.Contains("3 级案件 3 件", found.GetProperty("parts")[0].GetProperty("text").GetString(), StringComparison.Ordinal);

        var raised = await office.Case(Role.Supervisor, await office.Register(Role.Supervisor, "complaint", "no-cap"));
        Assert.Equal(2, raised.GetProperty("grade").GetInt32());
        Assert.Contains("grade.risk", raised.GetProperty("gradeReasons").EnumerateArray().Select(r => r.GetProperty("code").GetString()));
        Assert.Equal(HttpStatusCode.Forbidden, (await office.No(Role.Merchant, HttpMethod.Get, "/api/v1/risk")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await office.No(Role.Platform, HttpMethod.Get, "/api/v1/risk/canteen-1")).Status);
    }

    private async Task Remake()
    {
        await using (var db = await office.App.Database())
            await db.Premises.ExecuteUpdateAsync(s => s.SetProperty(p => p.RiskDueAtMs, 0));
        await office.App.Services.GetRequiredService<RiskWork>().Round(default);
    }

    public ValueTask DisposeAsync() => office.DisposeAsync();
}
