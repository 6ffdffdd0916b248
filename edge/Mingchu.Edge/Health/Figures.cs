using Mingchu.Contracts.Messages;
using Mingchu.Edge.Capture;

namespace Mingchu.Edge.Health;

/// <summary>Figures of the device since they were last asked for. One caller only.</summary>
public sealed class Figures(EdgeBox box, TimeProvider time)
{
    private const int MostProblems = 50, LongestProblem = 300;
    private readonly long started = time.GetTimestamp();
    private readonly BoxSensors sensors = new();
    private Dictionary<string, (Tally Tally, long Dropped)> before = new(StringComparer.Ordinal);
    private long since = time.GetTimestamp();

    /// <summary>The telemetry body.</summary>
    public Telemetry Take()
    {
        var seconds = Math.Max(0.001, time.GetElapsedTime(since).TotalSeconds);
        since = time.GetTimestamp();
        var now = box.Captures.ToDictionary(c => c.Id, c => (box.Vitals.Of(c.Id), c.Dropped), StringComparer.Ordinal);
        var cameras = box.Captures.Select(c => Of(c, seconds, now[c.Id], before.GetValueOrDefault(c.Id))).ToList();
        before = now;
        var disk = new DriveInfo(box.Config.Data);
        return new(box.Spool.Index.Count, cameras, Environment.WorkingSet)
        {
            UptimeSeconds = Math.Round(time.GetElapsedTime(started).TotalSeconds),
            SpoolBytes = box.Spool.Index.EvidenceBytes,
            HeldMessages = box.Intake.Waiting,
            GivenUp = box.Spool.DroppedAlerts + box.Spool.DroppedEvidence,
            DiskFreeBytes = disk.IsReady ? disk.AvailableFreeSpace : null,
            DiskBytes = disk.IsReady ? disk.TotalSize : null,
            ProcessorLoad = sensors.Load(),
            TemperatureCelsius = BoxSensors.Temperature(),
            Clock = BoxClock.Read(box.Config.TimeZone),
            Problems = [.. HealthEndpoints.Report(box).Problems.Take(MostProblems).Select(p => p.Length <= LongestProblem ? p : p[..LongestProblem] + "…")],
        };
    }

    private static CameraFigures Of(CameraCapture capture, double seconds, (Tally Tally, long Dropped) now, (Tally Tally, long Dropped) before)
    {
        var analysed = now.Tally.Analysed - before.Tally.Analysed;
        return new(capture.Id, Math.Round(analysed / seconds, 2), now.Dropped - before.Dropped, capture.Reconnects)
        {
            LatencyMs = analysed > 0 ? Math.Round((now.Tally.DelaySeconds - before.Tally.DelaySeconds) / analysed * 1000, 1) : null,
            OfflineSeconds = Math.Round(capture.Outages.Offline.TotalSeconds, 1),
            Failed = now.Tally.Failed - before.Tally.Failed,
        };
    }
}
