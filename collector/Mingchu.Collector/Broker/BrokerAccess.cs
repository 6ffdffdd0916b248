using Mingchu.Contracts;

namespace Mingchu.Collector.Broker;

/// <summary>Who may do what on the embedded broker. Device accounts are device ids, which have no dollar sign.</summary>
public static class BrokerAccess
{
    /// <summary>The name under which the collector itself publishes on the embedded broker; nobody can log in with it.</summary>
    public const string Collector = "$collector";

    /// <summary>Whether a device may publish there: the topics that the contract gives to devices, below its own name.</summary>
    public static bool MayPublish(string device, string topic) =>
        Topics.Parse(topic) is var (owner, name) && owner == device && name.Split('/') switch
        {
            ["birth" or "status" or "alerts" or "evidence" or "telemetry" or "replies"] => true,
            ["cameras", var camera, "status"] => Topics.IsId(camera),
            ["sensors", var sensor] => Topics.IsId(sensor),
            ["config", "reported"] => true,
            _ => false,
        };

    /// <summary>Whether the broker may keep a message there: state, never events.</summary>
    public static bool MayRetain(string topic) =>
        Topics.Parse(topic) is var (_, name) && (name is "birth" or "status" or "config/reported" || name.EndsWith("/status", StringComparison.Ordinal));

    /// <summary>Whether a device may subscribe to this filter: anything below its own name.</summary>
    public static bool MaySubscribe(string device, string filter) => filter.StartsWith($"{Topics.Prefix}/{device}/", StringComparison.Ordinal);

    /// <summary>Whether a session of this device may have this client id: its own id, or that and a suffix after <c>/</c>, <c>_</c> or <c>:</c>,
    /// which no device id holds; so no device can take over another's session.</summary>
    public static bool MayUseClientId(string device, string clientId) =>
        clientId == device || (clientId.Length <= 256 && clientId.StartsWith(device, StringComparison.Ordinal) && clientId[device.Length] is '/' or '_' or ':');
}
