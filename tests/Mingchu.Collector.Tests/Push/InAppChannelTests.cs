using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mingchu.Collector.Accounts;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Config;
using Mingchu.Collector.Push;
using Mingchu.Collector.Push.InApp;
using Mingchu.Collector.Storage;
using Mingchu.Rig;

namespace Mingchu.Collector.Tests.Push;

public class InAppChannelTests : ChannelContract
{
    private readonly RunFolder folder = new();
    private readonly InboxFeed feed = new();
    private ServiceProvider services = null!;
    private bool away;

    protected override IChannel Channel => new InAppChannel(away ? new Away() : services.GetRequiredService<IDbContextFactory<CollectorDb>>(), services.GetRequiredService<WriterLock>(), feed);

    protected override IReadOnlyList<string> Secrets => [folder.Path];

    protected override IReadOnlyList<Receiver> Impossible => [Receiver.Refusing, Receiver.Hanging];

    public override async ValueTask InitializeAsync()
    {
        services = CollectorApp.Offline(new CollectorConfig { Storage = new() { ConnectionString = $"Data Source={folder.At("collector.db")}" } });
        await services.GetRequiredService<Migrator>().Run(default);
    }

    protected override void Receives(Receiver manner) => away = manner is not Receiver.Well;

    protected override async Task<IReadOnlyList<string>> Got()
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<CollectorDb>>().CreateDbContextAsync();
        return await db.Set<InboxItem>().Select(i => i.DeliveryId.ToString()).ToListAsync();
    }

    [Fact]
    public async Task Open_pages_are_told_and_the_bell_counts_what_an_account_has_not_seen()
    {
        var told = 0;
        var viewer = new Viewer(new("a", "a", Role.Admin));
        feed.Grew += () => told++;
        var inbox = new Inbox(services.GetRequiredService<ScopedDbs>());
        await using (var db = await services.GetRequiredService<IDbContextFactory<CollectorDb>>().CreateDbContextAsync())
        {
            db.Users.Add(new() { Id = "a", UserName = "a", NormalizedUserName = "A" });
            await db.SaveChangesAsync();
        }

        await Channel.Send(Shipment(), default);
        await Channel.Send(Shipment(), default);
        var (lines, _, unseen) = await inbox.Read(viewer, default);
        await inbox.MarkSeen("a", lines[0].Id, default);

        Assert.Equal(2, told);
        Assert.Equal(2, unseen);
        Assert.Equal(0, (await inbox.Read(viewer, default)).Unseen);
    }

    public override async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await folder.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A database whose file can't be opened.</summary>
    private sealed class Away : IDbContextFactory<CollectorDb>
    {
        public CollectorDb CreateDbContext() =>
            new SqliteCollectorDb(new DbContextOptionsBuilder<SqliteCollectorDb>().UseSqlite("Data Source=/nowhere/at/all.db").Options);
    }
}
