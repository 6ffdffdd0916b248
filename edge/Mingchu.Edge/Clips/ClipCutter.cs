using System.Collections.Concurrent;
using System.Diagnostics;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Config;
using Mingchu.Edge.Core.Clips;
using Mingchu.Edge.Evidence;
using Mingchu.Edge.Spool;

namespace Mingchu.Edge.Clips;

/// <summary>
/// Makes the clip of an alert once the time after it is over, one after the other, and puts it into the spool like any evidence. What is asked for is held in memory: clips of the
/// last seconds before a stop are not made. A clip that can't be made is told, counted and forgotten; the alert and its pictures went before.
/// </summary>
/// <param name="rings">Those there are now.</param>
public sealed class ClipCutter(ClipConfig config, Func<IReadOnlyList<ClipRing>> rings, EvidenceFolder evidence, AlertSpool spool, ChildProcesses children, TimeProvider time, Serilog.ILogger log)
{
    private const int MostWaiting = 256;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1), Longest = TimeSpan.FromSeconds(60);
    private readonly ConcurrentQueue<Wanted> wanted = new();
    private long made, missed;

    /// <summary>Clips made since the start.</summary>
    public long Made => Interlocked.Read(ref made);

    /// <summary>Clips asked for and not made since the start.</summary>
    public long Missed => Interlocked.Read(ref missed);

    /// <summary>Asks for the clip of an alert; a camera without a ring gives none. Any thread; returns at once.</summary>
    public void Ask(string alertId, string camera, DateTimeOffset at)
    {
        if (rings().FirstOrDefault(r => r.Camera == camera) is not { } ring)
            return;
        if (wanted.Count < MostWaiting)
            wanted.Enqueue(new(alertId, ring, at));
        else
            Miss(alertId, camera, $"{MostWaiting} others are to be made");
    }

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Look, time);
        while (await timer.WaitForNextTickAsync(ct))
            // One camera's key frames may come seldom; who waits for them holds up no other.
            for (var left = wanted.Count; left > 0 && wanted.TryDequeue(out var next); left--)
                if (IsDue(next))
                    await TryMakeAsync(next, ct);
                else
                    wanted.Enqueue(next);
    }

    private bool IsDue(Wanted next) =>
        (next.Ring.Segments is [.., var last] && last.Until >= next.At + config.After) || time.GetUtcNow() >= next.At + config.After + ClipConfig.Patience;

    private async Task TryMakeAsync(Wanted next, CancellationToken ct)
    {
        try
        {
            var pieces = ClipCut.Choose(next.Ring.Segments, next.At, config.Before, config.After, config.MaxMiB * 1024L * 1024);
            if (pieces.Count == 0)
            {
                Miss(next.AlertId, next.Ring.Camera, next.Ring.Fault ?? "the stream had a gap at that time");
                return;
            }
            await CutAsync(next.Ring, pieces, ct);
            await spool.PutAsync([evidence.KeepClip(next.AlertId, Path.Combine(next.Ring.Folder, ClipCommand.CutFile), next.Ring.Camera, pieces[0].From)]);
            Interlocked.Increment(ref made);
            log.Information("Alert {AlertId} has a clip of {Seconds:F1} s", next.AlertId, (pieces[^1].Until - pieces[0].From).TotalSeconds);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Miss(next.AlertId, next.Ring.Camera, e.Message);
        }
    }

    private async Task CutAsync(ClipRing ring, IReadOnlyList<Segment> pieces, CancellationToken ct)
    {
        using var process = await children.StartAsync("ffmpeg", ClipCommand.Cut(ring.Codec, pieces[0].From), ring.Folder);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Longest);
        using var kill = patience.Token.Register(process.KillQuietly);
        var said = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await FeedAsync(process, ring, pieces, patience.Token);
        await process.WaitForExitAsync(CancellationToken.None);
        if (process.ExitCode != 0)
            throw new IOException($"ffmpeg made no MP4 of the stream: {(await said).Trim().Split('\n')[^1]}");
    }

    private static async Task FeedAsync(Process process, ClipRing ring, IReadOnlyList<Segment> pieces, CancellationToken ct)
    {
        try
        {
            foreach (var piece in pieces)
            {
                await using var file = File.OpenRead(Path.Combine(ring.Folder, piece.File));
                await file.CopyToAsync(process.StandardInput.BaseStream, ct);
            }
            process.StandardInput.Close();
        }
        catch
        {
            process.KillQuietly();
            throw;
        }
    }

    private void Miss(string alertId, string camera, string why)
    {
        Interlocked.Increment(ref missed);
        log.Warning("Alert {AlertId} at {Camera} has no clip: {Why}", alertId, camera, why);
    }

    private sealed record Wanted(string AlertId, ClipRing Ring, DateTimeOffset At);
}
