namespace Mingchu.Edge.Spool;

// The rows as LiteDB maps them: mutable, public, with a parameterless constructor.

/// <summary>A message waiting for its receipt.</summary>
public sealed class WaitingRow
{
    public long Id { get; set; }
    public string MessageId { get; set; } = "";
    public SpoolKind Kind { get; set; }
    public string AlertId { get; set; } = "";
    public byte[] Payload { get; set; } = [];
    public bool EndsAlert { get; set; }
    public string? FilePath { get; set; }
    public string? FileMediaType { get; set; }
    public long FileBytes { get; set; }
    public string? FileSha256 { get; set; }
    public long FileCapturedMs { get; set; }

    internal SpoolEntry ToEntry() =>
        new(Id, MessageId, Kind, AlertId, FilePath is null ? null : new(FilePath, FileMediaType ?? "", FileBytes, FileSha256 ?? "") { CapturedAt = DateTimeOffset.FromUnixTimeMilliseconds(FileCapturedMs) });

    internal static WaitingRow From(SpoolMessage message, long sequence) => new()
    {
        Id = sequence,
        MessageId = message.MessageId,
        Kind = message.Kind,
        AlertId = message.AlertId,
        Payload = message.Payload,
        EndsAlert = message.EndsAlert,
        FilePath = message.File?.Path,
        FileMediaType = message.File?.MediaType,
        FileBytes = message.File?.Bytes ?? 0,
        FileSha256 = message.File?.Sha256,
        FileCapturedMs = message.File?.CapturedAt.ToUnixTimeMilliseconds() ?? 0,
    };
}

/// <summary>A message the collector refused, kept for a person.</summary>
public sealed class RejectedRow
{
    public long Id { get; set; }
    public string MessageId { get; set; } = "";
    public byte[] Payload { get; set; } = [];
    public string Reason { get; set; } = "";
    public string? Pointer { get; set; }
    public string? Detail { get; set; }
    public DateTime At { get; set; }
}

/// <summary>A number that outlives the process.</summary>
public sealed class CounterRow
{
    public string Id { get; set; } = "";
    public long Value { get; set; }
}

/// <summary>An alert whose end has not been spooled yet.</summary>
public sealed class OpenAlertRow
{
    public string Id { get; set; } = "";
    public byte[] Payload { get; set; } = [];
}
