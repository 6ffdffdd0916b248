using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Patrols;
using Mingchu.Collector.Devices;
using Mingchu.Collector.Patrols;
using Mingchu.Collector.Storage;
using Mingchu.Collector.Tests.Pages;
using Mingchu.Collector.Viewing;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Tests.Patrols;

[Trait("row", "D5")]
public sealed class RoundTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
    private ReviewApp app = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        app = await ReviewApp.Start();
        foreach (var (id, online, state) in new (string, bool, CameraState)[] { ("a", true, CameraState.Online), ("b", true, CameraState.Blocked), ("c", false, CameraState.Online) })
        {
            await app.AddPremises(id, $"店 {id}", "putian/xianyou/licheng");
            await app.AddDevice($"box-{id}", id, online, new CameraRow { Device = $"box-{id}", Camera = "cooking", Name = "炒菜间", State = state });
        }

        await using var db = await app.Database();
        await db.Devices.ExecuteUpdateAsync(set => set.SetProperty(d => d.BornAt, DateTimeOffset.UtcNow), Ct);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Every_kitchen_is_looked_into_at_its_turn_and_what_keeps_a_camera_from_seeing_is_filed()
    {
        await app.OpenCase("a", pictures: false);
        List<string?> turns = [];
        for (var i = 0; i < 4; i++)
        {
            turns.Add(await Round().Next(Ct));
            // Another collector finds the slot taken.
            Assert.Null(await Round().Next(Ct));
            clock.Advance(TimeSpan.FromMinutes(6));
        }

        Assert.Equal(["a", "b", "c", null], turns);
        await using var db = await app.Database();
        var look = await db.Looks.AsNoTracking().SingleAsync(Ct);
        Assert.Equal(("box-a", "cooking", LookKind.Snapshot, Actor.System.Id), (look.Device, look.Camera, look.Kind, look.ById));
        var found = await db.Cases.AsNoTracking().Where(c => c.Hazard.StartsWith("camera-")).OrderBy(c => c.PremisesId).ToListAsync(Ct);
        Assert.Equal([("b", "camera-blocked", Role.TownOffice), ("c", "camera-offline", Role.TownOffice)], found.Select(c => (c.PremisesId, c.Hazard, c.HolderRole!.Value)));
        var visits = await db.Visits.AsNoTracking().OrderBy(v => v.At).ToListAsync(Ct);
        Assert.Equal([(1, 1, 0, 1), (1, 0, 1, 1), (1, 0, 1, 1)], visits.Select(v => (v.Cameras, v.Asked, v.Faults, v.OpenCases)));

        // The next day it begins anew, with who waited longest.
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("a", await Round().Next(Ct));
        var progress = await app.Services.GetRequiredService<PatrolReader>().Progress(Scope.Everything, Ct);
        Assert.Equal((3, 0), (progress.Kitchens, progress.Never));
    }

    [Fact]
    public async Task A_box_that_went_away_a_minute_ago_is_no_case_yet()
    {
        await using (var db = await app.Database())
            await db.Devices.Where(d => d.Id == "box-c").ExecuteUpdateAsync(set => set.SetProperty(d => d.StatusAt, clock.GetUtcNow().AddMinutes(5)), Ct);
        for (var i = 0; i < 3; i++)
        {
            await Round().Next(Ct);
            clock.Advance(TimeSpan.FromMinutes(6));
        }

        await using var after = await app.Database();
        Assert.Equal((0, 1), (await after.Cases.CountAsync(c => c.PremisesId == "c", Ct), await after.Cases.CountAsync(c => c.PremisesId == "b", Ct)));
        Assert.Equal((1, 0, 0), await after.Visits.Where(v => v.PremisesId == "c").Select(v => ValueTuple.Create(v.Cameras, v.Asked, v.Faults)).SingleAsync(Ct));
    }

    [Fact]
    public async Task Without_a_pace_nobody_looks()
    {
        Assert.Null(await Round(new(0, 24, 10)).Next(Ct));
        await using var db = await app.Database();
        Assert.Equal((0, 0), (await db.Looks.CountAsync(Ct), await db.Visits.CountAsync(Ct)));
    }

    private RoundDesk Round(RoundPolicy? pace = null) => new(app.Services.GetRequiredService<IDbContextFactory<CollectorDb>>(), app.Services.GetRequiredService<WriterLock>(),
        app.Services.GetRequiredService<LookDesk>(), app.Services.GetRequiredService<LeadDesk>(), PatrolPolicy.Default with { Round = pace ?? PatrolPolicy.Default.Round }, clock);
}
