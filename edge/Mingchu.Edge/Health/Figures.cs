using Mingchu.Contracts.Messages;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Spool;

namespace Mingchu.Edge.Health;

/// <summary>Figures of the device since they were last asked for.</summary>
public sealed class Figures(IReadOnlyList<CameraCapture> captures, FrameExchange frames, Vitals vitals, AlertSpool spool, TimeProvider time)
{
    private readonly Dictionary<string, (long Analysed, long Dropped)> before = new(StringComparer.Ordinal);
    private long since = time.GetTimestamp();

    /// <summary>The telemetry body. One caller only.</summary>
    public Telemetry Take()
    {
        var seconds = Math.Max(0.001, time.GetElapsedTime(since).TotalSeconds);
        since = time.GetTimestamp();
        var cameras = captures.Select(capture =>
        {
            var (analysed, dropped) = (vitals.AnalysedOf(capture.Id), frames.Dropped(capture.Index));
            var (analysedBefore, droppedBefore) = before.GetValueOrDefault(capture.Id);
            before[capture.Id] = (analysed, dropped);
            return new CameraFigures(capture.Id, Math.Round((analysed - analysedBefore) / seconds, 2), dropped - droppedBefore, capture.Reconnects);
        });
        return new(spool.Index.Count, [.. cameras], Environment.WorkingSet);
    }
}
