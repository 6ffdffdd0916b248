namespace Mingchu.Contracts.Messages;

/// <summary>What became of a message.</summary>
[JsonConverter(typeof(KebabCase<ReceiptResult>))]
public enum ReceiptResult
{
    /// <summary>Stored durably; the device may forget it.</summary>
    Accepted,

    /// <summary>Was stored before; the device may forget it.</summary>
    Duplicate,

    /// <summary>Not usable and kept as dead letter; sending it again unchanged will fail again, so the device sets it aside.</summary>
    Rejected,
}

/// <summary>The collector's answer to one message. A broker's PUBACK is not delivery; this is.</summary>
/// <param name="MessageId">The CloudEvents id of the message; when it could not be read, <c>sha256:</c> and the hex hash of the payload.</param>
/// <param name="Result">Accepted, duplicate or rejected.</param>
/// <param name="At">When the collector decided, UTC.</param>
/// <param name="Reason">Stable code of <see cref="RejectReasons"/>; null unless rejected.</param>
/// <param name="Pointer">JSON pointer to what is wrong; null when it is the whole message.</param>
/// <param name="Detail">One sentence for a person: where, what, what to do.</param>
public sealed record Receipt(
    string MessageId,
    ReceiptResult Result,
    DateTimeOffset At,
    string? Reason = null,
    string? Pointer = null,
    string? Detail = null);

/// <summary>Stable reason codes of a rejecting receipt.</summary>
public static class RejectReasons
{
    /// <summary>The payload is not JSON.</summary>
    public const string NotJson = "not-json";

    /// <summary>A field is missing, of the wrong type or out of range; the pointer says which.</summary>
    public const string Invalid = "invalid";

    /// <summary>The hazard code is not in the collector's list.</summary>
    public const string UnknownHazard = "unknown-hazard";

    /// <summary>The type is not one of the contract's.</summary>
    public const string UnknownType = "unknown-type";

    /// <summary>A time lies more than 5 minutes ahead of the collector's clock.</summary>
    public const string FutureTime = "future-time";

    /// <summary>The payload is larger than <see cref="Topics.MaxPayloadBytes"/>.</summary>
    public const string Oversized = "oversized";

    /// <summary>The source in the body or the session's account is not the device of the topic.</summary>
    public const string WrongDevice = "wrong-device";

    /// <summary>The device is not registered or is switched off.</summary>
    public const string UnknownDevice = "unknown-device";

    /// <summary>An update, clearing or evidence for an alert that was never raised.</summary>
    public const string UnknownAlert = "unknown-alert";
}
