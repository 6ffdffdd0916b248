using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mingchu.Collector.Broker;
using Mingchu.Collector.Config;
using Mingchu.Collector.Ingest;
using Mingchu.Collector.Storage;
using Mingchu.Collector.Tests.Ingest;
using Mingchu.Collector.Tests.Storage;
using Mingchu.Contracts;
using Mingchu.Rig;
using MQTTnet;

namespace Mingchu.Collector.Tests.Broker;

/// <summary>How the embedded broker begins and ends, without anything around it that takes its messages.</summary>
public sealed class EmbeddedBrokerStartTests(Databases databases)
{
    private readonly int port = FreePort.Next();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_gets_in_before_all_kept_states_are_read_however_many()
    {
        const int kept = 5000;
        await using var services = await Services();
        await using (var db = await services.GetRequiredService<IDbContextFactory<CollectorDb>>().CreateDbContextAsync(Ct))
        {
            for (var i = 0; i < kept; i++)
                db.RetainedMessages.Add(new() { Topic = Topics.Birth($"box-{i}"), Payload = HostileMessages.Birth($"box-{i}", 1), Qos = 1 });
            await db.SaveChangesAsync(Ct);
        }

        var queue = new IngestQueue();
        using var broker = Broker(services, queue);
        var start = broker.StartAsync(Ct);
        List<Reading> taken = [];
        while (taken.Count < kept)
        {
            // More are kept than the queue holds: with these few taken the last can't be in it yet.
            if (taken.Count < 500)
                Assert.False(await FreePort.Answers(port, Ct));
            taken.AddRange(await queue.Take(250, Ct).WaitAsync(TimeSpan.FromMinutes(1), Ct));
        }

        await start;
        Assert.True(await FreePort.Answers(port, Ct));
        Assert.Equal(kept, taken.Select(r => r.Device).Distinct().Count());
        Assert.All(taken, r => Assert.True(r.Source.Replay));
        await broker.StopAsync(Ct);
    }

    [Fact]
    public async Task What_is_published_before_it_starts_and_after_it_stopped_is_told_as_not_published()
    {
        await using var services = await Services();
        using var broker = Broker(services, new());
        MqttApplicationMessage[] messages = [new() { Topic = Topics.Receipts("box-1"), PayloadSegment = "{}"u8.ToArray() }];
        Assert.False(await broker.Publish(messages, Ct));
        await broker.StartAsync(Ct);
        Assert.True(await broker.Publish(messages, Ct));
        await broker.StopAsync(Ct);
        Assert.False(await broker.Publish(messages, Ct));
    }

    private async Task<ServiceProvider> Services()
    {
        var services = CollectorApp.Offline(new() { Storage = await databases.New("sqlite", Ct) });
        await services.GetRequiredService<Migrator>().Run(Ct);
        return services;
    }

    private EmbeddedBroker Broker(ServiceProvider services, IngestQueue queue) =>
        ActivatorUtilities.CreateInstance<EmbeddedBroker>(services, new EmbeddedBrokerConfig { Listen = $"127.0.0.1:{port}" }, queue, ActivatorUtilities.CreateInstance<RetainedStore>(services));
}
