using System.Security.Cryptography;
using System.Text.Json;
using Mingchu.Contracts;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Core.Rules;
using Mingchu.Edge.Spool;
using EvidenceMessage = Mingchu.Contracts.Messages.Evidence;

namespace Mingchu.Edge.Evidence;

/// <summary>Writes the pictures of an alert into the data folder and makes the messages that announce them.</summary>
public sealed class EvidenceFolder(string device, string data)
{
    /// <summary>Clean and boxed picture, on the disk when this returns; the messages are for the spool.</summary>
    /// <exception cref="IOException">The disk is full or gone.</exception>
    public IReadOnlyList<SpoolMessage> Keep(string alertId, Frame frame, AlertChange change) =>
    [
        Keep(alertId, EvidenceKind.Clean, EvidencePictures.Clean(frame), frame.CapturedAt),
        Keep(alertId, EvidenceKind.Boxed, EvidencePictures.Boxed(frame, change), frame.CapturedAt),
    ];

    private SpoolMessage Keep(string alertId, EvidenceKind kind, byte[] jpeg, DateTimeOffset capturedAt)
    {
        const string mediaType = "image/jpeg";
        var path = Path.Combine("evidence", alertId, $"{kind.ToString().ToLowerInvariant()}.jpg");
        var full = Path.Combine(data, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        using (var file = new FileStream(full, FileMode.Create, FileAccess.Write))
        {
            file.Write(jpeg);
            file.Flush(flushToDisk: true);
        }
        var hash = Convert.ToHexStringLower(SHA256.HashData(jpeg));
        var envelope = Envelope.Of(device, new EvidenceMessage(alertId, kind, mediaType, jpeg.Length, hash, capturedAt));
        return new(envelope.Id, SpoolKind.Evidence, alertId, JsonSerializer.SerializeToUtf8Bytes(envelope, ContractJson.Wire.CloudEventEvidence))
        {
            File = new(path, mediaType, jpeg.Length, hash),
        };
    }
}
