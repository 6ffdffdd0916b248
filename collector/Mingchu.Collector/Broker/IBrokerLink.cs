using MQTTnet;

namespace Mingchu.Collector.Broker;

/// <summary>The collector's own end of the broker: what devices publish goes into the ingest queue, what the collector says goes out here.</summary>
public interface IBrokerLink
{
    /// <summary>Told when the link stands, also after it was broken; must not throw or wait.</summary>
    event Action? Begun;

    /// <summary>Whether the link stands.</summary>
    bool IsConnected { get; }

    /// <summary>Hands messages to the broker, in their order; false when it did not take all of them, and the log says why.</summary>
    Task<bool> Publish(IReadOnlyCollection<MqttApplicationMessage> messages, CancellationToken ct);
}
