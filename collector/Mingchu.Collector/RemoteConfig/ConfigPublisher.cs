using Mingchu.Collector.Broker;

namespace Mingchu.Collector.RemoteConfig;

/// <summary>
/// Keeps the retained desired configurations at the broker what the database says: all of them when the session begins, those that devices do not go by
/// after every change and every few minutes.
/// </summary>
public sealed class ConfigPublisher(ConfigDesk desk, IBrokerLink link, TimeProvider time, ILogger<ConfigPublisher> log) : BackgroundService
{
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(5);
    private readonly SemaphoreSlim news = new(0);
    private volatile bool fresh = true;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        desk.Changed += Wake;
        link.Begun += WakeFresh;
        try
        {
            while (true)
            {
                await Publish(stoppingToken);
                await news.WaitAsync(Again, stoppingToken);
            }
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped; a broker that goes away at the same moment is no news.
        }
        finally
        {
            desk.Changed -= Wake;
            link.Begun -= WakeFresh;
        }
    }

    private async Task Publish(CancellationToken ct)
    {
        try
        {
            if (!link.IsConnected)
                return;
            var all = fresh;
            fresh = false;
            var told = await desk.Desired(all ? null : await desk.Drifting(Core.Areas.Scope.Everything, ct), ct);
            foreach (var some in told.Chunk(100))
                if (!await link.Publish([.. some.Select(d => Outgoing.Desired(d.Device, d.Desired, time.GetUtcNow()))], ct))
                    fresh = true;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            fresh = true;
            log.LogError(e, "Desired configurations could not be told");
        }
    }

    private void WakeFresh()
    {
        fresh = true;
        Wake();
    }

    private void Wake() => news.Release();
}
