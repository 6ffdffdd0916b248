using Mingchu.Collector.Broker;
using Mingchu.Collector.Push.Webhook;

namespace Mingchu.Collector.Push.Mqtt;

/// <summary>Notices on the collector's broker, QoS 1, one topic per audience, and of platforms one each, so that the broker's rules can part them. A notice may come twice; its <c>id</c> stays the same.</summary>
public sealed class MqttNoticeChannel(MqttNoticeConfig? config, Func<IBrokerLink?> link, PushConfig options) : IChannel
{
    /// <inheritdoc/>
    public string Name => "mqtt";

    /// <inheritdoc/>
    public IReadOnlyList<string> Recipients(string audience, IReadOnlyList<string> platforms) =>
        config is null || !new Circle(config.Audiences, []).Has(audience, platforms) ? []
        : audience == Circle.Platform && platforms.Count > 0 ? [.. platforms.Select(p => TopicOf(config, $"{audience}/{p}"))]
        : [TopicOf(config, audience)];

    /// <inheritdoc/>
    public async Task<SendResult> Send(Shipment shipment, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (config is null || !IsTopicOf(config, shipment))
            return new SendResult.Permanent($"no notices on '{shipment.Recipient}' are configured any more");
        var body = WebhookBody.For(shipment, options.PageUrl(shipment.Notice), $"msg_{shipment.Id:N}");
        return link() is { } broker && await broker.Publish([Outgoing.Json(shipment.Recipient, body)], ct)
            ? new SendResult.Delivered()
            : new SendResult.Recoverable("the broker did not take it; the log says why");
    }

    private static bool IsTopicOf(MqttNoticeConfig config, Shipment shipment)
    {
        var parts = config.Topic.Split(MqttNoticeConfig.Audience, 2);
        return shipment.Recipient == TopicOf(config, shipment.Audience)
            || (shipment.Audience == Circle.Platform && shipment.Recipient.StartsWith($"{parts[0]}{Circle.Platform}/", StringComparison.Ordinal) && shipment.Recipient.EndsWith(parts[1], StringComparison.Ordinal));
    }

    private static string TopicOf(MqttNoticeConfig config, string audience) => config.Topic.Replace(MqttNoticeConfig.Audience, audience, StringComparison.Ordinal);
}
