using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mingchu.Collector.Api;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Devices;
using Mingchu.Collector.Ingest;
using Mingchu.Collector.Premises;
using Mingchu.Collector.Storage;
using Mingchu.Collector.Tests.Ingest;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;
using Mingchu.Rig;

namespace Mingchu.Collector.Tests.Storage;

public sealed class SqliteLists(Databases databases) : ListContract(databases, "sqlite");

public sealed class PostgresLists(Databases databases) : ListContract(databases, "postgres");

/// <summary>What lists of cases and boxes show, on every database.</summary>
public abstract class ListContract(Databases databases, string provider) : IAsyncLifetime
{
    private static readonly Actor Supervisor = new("u1", "张三", Role.Supervisor);
    private readonly RunFolder folder = new();
    private ServiceProvider services = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        services = CollectorApp.Offline(new() { Storage = await databases.New(provider, Ct), Evidence = new() { Folder = folder.Folder("evidence") } });
        await services.GetRequiredService<Migrator>().Run(Ct);
        foreach (var id in new[] { "p1", "p2" })
            Assert.Null(await services.GetRequiredService<PremisesRegistry>().Add(id, id, "putian", Ct));
        foreach (var (device, premises) in new[] { ("box-1", "p1"), ("box-2", "p1"), ("box-3", "p2") })
            Assert.Null((await services.GetRequiredService<DeviceRegistry>().Add(device, premises, false, Ct)).Error);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await services.DisposeAsync();
        await folder.DisposeAsync();
    }

    [Fact]
    public async Task Cases_are_found_by_a_part_of_a_name_that_many_premises_share()
    {
        for (var i = 0; i < 203; i++)
            Assert.Null(await services.GetRequiredService<PremisesRegistry>().Add($"q{i:D3}", $"老王100%_{i}号店", i % 2 == 0 ? "putian/xianyou" : "putian/hanjiang", Ct));
        foreach (var place in new[] { "q004", "q007" })
        {
            Assert.Null((await services.GetRequiredService<DeviceRegistry>().Add($"box-{place}", place, false, Ct)).Error);
            await Ingest([Message($"box-{place}", Some.Alert($"box-{place}", Some.Now().AddMinutes(-5)))]);
        }

        await Ingest([Message("box-1", Some.Alert("box-1", Some.Now().AddMinutes(-5)))]);
        Assert.Equal(["q004", "q007"], await Found("王100%_", Scope.Everything));
        Assert.Equal(["q007"], await Found("王100%_", Scope.Of(Supervisor with { Area = Area.Of("putian/hanjiang") })));
        Assert.Equal(["q007"], await Found("_7号", Scope.Everything));
        Assert.Empty(await Found("王1000", Scope.Everything));

        async Task<IEnumerable<string>> Found(string text, Scope scope) =>
            (await ActivatorUtilities.CreateInstance<CaseReader>(services).List(scope, new() { Premises = text }, null, 50, Ct)).Items.Select(c => c.PremisesId).Order();
    }

    [Fact]
    public async Task Boxes_are_listed_page_by_page_those_that_need_a_person_first()
    {
        Assert.Null((await services.GetRequiredService<DeviceRegistry>().Add("box-4", "p2", false, Ct)).Error);
        await using (var db = Db())
        {
            foreach (var device in await db.Devices.ToListAsync(Ct))
                (device.Online, device.Disabled) = (device.Id != "box-3", device.Id == "box-2");
            db.Cameras.AddRange(Camera("box-1", CameraState.Online), Camera("box-3", CameraState.Online), Camera("box-4", CameraState.Blocked));
            await db.SaveChangesAsync(Ct);
        }

        var reader = ActivatorUtilities.CreateInstance<DeviceReader>(services);
        List<string> seen = [];
        for (DevicePlace? place = null; ;)
        {
            var page = await reader.List(Scope.Everything, null, place, 1, Ct);
            seen.Add(Assert.Single(page.Items).Id);
            if (page.Next is null)
                break;
            place = DevicePlace.Parse(page.Next);
            Assert.NotNull(place);
        }

        Assert.Equal(["box-3", "box-4", "box-1", "box-2"], seen);
        Assert.Equal(new DeviceCounts(4, 3, 3, 1), await reader.Counts(Scope.Everything, Ct));
        Assert.Equal(["box-3", "box-4"], (await reader.List(Scope.Everything, "p2", null, 50, Ct)).Items.Select(d => d.Id));
        Assert.Equal("box-1", Assert.Single((await reader.List(Scope.Everything, "x-1", null, 50, Ct)).Items).Id);
        Assert.Equal("stove", Assert.Single((await reader.Find(Scope.Everything, "box-4", Ct))!.Cameras).Id);
        var elsewhere = Scope.Of(Supervisor with { Area = Area.Of("fuzhou") });
        Assert.Empty((await reader.List(elsewhere, null, null, 50, Ct)).Items);
        Assert.Null(await reader.Find(elsewhere, "box-4", Ct));
        Assert.Equal(new DeviceCounts(0, 0, 0, 0), await reader.Counts(elsewhere, Ct));

        static CameraRow Camera(string device, CameraState state) => new() { Device = device, Camera = "stove", Name = "灶台", Present = true, State = state };
    }

    [Theory]
    [InlineData("")]
    [InlineData("3.box-1")]
    [InlineData("1")]
    [InlineData("1.")]
    [InlineData("11.box-1")]
    public void A_place_in_the_list_of_boxes_that_nobody_gave_out_is_none(string text) => Assert.Null(DevicePlace.Parse(text));

    private static Incoming Message(string device, Alert alert) => new(Topics.Alerts(device), Some.Json(device, alert), Some.Now());

    private Task<IReadOnlyList<Outcome>> Ingest(IReadOnlyList<Incoming> messages) =>
        services.GetRequiredService<BatchWriter>().Write([.. messages.Select(m => MessageReader.Read(m, DateTimeOffset.UtcNow))], Ct);

    private CollectorDb Db() => services.GetRequiredService<IDbContextFactory<CollectorDb>>().CreateDbContext();
}
