using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Tests.Ingest;

/// <summary>Ordinary messages of a device.</summary>
internal static class Some
{
    /// <summary>The smallest thing that is taken for a JPEG, made different by its text.</summary>
    public static byte[] Jpeg(string text = "picture") => [0xFF, 0xD8, 0xFF, 0xE0, .. Encoding.UTF8.GetBytes(text.PadRight(32))];

    public static DateTimeOffset Now()
    {
        var now = DateTimeOffset.UtcNow;
        return new(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
    }

    public static Alert Alert(string device, DateTimeOffset start, string camera = "stove", string hazard = "no-cap", double seconds = 8) =>
        new(AlertIds.For(device, camera, hazard, null, start), AlertPhase.Raised, 0, hazard, "1.0.0", camera, Verdict.Violation, 0.9,
            start, start.AddSeconds(seconds), [new(0.1, 0.1, 0.2, 0.2, "head cap=none", 0.9)], [new("kitchen", "1.0.0", new string('a', 64))]);

    public static Alert Cleared(this Alert alert, double seconds) =>
        alert with { Phase = AlertPhase.Cleared, Sequence = 1, Verdict = Verdict.Compliant, EndedAt = alert.StartedAt.AddSeconds(seconds) };

    public static Contracts.Messages.Evidence Evidence(Alert alert, byte[] content, EvidenceKind kind = EvidenceKind.Boxed, bool inline = false) =>
        new(alert.AlertId, kind, "image/jpeg", content.Length, Convert.ToHexStringLower(SHA256.HashData(content)), alert.RaisedAt)
        { Inline = inline ? Convert.ToBase64String(content) : null };

    public static byte[] Json(string device, Alert alert) => JsonSerializer.SerializeToUtf8Bytes(Envelope.Of(device, alert), ContractJson.Wire.CloudEventAlert);

    public static byte[] Json(string device, Contracts.Messages.Evidence evidence) =>
        JsonSerializer.SerializeToUtf8Bytes(Envelope.Of(device, evidence), ContractJson.Wire.CloudEventEvidence);
}
