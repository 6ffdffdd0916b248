using System.Collections.Concurrent;
using Mingchu.Collector.Config;

namespace Mingchu.Collector.Viewing;

/// <summary>
/// The live views whose segments come to this process, in memory only. One begins with its first request and ends when nobody watches, when its time is over, when the box
/// falls silent, or when somebody ends it.
/// </summary>
public sealed class LiveViews(LookDesk desk, ViewingConfig config, TimeProvider time, ILogger<LiveViews> log) : BackgroundService
{
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(5), BoxSilent = TimeSpan.FromSeconds(60);
    private readonly ConcurrentDictionary<Guid, LiveView> views = new();

    /// <summary>The view; null when there is none, or none any more.</summary>
    public async Task<LiveView?> Find(Guid id, CancellationToken ct)
    {
        if (views.TryGetValue(id, out var known))
            return known;
        if (views.Count >= config.Most || await desk.Running(id, ct) is not { TokenHash: { } hash } row || time.GetUtcNow() > row.At + config.Longest)
            return null;
        return views.GetOrAdd(id, new LiveView(row, hash, new(config.Segments, config.WindowBytes), time.GetUtcNow()));
    }

    /// <summary>Ends a view and forgets its pictures.</summary>
    public async Task End(Guid id, string reason, CancellationToken ct)
    {
        views.TryRemove(id, out _);
        await desk.End(id, reason, ct);
    }

    /// <summary>Ends what is to end now.</summary>
    public async Task Sweep(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        foreach (var (id, view) in views)
        {
            if (now - view.WatchedAt > config.Unwatched)
                await End(id, Contracts.Messages.CommandReasons.Unwatched, ct);
            else if (now - view.Begun > config.Longest)
                await End(id, Contracts.Messages.CommandReasons.TimeOver, ct);
            else if (now - view.HeardAt > BoxSilent)
                await End(id, "no-answer", ct);
            else if (now - view.HeardAt > Stale && await desk.Running(id, ct) is null)
                views.TryRemove(id, out _);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await Sweep(stoppingToken);
                }
                catch (Exception e) when (!stoppingToken.IsCancellationRequested)
                {
                    log.LogError(e, "A live view could not be ended; it is tried again");
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }
}
