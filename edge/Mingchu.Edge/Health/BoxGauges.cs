using Mingchu.Contracts.Messages;
using Prometheus;

namespace Mingchu.Edge.Health;

/// <summary>Metrics that are read off the parts when somebody asks.</summary>
internal static class BoxGauges
{
    public static void Register(EdgeBox box)
    {
        var factory = Metrics.WithCustomRegistry(box.Registry);
        var read = factory.CreateCounter("mingchu_frames_read_total", "Frames that ffmpeg gave.", "camera");
        var dropped = factory.CreateCounter("mingchu_frames_dropped_total", "Frames dropped because newer ones were there.", "camera");
        var reconnects = factory.CreateCounter("mingchu_camera_reconnects_total", "Connections lost or not got.", "camera");
        var losses = factory.CreateCounter("mingchu_camera_losses_total", "Connections lost or not got, by reason.", "camera", "reason");
        var offline = factory.CreateCounter("mingchu_camera_offline_seconds_total", "Time without pictures after a loss.", "camera");
        var states = factory.CreateGauge("mingchu_camera_state", "1 for the state a camera is in.", "camera", "state");
        var drifts = factory.CreateGauge("mingchu_camera_clock_drift_seconds", "How far the camera's clock is ahead of the box's.", "camera");
        var waiting = factory.CreateGauge("mingchu_spool_messages", "Messages waiting for the collector.");
        var held = factory.CreateGauge("mingchu_spool_held_messages", "Messages in memory only, since the disk takes nothing.");
        var bytes = factory.CreateGauge("mingchu_spool_evidence_bytes", "Evidence waiting for the collector.");
        var ring = factory.CreateGauge("mingchu_clip_ring_bytes", "Streams lying ready for clips.", "camera");
        var sessions = factory.CreateCounter("mingchu_clip_ring_connections_total", "Connections begun for clips.", "camera");
        var clips = factory.CreateCounter("mingchu_clips_total", "Clips asked for by alerts.", "result");
        var answered = factory.CreateGauge("mingchu_evidence_answered_bytes", "Evidence the collector has or refused, kept for a while.");
        var lost = factory.CreateCounter("mingchu_spool_dropped_total", "Messages given up for lack of room.", "kind");
        var rejected = factory.CreateGauge("mingchu_rejected_messages", "Messages the collector refused, kept.");
        var connected = factory.CreateGauge("mingchu_uplink_connected", "1 while the broker is reached.");
        var memory = factory.CreateGauge("mingchu_memory_bytes", "Resident memory of the worker without its ffmpeg children.");
        var heap = factory.CreateGauge("mingchu_gc_heap_bytes", "Managed heap after the last collection.");
        var collections = factory.CreateCounter("mingchu_gc_collections_total", "Collections of the managed heap.", "generation");
        var free = factory.CreateGauge("mingchu_disk_free_bytes", "Free on the disk of what waits for the collector.");
        factory.CreateGauge("mingchu_build_info", "1; what runs.", "software").WithLabels(EdgeBox.Software).Set(1);
        var disk = new DriveInfo(box.Config.Data);
        box.Registry.AddBeforeCollectCallback(() =>
        {
            foreach (var gauge in (Gauge[])[states, drifts, ring])
                foreach (var labels in gauge.GetAllLabelValues().Where(l => box.Captures.All(c => c.Id != l[0])).ToList())
                    gauge.RemoveLabelled(labels);
            foreach (var capture in box.Captures)
            {
                read.WithLabels(capture.Id).IncTo(capture.Frames);
                dropped.WithLabels(capture.Id).IncTo(capture.Dropped);
                reconnects.WithLabels(capture.Id).IncTo(capture.Reconnects);
                foreach (var (reason, count) in capture.Outages.Losses)
                    losses.WithLabels(capture.Id, reason).IncTo(count);
                offline.WithLabels(capture.Id).IncTo(capture.Outages.Offline.TotalSeconds);
                if (box.Clocks[capture.Id] is { } clock)
                    drifts.WithLabels(capture.Id).Set(clock.Drift.TotalSeconds);
                foreach (var state in Enum.GetValues<CameraState>())
                    states.WithLabels(capture.Id, state.ToString().ToLowerInvariant()).Set(box.Board[capture.Id].State == state ? 1 : 0);
            }
            waiting.Set(box.Spool.Index.Count);
            held.Set(box.Intake.Waiting);
            bytes.Set(box.Spool.Index.EvidenceBytes);
            foreach (var each in box.Rings)
            {
                ring.WithLabels(each.Camera).Set(each.Segments.Sum(s => s.Bytes));
                sessions.WithLabels(each.Camera).IncTo(each.Sessions);
            }
            clips.WithLabels("made").IncTo(box.Clips.Made);
            clips.WithLabels("missed").IncTo(box.Clips.Missed);
            answered.Set(box.Spool.Answered.All.Sum(a => a.Bytes));
            lost.WithLabels("alert").IncTo(box.Spool.DroppedAlerts);
            lost.WithLabels("evidence").IncTo(box.Spool.DroppedEvidence);
            rejected.Set(box.Spool.Rejected);
            connected.Set(box.Link.Connected ? 1 : 0);
            memory.Set(Environment.WorkingSet);
            heap.Set(GC.GetGCMemoryInfo().HeapSizeBytes);
            for (var generation = 0; generation <= GC.MaxGeneration; generation++)
                collections.WithLabels(generation.ToString(System.Globalization.CultureInfo.InvariantCulture)).IncTo(GC.CollectionCount(generation));
            free.Set(disk.IsReady ? disk.AvailableFreeSpace : 0);
        });
    }
}
