using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Mingchu.Collector.Push;

/// <summary>One HTTP attempt of a channel: its time limit, and what its failures mean. Reasons never hold the address, whose path or query may be a secret.</summary>
public static class HttpAttempt
{
    /// <summary>Sends within the limit and lets the channel judge the answer.</summary>
    public static async Task<SendResult> Send(
        HttpClient http, HttpRequestMessage request, TimeSpan limit, Func<HttpResponseMessage, CancellationToken, Task<SendResult>> judge, CancellationToken ct)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(limit);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout.Token);
            return await judge(response, timeout.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new SendResult.Recoverable(string.Create(CultureInfo.InvariantCulture, $"no answer within {limit.TotalSeconds:0.#} s"));
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

    /// <summary>What the status alone says. Any 2xx is delivery.</summary>
    public static SendResult Judge(HttpResponseMessage response, DateTimeOffset now)
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
