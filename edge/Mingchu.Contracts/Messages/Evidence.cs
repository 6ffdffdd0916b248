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

    /// <summary>The camera that took it; needed where there is a <see cref="Signature"/>.</summary>
    public string? Camera { get; init; }

    /// <summary>
    /// Every head in the picture, at most 64, so that faces can be made unrecognisable in copies; empty when none was seen, null when the device does not look for heads or can't say
    /// (then a copy is made unrecognisable as a whole).
    /// </summary>
    public IReadOnlyList<PictureArea>? Heads { get; init; }

    /// <summary>The device's signature, see <see cref="EvidenceSeal"/>; null when the device has no key.</summary>
    public EvidenceSignature? Signature { get; init; }
}

/// <summary>A rectangle in normalised picture coordinates.</summary>
/// <param name="X">Left, 0..1 of the width.</param>
/// <param name="Y">Top, 0..1 of the height.</param>
/// <param name="Width">0..1 of the width.</param>
/// <param name="Height">0..1 of the height.</param>
public sealed record PictureArea(double X, double Y, double Width, double Height);

/// <summary>A signature over <see cref="EvidenceSeal.Manifest"/>.</summary>
/// <param name="KeyId"><see cref="SigningKey.Id"/> of the key that made it.</param>
/// <param name="Value">Base64 of the 64 bytes r and s (IEEE P1363).</param>
public sealed record EvidenceSignature(string KeyId, string Value);
