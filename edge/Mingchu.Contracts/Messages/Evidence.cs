namespace Mingchu.Contracts.Messages;

/// <summary>What an evidence file shows.</summary>
[JsonConverter(typeof(KebabCase<EvidenceKind>))]
public enum EvidenceKind
{
    /// <summary>The frame as it came from the camera.</summary>
    Clean,

    /// <summary>The frame with the alert's boxes drawn in.</summary>
    Boxed,

    /// <summary>A short video around the alert.</summary>
    Clip,
}

/// <summary>Evidence of an alert is ready: uploaded to the collector's evidence address, or enclosed when small.</summary>
/// <param name="AlertId">The alert it belongs to.</param>
/// <param name="Kind">Clean picture, boxed picture or clip.</param>
/// <param name="MediaType"><c>image/jpeg</c> or <c>video/mp4</c>.</param>
/// <param name="Bytes">Size of the file, &gt; 0.</param>
/// <param name="Sha256">Lower-case hex of the file.</param>
/// <param name="CapturedAt">Time of the frame (start of the clip), UTC.</param>
public sealed record Evidence(
    string AlertId,
    EvidenceKind Kind,
    string MediaType,
    long Bytes,
    string Sha256,
    DateTimeOffset CapturedAt)
{
    /// <summary>Base64 of the file, at most 64 KiB before encoding; null when it was uploaded with <c>PUT /evidence/v1/{device}/{alertId}/{kind}</c>.</summary>
    public string? Inline { get; init; }
}
