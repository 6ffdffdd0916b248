using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Tests.Storage;

namespace Mingchu.Collector.Tests.Api;

/// <summary>What people see when they filter, whatever way a database takes to it.</summary>
public sealed class WorklistTests(Databases databases)
{
    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_worklist_is_filtered_alike_in_an_area_of_every_size(string provider)
    {
        var storage = await databases.New(provider, TestContext.Current.CancellationToken);
        await using var office = await Office.Open(c => new() { Storage = storage, Mqtt = c.Mqtt, Http = c.Http, Metrics = c.Metrics, Evidence = c.Evidence, Log = c.Log });
        var found = await office.Case(Role.TownOffice, await office.Register(Role.TownOffice, "department-patrol", "floor-wet"));
        foreach (var (area, there) in new[]
        {
            ("putian", 1), ("putian/xianyou", 1), ("putian/xianyou/licheng", 1), ("putian/xianyou/licheng/donghe", 1), ("putian/xianyou/licheng/donghe/3/2", 1),
            ("putian/xianyo", 0), ("putian/xianyou/licheng/donghe/3/1", 0),
        })
            foreach (var (filter, each) in new[]
            {
                ($"stage={Office.Stage(found)}", 1), ("stage=closed", 0), ("stage=false-alarm", 0), ($"holder={Office.Holder(found)}", 1), ("holder=brigade", 0), ("stage=unsettled", 1),
            })
            {
                var count = each * there;
                Assert.Equal(count, (await office.Get(Role.TownOffice, $"/api/v1/cases?area={area}&{filter}")).GetProperty("items").GetArrayLength());
                Assert.Equal(count, (await office.Get(Role.TownOffice, $"/api/v1/cases/count?area={area}&{filter}")).GetProperty("count").GetInt32());
            }
    }
}
