using System.Globalization;
using Mingchu.Rig;

namespace Mingchu.Bench.Edge;

/// <summary>
/// The worker as it is shipped, a process of its own, with so many cameras that play a file at its own pace. No collector answers, so alerts stay in
/// the spool.
/// </summary>
internal static class LiveRun
{
    private static readonly TimeSpan StartUp = TimeSpan.FromSeconds(90);

    /// <summary>Starts a worker, waits until all cameras give pictures, watches it for <paramref name="seconds"/>.</summary>
    /// <param name="film">At least 20 s longer than the time watched.</param>
    /// <param name="footage">Its name in the report.</param>
    /// <param name="mode">Of <c>analysis.mode</c>; null leaves it out.</param>
    public static async Task<LiveRow> RunAsync(Footage film, string footage, int cameras, string? mode, string models, int seconds, CancellationToken ct)
    {
        await using var folder = new RunFolder();
        await using var edge = await EdgeProcess.Start(folder, new()
        {
            Token = RunFolder.Secret(),
            MqttPort = FreePort.Next(),
            Collector = new("http://127.0.0.1:1"),
            Models = models,
            Analysis = mode is null ? null : $"mode: {mode}",
            Cameras = [.. Enumerable.Range(0, cameras).Select(i => ($"cam-{i}", $"Camera {i}", new Uri(film.File).AbsoluteUri))],
        }, ct);
        await Wait.Until("every camera gives pictures", async () => await edge.Figure("mingchu_camera_state", ct, "state=\"online\"") == cameras, ct, StartUp, edge.Process.Story);
        // Frames that waited while everything started are no part of a steady state.
        await Task.Delay(2000, ct);
        var (before, useBefore, clock) = (await Counts.Of(edge, ct), ProcessUse.Of(edge.Process.Id), System.Diagnostics.Stopwatch.StartNew());
        await Task.Delay(TimeSpan.FromSeconds(seconds), ct);
        var (after, use, wall) = (await Counts.Of(edge, ct), ProcessUse.Of(edge.Process.Id), clock.Elapsed.TotalSeconds);
        var minutes = cameras * wall / 60;
        var (analysed, dropped) = (after.Analysed - before.Analysed, after.Dropped - before.Dropped);
        return new(
            footage, mode ?? "full", cameras, analysed / wall / cameras, 100 * dropped / Math.Max(1, analysed + dropped),
            after.Frames.Since(before.Frames).Quantile(0.5), after.Frames.Since(before.Frames).Quantile(0.95),
            (int)(after.Alerts.Total - before.Alerts.Total), after.Alerts.Since(before.Alerts).Quantile(0.5), after.Alerts.Since(before.Alerts).Quantile(0.95),
            (use.Worker - useBefore.Worker).TotalSeconds / minutes, (use.Children - useBefore.Children).TotalSeconds / minutes,
            use.WorkerMiB, use.ChildrenMiB);
    }

    private sealed record Counts(double Analysed, double Dropped, Buckets Frames, Buckets Alerts)
    {
        public static async Task<Counts> Of(EdgeProcess edge, CancellationToken ct) => new(
            await edge.Figure("mingchu_frames_analysed_total", ct) ?? 0, await edge.Figure("mingchu_frames_dropped_total", ct) ?? 0,
            await Buckets.Of(edge, "mingchu_frame_delay_seconds", ct), await Buckets.Of(edge, "mingchu_alert_delay_seconds", ct));
    }

    /// <summary>A Prometheus histogram: counts up to each bound.</summary>
    private sealed record Buckets(IReadOnlyList<(double Bound, double UpTo)> All)
    {
        public double Total => All.Count == 0 ? 0 : All[^1].UpTo;

        public static async Task<Buckets> Of(EdgeProcess edge, string name, CancellationToken ct)
        {
            // Of all cameras together.
            var all = new SortedDictionary<double, double>();
            foreach (var (labels, value) in await edge.Figures(name + "_bucket", ct))
            {
                var bound = labels[(labels.IndexOf("le=\"", StringComparison.Ordinal) + 4)..^2];
                var at = bound == "+Inf" ? double.PositiveInfinity : double.Parse(bound, CultureInfo.InvariantCulture);
                all[at] = all.GetValueOrDefault(at) + value;
            }
            return new([.. all.Select(b => (b.Key, b.Value))]);
        }

        public Buckets Since(Buckets before) => new([.. All.Select((b, i) => (b.Bound, b.UpTo - (i < before.All.Count ? before.All[i].UpTo : 0)))]);

        /// <summary>Milliseconds: the bound of the bucket it lies in, a quarter too high at worst; beyond the last bound that one. Null without a value.</summary>
        public double? Quantile(double share) =>
            Total < 1 ? null : Math.Min(All.First(b => b.UpTo >= share * Total).Bound, All[^2].Bound) * 1000;
    }
}

/// <summary>What a number of cameras came to.</summary>
/// <param name="DelayP50">Milliseconds from a frame's last byte to what the rules say of it.</param>
/// <param name="AlertP50">Milliseconds from the last byte of the frame that ended a dwell time to alert and pictures on the disk; null without an alert.</param>
/// <param name="WorkerCpu">Seconds of CPU time per camera and minute.</param>
internal sealed record LiveRow(
    string Footage, string Mode, int Cameras, double Fps, double DroppedPercent, double? DelayP50, double? DelayP95, int Alerts, double? AlertP50, double? AlertP95,
    double WorkerCpu, double FfmpegCpu, double WorkerMib, double FfmpegMib)
{
    /// <summary>Seconds of CPU time per camera and minute.</summary>
    public double Cpu => WorkerCpu + FfmpegCpu;
}
