namespace Mingchu.Edge.Spool;

/// <summary>What a spooled message is; alerts are worth more than evidence.</summary>
public enum SpoolKind
{
    /// <summary>A life-cycle event of an alert.</summary>
    Alert,

    /// <summary>The announcement of an evidence file, which is uploaded first.</summary>
    Evidence,
}

/// <summary>A message to be kept until the collector has it.</summary>
/// <param name="MessageId">CloudEvents id; a message spooled twice under one id is kept once.</param>
/// <param name="Kind">Alert or evidence.</param>
/// <param name="AlertId">The alert it belongs to.</param>
/// <param name="Payload">The envelope in JSON, UTF-8.</param>
public sealed record SpoolMessage(string MessageId, SpoolKind Kind, string AlertId, byte[] Payload)
{
    /// <summary>The file to upload before the message is sent: its path, media type and size; null for an alert.</summary>
    public SpoolFile? File { get; init; }

    /// <summary>Whether the alert is over with this event; its evidence is then worth less than that of an open one.</summary>
    public bool EndsAlert { get; init; }
}

/// <summary>An evidence file of the data folder.</summary>
/// <param name="Path">Relative to the data folder.</param>
/// <param name="MediaType">E.g. <c>image/jpeg</c>.</param>
/// <param name="Bytes">Size.</param>
/// <param name="Sha256">Lower-case hex.</param>
public sealed record SpoolFile(string Path, string MediaType, long Bytes, string Sha256)
{
    /// <summary>Time of what it shows.</summary>
    public DateTimeOffset CapturedAt { get; init; }
}

/// <summary>A spooled message as the uplink sees it; the payload is read from the spool when it is sent.</summary>
/// <param name="Sequence">Order of spooling.</param>
/// <param name="MessageId">CloudEvents id.</param>
/// <param name="Kind">Alert or evidence.</param>
/// <param name="AlertId">The alert it belongs to.</param>
/// <param name="File">The file to upload first, or null.</param>
public sealed record SpoolEntry(long Sequence, string MessageId, SpoolKind Kind, string AlertId, SpoolFile? File);
