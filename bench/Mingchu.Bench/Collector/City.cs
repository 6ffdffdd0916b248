using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mingchu.Bench.Edge;
using Mingchu.Collector;
using Mingchu.Collector.Config;
using Mingchu.Collector.Devices;
using Mingchu.Collector.Storage;
using Mingchu.Rig;
using Mingchu.SampleCity;

namespace Mingchu.Bench.Collector;

/// <summary>A running collector whose database holds a sample city, with boxes of its own for the load.</summary>
internal sealed class City : IAsyncDisposable
{
    /// <summary>How ids of the boxes begin that make the load.</summary>
    public const string BoxPrefix = "load-";

    private readonly ServiceProvider services;
    private readonly CollectorProcess collector;

    private City(string name, CollectorProcess collector, ServiceProvider services, IReadOnlyList<(string Device, string Token)> boxes, WebhookReceiver webhook) =>
        (Name, this.collector, this.services, Boxes, Webhook) = (name, collector, services, boxes, webhook);

    /// <summary>small or big.</summary>
    public string Name { get; }

    /// <summary>Boxes that may log in.</summary>
    public IReadOnlyList<(string Device, string Token)> Boxes { get; }

    /// <summary>Where pushes arrive.</summary>
    public WebhookReceiver Webhook { get; }

    /// <summary>The broker's port.</summary>
    public int MqttPort => collector.MqttPort;

    /// <summary>CPU time that the collector has used.</summary>
    public TimeSpan CollectorCpu => ProcessUse.Of(collector.Process.Id).Worker;

    /// <summary>Fills a database and starts a collector on it.</summary>
    public static async Task<City> Start(RunFolder folder, string name, CityPlan plan, int boxes, PostgresCluster? server, CancellationToken ct)
    {
        // Configuration, log and database of each lie in a folder of its own.
        var own = new RunFolder(folder, name);
        var webhook = new WebhookReceiver(own);
        var collector = CollectorProcess.Create(own, new() { Postgres = server?.ConnectionString($"bench_{name}"), Webhook = webhook });
        var services = CollectorApp.Offline(ConfigReader.Read(collector.ConfigFile).Config!);
        await services.GetRequiredService<Migrator>().Run(ct);
        await SampleCityWriter.Fill(services, plan, _ => { }, ct);
        var city = new City(name, collector, services, await AddBoxes(services, boxes, ct), webhook);
        if (server is not null)
            // As the server's own upkeep would have done by now.
            await using (var db = await city.Open(ct))
                await db.Database.ExecuteSqlRawAsync("VACUUM (ANALYZE)", ct);
        await collector.Start(ct);
        // On a database just filled everything is due at once that comes by and by in a year: risk indexes, draws, key lists.
        await Wait.Until("the collector rests", () => city.Rests(ct), ct, TimeSpan.FromMinutes(10));
        return city;
    }

    // It looks for due work every second, which takes a hundredth of a core.
    private async Task<bool> Rests(CancellationToken ct)
    {
        var (before, window) = (CollectorCpu, TimeSpan.FromSeconds(5));
        await Task.Delay(window, ct);
        return (CollectorCpu - before) / window < 0.05;
    }

    /// <summary>Its database, without the collector.</summary>
    public Task<CollectorDb> Open(CancellationToken ct) => services.GetRequiredService<IDbContextFactory<CollectorDb>>().CreateDbContextAsync(ct);

    /// <summary>A program with an API token, of the whole tree or an area.</summary>
    public async Task<ApiClient> Api(string name, string? area, CancellationToken ct) => new(collector.Address, await collector.AddToken(name, ct, area));

    private static async Task<IReadOnlyList<(string, string)>> AddBoxes(IServiceProvider services, int count, CancellationToken ct)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<CollectorDb>>().CreateDbContextAsync(ct);
        var premises = await db.Premises.Where(p => !db.Devices.Any(d => d.PremisesId == p.Id)).OrderBy(p => p.Id).Select(p => p.Id).Take(count).ToListAsync(ct);
        List<(string, string)> boxes = [];
        foreach (var place in premises)
        {
            var (token, salt, hash) = DeviceTokens.New();
            boxes.Add((BoxPrefix + place, token));
            db.Devices.Add(new() { Id = BoxPrefix + place, PremisesId = place, AddedAt = DateTimeOffset.UtcNow, TokenSalt = salt, TokenHash = hash });
        }

        await db.SaveChangesAsync(ct);
        return boxes;
    }

    public async ValueTask DisposeAsync()
    {
        await collector.DisposeAsync();
        await services.DisposeAsync();
        await Webhook.DisposeAsync();
    }
}
