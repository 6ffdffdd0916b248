using System.Collections.Concurrent;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Config;

namespace Mingchu.Edge.Clock;

/// <summary>Asks cameras for their time now and then, while they are online, and remembers since when their clocks are off.</summary>
public sealed class ClockWatch(CaptureConfig config, CameraBoard board, TimeProvider time, Serilog.ILogger log)
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1), Usual = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<string, ClockReading> readings = new(StringComparer.Ordinal);

    /// <summary>What is known of a camera's clock; null before it told a time.</summary>
    public ClockReading? this[string camera] => readings.GetValueOrDefault(camera);

    /// <summary>Watches one camera until cancelled; one that tells no time is left at what was known of it.</summary>
    /// <param name="camera">As it is configured now.</param>
    public async Task RunAsync(Func<CameraConfig> camera, CancellationToken ct)
    {
        var id = camera().Id;
        while (!ct.IsCancellationRequested)
        {
            // Shortened at random, so that many cameras behind one recorder are not asked at once.
            var wait = (this[id] is { DriftingSince: null } ? Usual : Soon) * (1 - (Random.Shared.NextDouble() / 4));
            await Task.Delay(wait, time, ct).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            if (!ct.IsCancellationRequested && CameraClock.CanAsk(camera().Url) && board[id].State != CameraState.Offline)
                await AskAsync(camera(), ct);
        }
        readings.TryRemove(id, out _);
    }

    /// <summary>Asks one camera once.</summary>
    public async Task AskAsync(CameraConfig camera, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (await CameraClock.DriftAsync(camera.Url, camera.TimeZone.GetUtcOffset(now), time, ct) is not { } drift)
            return;
        var old = this[camera.Id];
        var off = drift.Duration() > config.ClockDrift;
        readings[camera.Id] = new(drift, off ? old?.DriftingSince ?? now : null);
        if (off && old?.DriftingSince is null)
            log.Warning("The clock of camera {Camera} is {Drift} {Direction} this box", camera.Id, drift.Duration(), drift > TimeSpan.Zero ? "ahead of" : "behind");
    }
}

/// <summary>What a camera's clock showed when it was last asked.</summary>
/// <param name="Drift">How far it is ahead of the box's; negative when behind.</param>
/// <param name="DriftingSince">When it was first found off by more than is allowed; null while it is right.</param>
public sealed record ClockReading(TimeSpan Drift, DateTimeOffset? DriftingSince);
