namespace Mingchu.Contracts.Messages;

/// <summary>Device online or offline, retained; the offline one is also the MQTT will.</summary>
/// <param name="Online">True while the session lives.</param>
/// <param name="Session">Session number of the birth this belongs to; a late will of an older session is ignored.</param>
public sealed record DeviceStatus(bool Online, long Session);

/// <summary>What a camera gives.</summary>
[JsonConverter(typeof(KebabCase<CameraState>))]
public enum CameraState
{
    /// <summary>Frames arrive.</summary>
    Online,

    /// <summary>No frames; <see cref="CameraStatus.Reason"/> says why.</summary>
    Offline,

    /// <summary>The view is covered.</summary>
    Blocked,

    /// <summary>The picture is out of focus.</summary>
    Blurred,

    /// <summary>The camera looks elsewhere than its approved reference.</summary>
    Moved,

    /// <summary>Frames arrive but do not change.</summary>
    Frozen,
}

/// <summary>State of one camera, retained.</summary>
/// <param name="Camera">Camera id within the device.</param>
/// <param name="State">What it gives.</param>
/// <param name="Since">When that began, UTC.</param>
/// <param name="Reason">Code of <see cref="CameraReasons"/>; null while online.</param>
/// <param name="Detail">One sentence for a person, without credentials.</param>
/// <param name="LastOutage">When it last gave no pictures, once they came again; null when that never was since the box started.</param>
public sealed record CameraStatus(
    string Camera, CameraState State, DateTimeOffset Since, string? Reason = null, string? Detail = null, CameraOutage? LastOutage = null);

/// <summary>A time in which a camera gave no pictures.</summary>
/// <param name="From">The first loss, UTC.</param>
/// <param name="Until">The first picture after it, UTC; not before <paramref name="From"/>.</param>
/// <param name="Reason">Code of <see cref="CameraReasons"/> for the first loss.</param>
public sealed record CameraOutage(DateTimeOffset From, DateTimeOffset Until, string Reason);

/// <summary>Why a camera is offline.</summary>
public static class CameraReasons
{
    /// <summary>Not connected yet since the start.</summary>
    public const string Starting = "starting";

    /// <summary>The host name does not resolve.</summary>
    public const string Name = "name";

    /// <summary>The host or port refuses or cannot be reached.</summary>
    public const string Refused = "refused";

    /// <summary>User or password is wrong.</summary>
    public const string Login = "login";

    /// <summary>The path is not there.</summary>
    public const string NotFound = "not-found";

    /// <summary>No answer in time.</summary>
    public const string Timeout = "timeout";

    /// <summary>The stream can't be decoded.</summary>
    public const string Codec = "codec";

    /// <summary>Frames stopped while the connection stayed.</summary>
    public const string Stalled = "stalled";

    /// <summary>The camera ended the stream.</summary>
    public const string Ended = "ended";
}

/// <summary>Figures of a device.</summary>
/// <param name="SpoolMessages">Messages waiting for a receipt.</param>
/// <param name="Cameras">Figures per camera.</param>
/// <param name="MemoryBytes">Resident memory of the process.</param>
public sealed record Telemetry(long SpoolMessages, IReadOnlyList<CameraFigures> Cameras, long MemoryBytes)
{
    /// <summary>Seconds since the device's software started.</summary>
    public double? UptimeSeconds { get; init; }

    /// <summary>Bytes of evidence waiting for the collector.</summary>
    public long? SpoolBytes { get; init; }

    /// <summary>Messages that are in memory only, since the disk takes nothing; of <see cref="SpoolMessages"/> none.</summary>
    public long? HeldMessages { get; init; }

    /// <summary>Alert events and evidence given up for lack of room, since the spool was made.</summary>
    public long? GivenUp { get; init; }

    /// <summary>Bytes free on the disk of the spool.</summary>
    public long? DiskFreeBytes { get; init; }

    /// <summary>Bytes of that disk.</summary>
    public long? DiskBytes { get; init; }

    /// <summary>Share of all processors in use by everything on the device, 0..1, since the last telemetry.</summary>
    public double? ProcessorLoad { get; init; }

    /// <summary>Hottest sensor of the device, degrees Celsius.</summary>
    public double? TemperatureCelsius { get; init; }

    /// <summary>How right its clock is.</summary>
    public ClockState? Clock { get; init; }

    /// <summary>What is wrong, a sentence each for a person, without credentials; at most 50. Empty when nothing is.</summary>
    public IReadOnlyList<string>? Problems { get; init; }
}

/// <summary>Figures of one camera since the last telemetry.</summary>
/// <param name="Camera">Camera id within the device.</param>
/// <param name="AnalysedFps">Frames analysed per second.</param>
/// <param name="Dropped">Frames dropped because newer ones were there.</param>
/// <param name="Reconnects">Reconnects since the start.</param>
public sealed record CameraFigures(string Camera, double AnalysedFps, long Dropped, long Reconnects)
{
    /// <summary>Mean time from the last byte of a frame to its detections, milliseconds; null when none was analysed.</summary>
    public double? LatencyMs { get; init; }

    /// <summary>Seconds without pictures after a loss.</summary>
    public double? OfflineSeconds { get; init; }

    /// <summary>Frames that could not be analysed.</summary>
    public long? Failed { get; init; }
}
