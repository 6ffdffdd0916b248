using System.Text.RegularExpressions;

namespace Mingchu.Contracts;

/// <summary>Names of the MQTT topics, version 1. Device and camera ids match <see cref="IsId"/>.</summary>
public static partial class Topics
{
    /// <summary>Prefix of this version of the contract.</summary>
    public const string Prefix = "mc/v1";

    /// <summary>Largest payload the collector reads, bytes. A 64 KiB picture in base64 fits, a larger one is uploaded over HTTP.</summary>
    public const int MaxPayloadBytes = 128 * 1024;

    /// <summary>QoS 1, retained: <see cref="Messages.Birth"/>.</summary>
    public static string Birth(string device) => $"{Prefix}/{device}/birth";

    /// <summary>QoS 1, retained, and the will: <see cref="Messages.DeviceStatus"/>.</summary>
    public static string Status(string device) => $"{Prefix}/{device}/status";

    /// <summary>QoS 1, retained: <see cref="Messages.CameraStatus"/>.</summary>
    public static string CameraStatus(string device, string camera) => $"{Prefix}/{device}/cameras/{camera}/status";

    /// <summary>QoS 1, never retained: <see cref="Messages.Alert"/>.</summary>
    public static string Alerts(string device) => $"{Prefix}/{device}/alerts";

    /// <summary>QoS 1, never retained: <see cref="Messages.Evidence"/>.</summary>
    public static string Evidence(string device) => $"{Prefix}/{device}/evidence";

    /// <summary>QoS 1, never retained, on the box's local broker and the collector's: <see cref="Messages.SensorReadings"/>.</summary>
    public static string Sensor(string device, string sensor) => $"{Prefix}/{device}/sensors/{sensor}";

    /// <summary>QoS 0: <see cref="Messages.Telemetry"/>.</summary>
    public static string Telemetry(string device) => $"{Prefix}/{device}/telemetry";

    /// <summary>QoS 0, on the box's local broker only: <see cref="Messages.Prompt"/>.</summary>
    public static string Prompts(string device) => $"{Prefix}/{device}/prompts";

    /// <summary>QoS 1, retained, published by the collector: <see cref="Messages.DesiredConfig"/>.</summary>
    public static string DesiredConfig(string device) => $"{Prefix}/{device}/config/desired";

    /// <summary>QoS 1, retained: <see cref="Messages.ReportedConfig"/>.</summary>
    public static string ReportedConfig(string device) => $"{Prefix}/{device}/config/reported";

    /// <summary>QoS 1, never retained, published by the collector: <see cref="Messages.CameraCommand"/>.</summary>
    public static string CameraCommands(string device) => $"{Prefix}/{device}/commands/camera";

    /// <summary>QoS 1, never retained: <see cref="Messages.CommandReply"/>.</summary>
    public static string Replies(string device) => $"{Prefix}/{device}/replies";

    /// <summary>QoS 1, published by the collector: <see cref="Messages.Receipt"/>.</summary>
    public static string Receipts(string device) => $"{Prefix}/{device}/receipts";

    /// <summary>Whether this can be a device, camera, sensor or zone id: 1..64 of lower-case letters, digits and inner hyphens.</summary>
    public static bool IsId(string? id) => id is not null && IdPattern().IsMatch(id);

    /// <summary>Device and name of a topic of this version, or null when it is not one: <c>mc/v1/box-1/cameras/c1/status</c> gives (box-1, cameras/c1/status).</summary>
    public static (string Device, string Name)? Parse(string topic)
    {
        var match = TopicPattern().Match(topic);
        return match.Success ? (match.Groups[1].Value, match.Groups[2].Value) : null;
    }

    [GeneratedRegex(@"^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"^mc/v1/([a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?)/(.+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex TopicPattern();
}
