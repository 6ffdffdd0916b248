using MQTTnet;
using MQTTnet.Protocol;

namespace Mingchu.Edge.Uplink;

/// <summary>Messages as the contract sends them: JSON of QoS 1.</summary>
internal static class LinkMessages
{
    private const uint ExpirySeconds = 24 * 3600;

    /// <summary>A message; what is not retained is of no use after a day.</summary>
    public static MqttApplicationMessage Of(string topic, byte[] payload, bool retain = false) => new()
    {
        Topic = topic,
        PayloadSegment = payload,
        ContentType = "application/json",
        PayloadFormatIndicator = MqttPayloadFormatIndicator.CharacterData,
        QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
        Retain = retain,
        // State stays until it is replaced.
        MessageExpiryInterval = retain ? 0 : ExpirySeconds,
    };
}
