namespace Mingchu.Contracts.Messages;

/// <summary>CloudEvents <c>type</c> of every message of the contract.</summary>
public static class MessageTypes
{
    /// <summary>One life-cycle event of an alert; data is <see cref="Alert"/>.</summary>
    public const string Alert = "mc.alert.v1";

    /// <summary>Evidence of an alert is stored or enclosed; data is <see cref="Evidence"/>.</summary>
    public const string Evidence = "mc.evidence.v1";

    /// <summary>A session of a device starts; data is <see cref="Birth"/>.</summary>
    public const string Birth = "mc.birth.v1";

    /// <summary>Device online or offline; data is <see cref="DeviceStatus"/>.</summary>
    public const string DeviceStatus = "mc.device-status.v1";

    /// <summary>State of one camera; data is <see cref="CameraStatus"/>.</summary>
    public const string CameraStatus = "mc.camera-status.v1";

    /// <summary>Figures of a device, about once a minute; data is <see cref="Telemetry"/>.</summary>
    public const string Telemetry = "mc.telemetry.v1";

    /// <summary>Readings of one sensor; data is <see cref="SensorReadings"/>.</summary>
    public const string SensorReadings = "mc.sensor-readings.v1";

    /// <summary>What a lamp, loudspeaker or screen in the kitchen is to do; data is <see cref="Prompt"/>.</summary>
    public const string Prompt = "mc.prompt.v1";

    /// <summary>What a device is to go by; data is <see cref="DesiredConfig"/>.</summary>
    public const string DesiredConfig = "mc.config-desired.v1";

    /// <summary>What a device made of it; data is <see cref="ReportedConfig"/>.</summary>
    public const string ReportedConfig = "mc.config-reported.v1";

    /// <summary>A request of the collector; data is <see cref="CameraCommand"/>.</summary>
    public const string CameraCommand = "mc.camera-command.v1";

    /// <summary>A device's answer to it; data is <see cref="CommandReply"/>.</summary>
    public const string CommandReply = "mc.command-reply.v1";

    /// <summary>The collector's answer to one message; data is <see cref="Receipt"/>.</summary>
    public const string Receipt = "mc.receipt.v1";
}
