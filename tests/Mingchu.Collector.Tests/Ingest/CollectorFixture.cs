using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mingchu.Collector.Broker;
using Mingchu.Collector.Config;
using Mingchu.Collector.Devices;
using Mingchu.Collector.Premises;
using Mingchu.Collector.Storage;
using Mingchu.Collector.Tests.Evidence;
using Mingchu.Collector.Tests.Storage;
using Mingchu.Rig;

namespace Mingchu.Collector.Tests.Ingest;

/// <summary>A whole collector in this process on a broker and a database of the given kinds, with registered devices for every test to take.</summary>
public abstract class CollectorFixture(Databases databases, string broker, string provider, S3Server? s3 = null) : IAsyncLifetime
{
    private readonly RunFolder folder = new();
    private readonly ConcurrentQueue<(string Device, string Token, string Premises)> devices = new();
    private MosquittoBroker? mosquitto;
    private S3Config? bucket;
    private WebApplication? app;

    public IServiceProvider Services => app!.Services;

    public int MqttPort { get; private set; }

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public CollectorConfig Config { get; private set; } = new();

    public async ValueTask InitializeAsync()
    {
        var ct = CancellationToken.None;
        var storage = await databases.New(provider, ct);
        bucket = s3 is null ? null : await s3.Start(ct);
        Config = Make(storage, null);
        await using (var offline = CollectorApp.Offline(Config))
        {
            await offline.GetRequiredService<Migrator>().Run(ct);
            for (var i = 1; i <= 30; i++)
            {
                Assert.Null(await offline.GetRequiredService<PremisesRegistry>().Add($"p{i}", $"餐馆 {i}", "putian/xianyou", ct));
                var (token, error) = await offline.GetRequiredService<DeviceRegistry>().Add($"box-{i}", $"p{i}", renew: false, ct);
                Assert.Null(error);
                devices.Enqueue(($"box-{i}", token!, $"p{i}"));
            }
        }

        if (broker == "mosquitto")
        {
            mosquitto = new(folder);
            foreach (var (device, token, _) in devices)
                mosquitto.AddDevice(device, token);
            await mosquitto.Start(ct);
        }

        Config = Make(storage, mosquitto);
        await Start(ct);
    }

    /// <summary>A device that no other test uses, connected.</summary>
    internal async Task<(Box Box, string Premises, string Token)> Device(CancellationToken ct)
    {
        Assert.True(devices.TryDequeue(out var device), "more devices are needed: raise the number in the fixture");
        return (await Box.Connect(device.Device, device.Token, MqttPort, ct), device.Premises, device.Token);
    }

    /// <summary>Looks at the database.</summary>
    public async Task<T> Look<T>(Func<CollectorDb, Task<T>> look)
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<CollectorDb>>().CreateDbContextAsync();
        return await look(db);
    }

    /// <summary>Ends the collector and starts another one on the same storage and broker.</summary>
    /// <param name="meanwhile">What is done to the database in between.</param>
    public async Task Restart(Func<CollectorDb, Task> meanwhile, CancellationToken ct)
    {
        await app!.StopAsync(ct);
        await Look(async db =>
        {
            await meanwhile(db);
            return true;
        });
        await app.DisposeAsync();
        await Start(ct);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        if (mosquitto is not null)
            await mosquitto.DisposeAsync();
        await folder.DisposeAsync();
    }

    private async Task Start(CancellationToken ct)
    {
        app = CollectorApp.Build(Config);
        await app.StartAsync(ct);
        var link = app.Services.GetRequiredService<IBrokerLink>();
        await Wait.Until("the collector is on the broker", () => link.IsConnected, ct);
    }

    private CollectorConfig Make(StorageConfig storage, MosquittoBroker? external)
    {
        MqttPort = external?.Port ?? FreePort.Next();
        var http = FreePort.Next();
        Address = new($"http://127.0.0.1:{http}");
        return new()
        {
            Storage = storage,
            Mqtt = external is null
                ? new() { Embedded = new() { Listen = $"127.0.0.1:{MqttPort}" } }
                : new() { External = new() { Host = "127.0.0.1", Port = MqttPort, PasswordFile = external.CollectorPasswordFile } },
            Http = new() { Urls = Address.AbsoluteUri },
            Metrics = new() { Listen = "" },
            Evidence = new() { Folder = folder.Folder("evidence"), S3 = bucket },
            Models = new() { Folder = folder.Folder("models") },
            Log = new() { Level = "Error" },
        };
    }
}

public sealed class EmbeddedOnSqlite(Databases databases) : CollectorFixture(databases, "embedded", "sqlite");

public sealed class EmbeddedWithBucket(Databases databases, S3Server s3) : CollectorFixture(databases, "embedded", "sqlite", s3);

public sealed class EmbeddedOnPostgres(Databases databases) : CollectorFixture(databases, "embedded", "postgres");

public sealed class MosquittoOnSqlite(Databases databases) : CollectorFixture(databases, "mosquitto", "sqlite");

public sealed class MosquittoOnPostgres(Databases databases) : CollectorFixture(databases, "mosquitto", "postgres");
