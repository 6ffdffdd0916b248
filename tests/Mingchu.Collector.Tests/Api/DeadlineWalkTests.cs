using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Core.Cases;

namespace Mingchu.Collector.Tests.Api;

/// <summary>What happens to a case whose deadline passes, is paused and runs on.</summary>
public sealed class DeadlineWalkTests : IAsyncLifetime
{
    private Office office = null!;

    public async ValueTask InitializeAsync() => office = await Office.Open();

    [Fact]
    [Trait("row", "B4")]
    public async Task A_merchant_who_lets_the_deadline_pass_loses_the_case_to_the_platform_and_then_to_the_regulator()
    {
        var id = await office.App.OpenCase("canteen-1", pictures: false);
        Assert.Equal("merchant", Office.Holder(await office.Case(Role.Supervisor, id)));

        await office.TimePasses(id);
        await office.TimePasses(id);
        var reminded = await office.Case(Role.Supervisor, id);
        Assert.Equal(2, reminded.GetProperty("flow").GetProperty("reminded").GetInt32());
        var told = reminded.GetProperty("deliveries").EnumerateArray().Where(d => d.GetProperty("occasion").GetString() == "reminded").ToList();
        Assert.Equal(["merchant", "merchant", "regulator", "regulator"], told.Select(d => d.GetProperty("audience").GetString()).Order());

        await office.TimePasses(id);
        var second = await office.Case(Role.Supervisor, id);
        Assert.Equal((2, "platform", 1), (second.GetProperty("grade").GetInt32(), Office.Holder(second), second.GetProperty("flow").GetProperty("missed").GetInt32()));
        Assert.Contains("逾期未反馈", second.GetProperty("gradeReasons").EnumerateArray().Last().GetProperty("text").GetString(), StringComparison.Ordinal);

        var answered = await office.Do(Role.Platform, id, "answer", new { text = "已约谈商户并暂停接单" });
        Assert.Equal("answered", Office.Stage(answered));
        var seen = Assert.Single((await office.Get(Role.Platform, "/api/v1/cases")).GetProperty("items").EnumerateArray());
        Assert.Equal("实验小学食堂", seen.GetProperty("premisesName").GetString());
        var again = await office.Do(Role.TownOffice, id, "verify", new { passed = false, text = "现场仍未戴帽" });
        Assert.Equal(("dispatched", "platform"), (Office.Stage(again), Office.Holder(again)));
        for (var i = 0; i < 3; i++)
            await office.TimePasses(id);
        var third = await office.Case(Role.Supervisor, id);
        Assert.Equal((3, "town-office"), (third.GetProperty("grade").GetInt32(), Office.Holder(third)));
    }

    [Fact]
    [Trait("row", "B4")]
    public async Task A_deadline_can_be_paused_and_runs_on_with_what_was_left()
    {
        var id = await office.Register(Role.TownOffice, "department-patrol", "food-expired");
        await office.Do(Role.TownOffice, id, "pause-deadline", new { text = "送检" });
        await using (var db = await office.App.Database())
            Assert.Null(await db.Cases.Where(c => c.Id == id).Select(c => c.NextAtMs).SingleAsync());
        Assert.Equal("paused", await office.Refused(Role.TownOffice, id, "pause-deadline", new { text = "再停" }));
        var resumed = await office.Do(Role.TownOffice, id, "resume-deadline");
        Assert.Equal(JsonValueKind.Null, resumed.GetProperty("flow").GetProperty("pausedAt").ValueKind);
    }

    public ValueTask DisposeAsync() => office.DisposeAsync();
}
