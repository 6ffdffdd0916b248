using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Mingchu.Collector.Push.Webhook;

/// <summary>Signed webhooks after standardwebhooks.com. Any 2xx is delivery.</summary>
public sealed class WebhookChannel(IReadOnlyList<WebhookTarget> targets, HttpClient http, PushConfig options, TimeProvider clock) : IChannel
{
    /// <inheritdoc/>
    public string Name => "webhook";

    /// <inheritdoc/>
    public IReadOnlyList<string> Recipients(string audience) => [.. targets.Where(t => t.Serves(audience)).Select(t => t.Name)];

    /// <inheritdoc/>
    public async Task<SendResult> Send(Shipment shipment, CancellationToken ct)
    {
        var target = targets.FirstOrDefault(t => t.Name == shipment.Recipient);
        if (target is null)
            return new SendResult.Permanent($"no webhook named '{shipment.Recipient}' is configured any more");

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(target.Timeout);
        try
        {
            using var request = Sign(shipment, target);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            return Judge(response, clock.GetUtcNow());
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new SendResult.Recoverable(string.Create(CultureInfo.InvariantCulture, $"no answer within {target.Timeout.TotalSeconds:0.#} s"));
        }
        catch (HttpRequestException e)
        {
            // The message of an HttpRequestException names host and port only; the path may hold a secret and is not in it.
            return new SendResult.Recoverable($"{e.HttpRequestError}: {e.Message}");
        }
        catch (IOException e)
        {
            return new SendResult.Recoverable($"connection broke: {e.Message}");
        }
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
        var body = WebhookBody.For(shipment, options.CaseUrl(shipment.Notice.CaseId));
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

    private static SendResult Judge(HttpResponseMessage response, DateTimeOffset now)
    {
        var code = (int)response.StatusCode;
        return response.StatusCode switch
        {
            >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => new SendResult.Delivered(),
            >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest =>
                new SendResult.Permanent($"HTTP {code}: redirects are not followed, configure the final address"),
            // A receiver being set up or deployed answers these; it will come round.
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.RequestTimeout
                or HttpStatusCode.Conflict or (HttpStatusCode)425 or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError =>
                new SendResult.Recoverable($"HTTP {code}", Wait(response.Headers.RetryAfter, now)),
            _ => new SendResult.Permanent($"HTTP {code}"),
        };
    }

    private static TimeSpan? Wait(RetryConditionHeaderValue? header, DateTimeOffset now)
    {
        var wait = header?.Delta ?? header?.Date - now;
        return wait is { } w && w > TimeSpan.Zero ? w : null;
    }
}

/// <summary>A checked receiver.</summary>
/// <param name="Name">Stable name.</param>
/// <param name="Url">http or https.</param>
/// <param name="Key">Signing key.</param>
/// <param name="Audiences">Audiences it serves; empty: all.</param>
/// <param name="Timeout">For one attempt.</param>
public sealed record WebhookTarget(string Name, Uri Url, byte[] Key, IReadOnlyList<string> Audiences, TimeSpan Timeout)
{
    /// <summary>Whether it is for this audience.</summary>
    public bool Serves(string audience) => Audiences.Count == 0 || Audiences.Contains(audience, StringComparer.Ordinal);
}
