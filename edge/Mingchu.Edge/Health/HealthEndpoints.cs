using System.Text.Encodings.Web;
using System.Text.Json;
using Mingchu.Contracts.Messages;
using Prometheus;

namespace Mingchu.Edge.Health;

/// <summary><c>GET /healthz</c> and <c>GET /metrics</c> on loopback.</summary>
public static class HealthEndpoints
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void MapHealth(this WebApplication app, EdgeBox box)
    {
        app.MapGet("/healthz", () =>
        {
            var report = Report(box);
            return Results.Json(report, Json, statusCode: report.Ok ? 200 : 503);
        });
        app.MapMetrics("/metrics", box.Registry);
    }

    /// <summary>How the box is.</summary>
    public static HealthReport Report(EdgeBox box)
    {
        List<string> faults = [];
        if (box.Vitals.Silence > LongestSilence)
            faults.Add($"the pipeline has not moved for {box.Vitals.Silence.TotalSeconds:F0} s");
        faults.AddRange(box.Vitals.Failures.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"the last frame of camera {f.Key} could not be analysed: {f.Value}"));
        if (box.Spool.Fault is { } fault)
            faults.Add($"the spool stopped: {fault.Message}");
        if (box.Intake.Fault is { } refusal)
            faults.Add($"the disk takes nothing, {box.Intake.Waiting} messages are in memory only: {refusal}");
        var problems = new List<string>(faults);
        problems.AddRange(box.Board.All.Where(s => s.State != CameraState.Online)
            .Select(s => $"camera {s.Camera} is {s.State.ToString().ToLowerInvariant()} since {s.Since:O}: {s.Reason} {s.Detail}"));
        problems.AddRange(box.Rings.Where(r => r.Fault is not null).Select(r => $"camera {r.Camera} gives no clips: {r.Fault}"));
        if (!box.Link.Connected)
            problems.Add($"the collector is not reached: {box.Link.Complaint}");
        if (box.Local is { Connected: false } local)
            problems.Add($"the kitchen's own broker is not reached: {local.Complaint}");
        if (box.Spool.Rejected > 0)
            problems.Add($"the collector refused {box.Spool.Rejected} messages; they are kept");
        if (box.Spool.DroppedAlerts + box.Spool.DroppedEvidence > 0)
            problems.Add($"given up for lack of room: {box.Spool.DroppedAlerts} alert events, {box.Spool.DroppedEvidence} pieces of evidence");
        return new(faults.Count == 0, box.Config.Device, box.Spool.Session, problems, box.Board.All, box.Link.Connected, box.Spool.Index.Count);
    }
}
