using System.Globalization;
using System.Net.Http.Headers;

namespace Mingchu.Collector.Push.Webhook;

/// <summary>Signed webhooks after standardwebhooks.com. Any 2xx is delivery.</summary>
public sealed class WebhookChannel(IReadOnlyList<WebhookTarget> targets, HttpClient http, PushConfig options, TimeProvider clock) : IChannel
{
    /// <inheritdoc/>
    public string Name => "webhook";

    /// <inheritdoc/>
    public IReadOnlyList<string> Recipients(string audience, IReadOnlyList<string> platforms) => [.. targets.Where(t => t.For.Has(audience, platforms)).Select(t => t.Name)];

    /// <inheritdoc/>
    public async Task<SendResult> Send(Shipment shipment, CancellationToken ct)
    {
        var target = targets.FirstOrDefault(t => t.Name == shipment.Recipient);
        if (target is null)
            return new SendResult.Permanent($"no webhook named '{shipment.Recipient}' is configured any more");

        using var request = Sign(shipment, target);
        return await HttpAttempt.Send(http, request, target.Timeout, (response, _) => Task.FromResult(HttpAttempt.Judge(response, clock.GetUtcNow())), ct);
    }

    /// <summary>The client webhooks are sent with: no redirects, no cookies, no proxy credentials, short-lived connections so that DNS changes are seen.</summary>
    public static HttpClient CreateClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        MaxResponseHeadersLength = 32,
        MaxResponseDrainSize = 64 * 1024,
    })
    { Timeout = Timeout.InfiniteTimeSpan };

    private HttpRequestMessage Sign(Shipment shipment, WebhookTarget target)
    {
        var body = WebhookBody.For(shipment, options.PageUrl(shipment.Notice));
        var id = $"msg_{shipment.Id:N}";
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, target.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSignature.V1(target.Key, id, timestamp, body));
        request.Headers.UserAgent.Add(new("mingchu-collector", "1"));
        return request;
    }
}

/// <summary>A checked receiver.</summary>
/// <param name="Name">Stable name.</param>
/// <param name="Url">http or https.</param>
/// <param name="Key">Signing key.</param>
/// <param name="For">Whom it is for.</param>
/// <param name="Timeout">For one attempt.</param>
public sealed record WebhookTarget(string Name, Uri Url, byte[] Key, Circle For, TimeSpan Timeout);
