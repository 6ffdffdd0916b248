namespace Mingchu.Collector.Ingest;

/// <summary>What a message says, or why it says nothing. Closed union.</summary>
/// <param name="Source">The message.</param>
/// <param name="Device">Device of the topic or session; empty when the topic names none.</param>
/// <param name="MessageId">Its id, or <c>sha256:...</c> when it has none.</param>
public abstract record Reading(Incoming Source, string Device, string MessageId)
{
    /// <summary>Well formed; whether the device is known and the message is new, only the storage can tell.</summary>
    /// <param name="Source">The message.</param>
    /// <param name="Device">Device of the topic.</param>
    /// <param name="MessageId">Its id.</param>
    /// <param name="Time">Its time, UTC.</param>
    /// <param name="Body">Alert, Evidence, Birth, DeviceStatus, CameraStatus, SensorReadings, ReportedConfig, CommandReply or Telemetry.</param>
    public sealed record Usable(Incoming Source, string Device, string MessageId, DateTimeOffset Time, object Body) : Reading(Source, Device, MessageId);

    /// <summary>Not usable.</summary>
    public sealed record Unusable(Incoming Source, string Device, string MessageId, Rejection Why) : Reading(Source, Device, MessageId);
}
