using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Mingchu.Rig;

/// <summary>Receives webhooks on loopback and checks them as standardwebhooks.com says a receiver must.</summary>
public sealed class WebhookReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);
    private readonly HttpListener listener = new();
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);
    private readonly ConcurrentQueue<ReceivedWebhook> received = new();
    private readonly Task serving;

    /// <summary>Starts it with a generated secret.</summary>
    public WebhookReceiver(RunFolder folder)
    {
        Url = new($"http://127.0.0.1:{FreePort.Next()}/mingchu/");
        SecretFile = folder.Write("webhook.secret", "whsec_" + Convert.ToBase64String(key));
        listener.Prefixes.Add(Url.AbsoluteUri);
        listener.Start();
        serving = Serve();
    }

    /// <summary>Where to send.</summary>
    public Uri Url { get; }

    /// <summary>File with the secret, <c>whsec_...</c>.</summary>
    public string SecretFile { get; }

    /// <summary>Everything that came, in order.</summary>
    public IReadOnlyCollection<ReceivedWebhook> Received => received;

    /// <summary>Answers the next requests with this status instead of 204; null: 204 again.</summary>
    public HttpStatusCode? AnswerWith { get; set; }

    private async Task Serve()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            try
            {
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                var webhook = Read(context.Request, body.ToArray());
                var status = AnswerWith ?? (webhook.Problem is null ? HttpStatusCode.NoContent : HttpStatusCode.Unauthorized);
                received.Enqueue(webhook with { Answered = (int)status });
                context.Response.StatusCode = (int)status;
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException)
            {
                // The sender went away; it will send again.
            }
        }
    }

    private ReceivedWebhook Read(HttpListenerRequest request, byte[] body)
    {
        var at = DateTimeOffset.UtcNow;
        var (id, timestamp, signatures) = (request.Headers["webhook-id"] ?? "", request.Headers["webhook-timestamp"] ?? "", request.Headers["webhook-signature"] ?? "");
        var problem = Problem(id, timestamp, signatures, body, at);
        JsonElement json = default;
        try
        {
            json = JsonDocument.Parse(body).RootElement;
        }
        catch (JsonException e)
        {
            problem ??= $"the body is not JSON: {e.Message}";
        }
        return new(at, id, json, problem, 0);
    }

    private string? Problem(string id, string timestamp, string signatures, byte[] body, DateTimeOffset now)
    {
        if (id.Length == 0)
            return "no webhook-id";
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || (now - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > Tolerance)
            return $"webhook-timestamp '{timestamp}' is no Unix time within {Tolerance.TotalMinutes:0} minutes";
        var expected = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{timestamp}.").Concat(body).ToArray());
        return signatures.Split(' ').Any(s => Matches(s, expected)) ? null : "no valid v1 signature";
    }

    private static bool Matches(string signature, byte[] expected)
    {
        var given = new byte[expected.Length];
        return signature.StartsWith("v1,", StringComparison.Ordinal)
            && Convert.TryFromBase64String(signature[3..], given, out var length)
            && length == expected.Length
            && CryptographicOperations.FixedTimeEquals(given, expected);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
    }
}

/// <summary>A webhook that came.</summary>
/// <param name="At">When.</param>
/// <param name="Id"><c>webhook-id</c>; the same for every attempt.</param>
/// <param name="Body">Its JSON.</param>
/// <param name="Problem">Why it is not to be trusted; null when signature and time are right.</param>
/// <param name="Answered">Status it was answered with.</param>
public sealed record ReceivedWebhook(DateTimeOffset At, string Id, JsonElement Body, string? Problem, int Answered);
