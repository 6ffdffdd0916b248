using System.Net;
using System.Text.Json;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Config;
using Mingchu.Edge.Spool;
using EvidenceMessage = Mingchu.Contracts.Messages.Evidence;

namespace Mingchu.Edge.Tests.Support;

/// <summary>Test data.</summary>
public static class Some
{
    public const string Device = "box-1";

    public static readonly DateTimeOffset At = new(2026, 1, 31, 8, 15, 30, 250, TimeSpan.Zero);

    public static readonly Serilog.ILogger Silent = new Serilog.LoggerConfiguration().CreateLogger();

    public static EdgeConfig Config(string data, params CameraConfig[] cameras) => new()
    {
        Device = Device,
        Collector = new() { Mqtt = new("mqtt://127.0.0.1:1"), Evidence = new("http://127.0.0.1:1"), TokenFile = Path.Combine(data, "token") },
        Data = data,
        Models = data,
        Health = new(IPAddress.Loopback, 0),
        Cameras = cameras,
    };

    public static CameraConfig Camera(string url, string id = "stove") => new(id, id, CameraUrl.Parse(url).Url!);

    public static Alert Alert(int n, AlertPhase phase = AlertPhase.Raised, int sequence = 0) => new(
        AlertIds.For(Device, "stove", "no-cap", null, At.AddSeconds(n)), phase, sequence, "no-cap", "1.0.0", "stove", Verdict.Violation, 0.9,
        At.AddSeconds(n), At.AddSeconds(n + 8), [], [], EndedAt: phase == AlertPhase.Cleared ? At.AddSeconds(n + 20) : null);

    public static SpoolMessage Message(Alert alert)
    {
        var envelope = Envelope.Of(Device, alert);
        return new(envelope.Id, SpoolKind.Alert, alert.AlertId, JsonSerializer.SerializeToUtf8Bytes(envelope, ContractJson.Wire.CloudEventAlert))
        {
            EndsAlert = alert.Phase is AlertPhase.Cleared or AlertPhase.Cancelled,
        };
    }

    public static SpoolMessage Message(int n) => Message(Alert(n));

    /// <summary>Evidence with its file in the data folder.</summary>
    public static SpoolMessage Evidence(Alert alert, string data, int bytes = 100, EvidenceKind kind = EvidenceKind.Clean)
    {
        var content = Enumerable.Range(0, bytes).Select(i => (byte)i).ToArray();
        var path = Path.Combine("evidence", alert.AlertId, $"{kind}.jpg".ToLowerInvariant());
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(data, path))!);
        File.WriteAllBytes(Path.Combine(data, path), content);
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content));
        var envelope = Envelope.Of(Device, new EvidenceMessage(alert.AlertId, kind, "image/jpeg", bytes, hash, alert.RaisedAt));
        return new(envelope.Id, SpoolKind.Evidence, alert.AlertId, JsonSerializer.SerializeToUtf8Bytes(envelope, ContractJson.Wire.CloudEventEvidence))
        {
            File = new(path, "image/jpeg", bytes, hash) { CapturedAt = alert.RaisedAt },
        };
    }
}
