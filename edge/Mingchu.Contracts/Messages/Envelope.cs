namespace Mingchu.Contracts.Messages;

/// <summary>Wraps bodies into envelopes with the ids and types the contract prescribes.</summary>
public static class Envelope
{
    /// <summary>Envelope of an alert event; the id follows from alert and sequence, <c>time</c> from the phase.</summary>
    public static CloudEvent<Alert> Of(string device, Alert alert) =>
        new("1.0", AlertIds.Message(alert.AlertId, alert.Sequence), Source(device), MessageTypes.Alert, alert.EndedAt ?? alert.RaisedAt, alert)
        { DataSchema = "mc/v1/alert.schema.json" };

    /// <summary>Envelope of evidence; the id follows from alert and kind.</summary>
    public static CloudEvent<Evidence> Of(string device, Evidence evidence) =>
        new("1.0", AlertIds.Message(evidence.AlertId, evidence.Kind), Source(device), MessageTypes.Evidence, evidence.CapturedAt, evidence)
        { DataSchema = "mc/v1/evidence.schema.json" };

    /// <summary>Envelope of any other body; the caller gives an id unique for this device.</summary>
    public static CloudEvent<T> Of<T>(string device, string type, string id, DateTimeOffset time, T data)
        where T : notnull =>
        new("1.0", id, Source(device), type, time, data);

    /// <summary>CloudEvents source of a device.</summary>
    public static string Source(string device) => $"device/{device}";
}
