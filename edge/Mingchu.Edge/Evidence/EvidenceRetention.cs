using Mingchu.Edge.Clips;
using Mingchu.Edge.Config;
using Mingchu.Edge.Core.Retention;
using Mingchu.Edge.Spool;

namespace Mingchu.Edge.Evidence;

/// <summary>
/// Keeps streams, pictures and clips within their bounds, every few seconds: <see cref="Sacrifice"/> says what goes. One caller at a time.
/// </summary>
/// <param name="rings">Those there are now.</param>
/// <param name="free">Bytes free on the disk; null asks the disk.</param>
public sealed class EvidenceRetention(
    string data, EvidenceConfig config, Func<IReadOnlyList<ClipRing>> rings, AlertSpool spool, TimeProvider time, Serilog.ILogger log, Func<long>? free = null)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(ct))
            try
            {
                await StepAsync();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                log.Error("Old evidence can't be deleted: {Why}", e.Message);
            }
    }

    /// <summary>Gives up what must go now.</summary>
    public async Task StepAsync()
    {
        var ring = rings().SelectMany(r => r.Segments.Select(s => (Holding: new Holding($"{r.Camera}/{s.File}", Worth.Ring, s.From, s.Bytes), Ring: r, Segment: s)))
            .ToDictionary(s => s.Holding.Id, StringComparer.Ordinal);
        var goes = Sacrifice.Pick([.. ring.Values.Select(r => r.Holding), .. spool.Answered.All, .. spool.Index.Holdings()], config.Limits, free?.Invoke() ?? Free(), time.GetUtcNow());
        foreach (var holding in goes)
        {
            if (holding.Worth == Worth.Ring)
                ring[holding.Id].Ring.Remove(ring[holding.Id].Segment);
            else if (holding.Worth == Worth.Answered)
                spool.Answered.Delete(holding.Id);
        }
        var waiting = goes.Where(h => h.Worth >= Worth.Settled).Select(h => h.Id).ToList();
        if (waiting.Count > 0)
            await spool.GiveUpAsync(waiting);
    }

    private long Free() => new DriveInfo(data) is { IsReady: true } disk ? disk.AvailableFreeSpace : long.MaxValue;
}
