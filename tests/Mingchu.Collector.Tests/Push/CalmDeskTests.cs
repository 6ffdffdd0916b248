using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core.Calm;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Deadlines;
using Mingchu.Collector.Push;
using Mingchu.Collector.Push.Calm;
using Mingchu.Collector.Push.InApp;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Tests.Push;

public sealed class CalmDeskTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task A_matter_that_comes_and_goes_is_told_once_and_then_kept_quiet(string provider)
    {
        await using var storage = await PushStorage.Open(provider);
        using var writer = new WriterLock();
        InAppChannel bell = new(storage.Databases, writer, new InboxFeed());
        CalmDesk calm = new(storage.Databases, CalmPolicy.Default, BusinessCalendar.Default);
        var now = DateTimeOffset.UtcNow;
        var first = await storage.OpenCase([bell], now);
        await using var db = await storage.Databases.CreateDbContextAsync(Ct);
        // Each is raised and cleared, which is two changes.
        for (var i = 0; i < CalmPolicy.Default.Flapping!.Begin; i++)
            db.Leads.Add(new LeadRow
            {
                Id = $"alert:box/{i}", CaseId = first, Source = LeadSource.Alert, Device = "box", Camera = "c1", Hazard = "no-cap", StartedAt = now.AddMinutes(-i - 1), RaisedAt = now.AddMinutes(-i - 1),
                EndedAt = now.AddMinutes(-i - 0.5), ReceivedAt = now, CommittedAt = now,
            });
        await db.SaveChangesAsync(Ct);

        // Nobody heard of it yet, as when a collector was killed with the notice in hand.
        Assert.All(await calm.Judge(await storage.Deliveries(first), now, Ct), r => Assert.IsType<Ruling.Tell>(r));

        await db.Set<Delivery>().ExecuteUpdateAsync(s => s.SetProperty(d => d.State, DeliveryState.Delivered).SetProperty(d => d.DeliveredAt, now), Ct);
        var again = await storage.Deliveries(await storage.OpenCase([bell], now));
        Assert.NotEmpty(again);
        Assert.All(await calm.Judge(again, now, Ct), r => Assert.Equal("quiet.flapping", Assert.IsType<Ruling.Mute>(r).Because.Code));

        // Another recipient of the same matter never heard of it.
        await db.Set<Delivery>().Where(d => d.CaseId == first).ExecuteUpdateAsync(s => s.SetProperty(d => d.Recipient, "somebody else"), Ct);
        Assert.All(await calm.Judge(again, now, Ct), r => Assert.IsType<Ruling.Tell>(r));
    }
}
