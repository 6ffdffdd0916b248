using System.Collections.Concurrent;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Core.Motion;
using Prometheus;

namespace Mingchu.Edge.Health;

/// <summary>What the pipeline did, counted; for metrics, telemetry and health.</summary>
public sealed class Vitals
{
    private readonly TimeProvider time;
    private readonly Counter analysed;
    private readonly Counter still;
    private readonly Counter failed;
    private readonly Counter alerts;
    private readonly Gauge places;
    private readonly Histogram inference;
    private readonly Histogram delay;
    private readonly Histogram alertDelay;
    private readonly ConcurrentDictionary<string, Tally> tallies = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> failures = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, long> beats = new();

    public Vitals(TimeProvider time, CollectorRegistry registry)
    {
        this.time = time;
        beats[0] = time.GetTimestamp();
        var factory = Metrics.WithCustomRegistry(registry);
        analysed = factory.CreateCounter("mingchu_frames_analysed_total", "Frames that were judged, still ones included.", "camera");
        still = factory.CreateCounter("mingchu_frames_still_total", "Frames judged by what the models said of the one before, since they show nothing new.", "camera");
        failed = factory.CreateCounter("mingchu_frames_failed_total", "Frames that could not be analysed.", "camera");
        alerts = factory.CreateCounter("mingchu_alert_events_total", "Alert events by hazard and phase.", "hazard", "phase");
        places = factory.CreateGauge("mingchu_close_places", "How many cameras in mode adaptive may be watched closely at once, since the box can't carry more; 0 while it carries all.");
        inference = factory.CreateHistogram("mingchu_inference_seconds", "Time of all models on one frame.",
            new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.002, 1.6, 14) });
        delay = factory.CreateHistogram("mingchu_frame_delay_seconds", "From the last byte of a frame to its detections.", ["camera"],
            new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.005, 1.25, 32) });
        alertDelay = factory.CreateHistogram("mingchu_alert_delay_seconds", "From the last byte of the frame that ended a dwell time to the alert and its pictures on the disk.",
            new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.005, 1.25, 32) });
    }

    /// <summary>Since when some worker of the pipeline has not come round.</summary>
    public TimeSpan Silence => time.GetElapsedTime(beats.Values.Min());

    /// <summary>By camera, what its last frame failed of; a camera whose last frame went well is not in it.</summary>
    public IReadOnlyDictionary<string, string> Failures => failures;

    /// <summary>A worker of the pipeline comes round; they count from 0.</summary>
    public void Beat(int worker) => beats[worker] = time.GetTimestamp();

    /// <summary>A frame was analysed; a still one without the models.</summary>
    public void Analysed(string camera, Motion motion, TimeSpan took, TimeSpan age)
    {
        failures.TryRemove(camera, out _);
        Count(camera, new(1, 0, Math.Max(0, age.TotalSeconds)));
        analysed.WithLabels(camera).Inc();
        if (motion == Motion.Still)
            still.WithLabels(camera).Inc();
        else
            inference.Observe(took.TotalSeconds);
        delay.WithLabels(camera).Observe(Math.Max(0, age.TotalSeconds));
    }

    /// <summary>A frame could not be analysed.</summary>
    public void Failed(string camera, string why)
    {
        failures[camera] = why;
        Count(camera, new(0, 1, 0));
        failed.WithLabels(camera).Inc();
    }

    /// <summary>A camera is watched no longer.</summary>
    public void Forget(string camera)
    {
        failures.TryRemove(camera, out _);
        tallies.TryRemove(camera, out _);
    }

    /// <summary>An alert event was made.</summary>
    public void Alerted(string hazard, AlertPhase phase) => alerts.WithLabels(hazard, phase.ToString().ToLowerInvariant()).Inc();

    /// <summary>So many cameras may be watched closely at once; null: all.</summary>
    public void Limited(int? cameras) => places.Set(cameras ?? 0);

    /// <summary>An alert is on the disk, so long after its picture.</summary>
    public void Kept(TimeSpan age) => alertDelay.Observe(Math.Max(0, age.TotalSeconds));

    /// <summary>Frames of a camera since the start.</summary>
    public Tally Of(string camera) => tallies.GetValueOrDefault(camera);

    private void Count(string camera, Tally more) => tallies.AddOrUpdate(camera, more, (_, sum) => new(sum.Analysed + more.Analysed, sum.Failed + more.Failed, sum.DelaySeconds + more.DelaySeconds));
}

/// <summary>Frames of one camera.</summary>
/// <param name="Analysed">Those that were judged.</param>
/// <param name="Failed">Those that could not be.</param>
/// <param name="DelaySeconds">Sum over the judged ones, from the last byte of each to its detections.</param>
public readonly record struct Tally(long Analysed, long Failed, double DelaySeconds);
