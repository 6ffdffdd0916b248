namespace Mingchu.Contracts.Messages;

/// <summary>First message of a device's session, retained.</summary>
/// <param name="Session">Session number, one higher with every start of the device; <see cref="DeviceStatus.Session"/> refers to it.</param>
/// <param name="Software">Name and version, e.g. <c>mingchu-edge 0.1.0</c>.</param>
/// <param name="ContractVersion">Version of this contract the device speaks, <c>1.0</c>.</param>
/// <param name="Cameras">Its cameras.</param>
/// <param name="Models">Its loaded models.</param>
/// <param name="Hazards">Codes it can report.</param>
/// <param name="HazardListVersion">Version of its hazard list.</param>
public sealed record Birth(
    long Session,
    string Software,
    string ContractVersion,
    IReadOnlyList<CameraRef> Cameras,
    IReadOnlyList<ModelRef> Models,
    IReadOnlyList<string> Hazards,
    string HazardListVersion)
{
    /// <summary>Its sensors; null is none.</summary>
    public IReadOnlyList<SensorRef>? Sensors { get; init; }

    /// <summary>The key that it signs evidence with; null when it signs none.</summary>
    public SigningKey? SigningKey { get; init; }

    /// <summary>How right its clock is, when it knows.</summary>
    public ClockState? Clock { get; init; }
}

/// <summary>A device's public key. The collector keeps the first one; another is used only after an administrator has accepted it.</summary>
/// <param name="Id"><see cref="EvidenceSeal.KeyId"/>.</param>
/// <param name="Algorithm"><see cref="EvidenceSeal.Algorithm"/>; others may come.</param>
/// <param name="PublicKey">Base64 of the DER bytes of its SubjectPublicKeyInfo (RFC 5480).</param>
public sealed record SigningKey(string Id, string Algorithm, string PublicKey);

/// <summary>A device's clock.</summary>
/// <param name="Synchronised">Whether it is kept right from outside (NTP, GPS).</param>
/// <param name="ErrorMs">By how much it may be wrong, milliseconds, 0 or more; null when unknown.</param>
/// <param name="TimeZone">IANA name of the kitchen's time zone, by which hours and holidays go.</param>
public sealed record ClockState(bool Synchronised, double? ErrorMs = null, string? TimeZone = null);

/// <summary>A camera of a device.</summary>
/// <param name="Id">Id within the device, <c>[a-z0-9-]{1,64}</c>.</param>
/// <param name="Name">Name for people.</param>
public sealed record CameraRef(string Id, string Name);

/// <summary>A sensor of a device.</summary>
/// <param name="Id">Id within the device, none of a camera.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Kind"><c>temperature</c>, <c>humidity</c>, <c>gas</c>, <c>smoke</c>, <c>door</c> or <c>water-leak</c>; others may come.</param>
/// <param name="Unit">Unit of its readings, see <see cref="SensorReadings.Unit"/>.</param>
public sealed record SensorRef(string Id, string Name, string Kind, string Unit);
