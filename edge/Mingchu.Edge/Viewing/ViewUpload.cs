using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Mingchu.Edge.Config;
using Mingchu.Edge.Uplink;

namespace Mingchu.Edge.Viewing;

/// <summary>What the collector made of a put.</summary>
public enum PutAnswer
{
    /// <summary>It has it.</summary>
    Taken,

    /// <summary>Not now.</summary>
    Away,

    /// <summary>It is not wanted any more.</summary>
    Unwanted,

    /// <summary>It will never take it.</summary>
    Refused,
}

/// <summary>Puts pictures and segments to the collector's own address, never to one that a command names.</summary>
public sealed class ViewUpload(string device, CollectorConfig collector) : IDisposable
{
    private readonly HttpClient http = CollectorHttp.Client(collector, TimeSpan.FromSeconds(20));

    /// <summary>A picture, with the box's token.</summary>
    public async Task<(PutAnswer Answer, string? Detail)> PutPictureAsync(string command, byte[] jpeg, CancellationToken ct)
    {
        using var content = new ByteArrayContent(jpeg);
        content.Headers.ContentType = new("image/jpeg");
        content.Headers.Add("Content-Digest", $"sha-256=:{Convert.ToBase64String(SHA256.HashData(jpeg))}:");
        return await PutAsync($"evidence/v1/{device}/{command}/snapshot", content, token: null, ct);
    }

    /// <summary>A segment, with the token of its live view.</summary>
    public async Task<(PutAnswer Answer, string? Detail)> PutSegmentAsync(string command, string token, int number, double seconds, byte[] segment, CancellationToken ct)
    {
        using var content = new ByteArrayContent(segment);
        content.Headers.ContentType = new("video/mp2t");
        return await PutAsync(string.Create(CultureInfo.InvariantCulture, $"live/v1/{device}/{command}/{number}.ts?seconds={seconds:0.###}"), content, token, ct);
    }

    private async Task<(PutAnswer, string?)> PutAsync(string path, HttpContent content, string? token, CancellationToken ct)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, new Uri($"{collector.Evidence.AbsoluteUri.TrimEnd('/')}/{path}")) { Content = content };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? await Token.ReadAsync(collector.TokenFile, ct));
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            var said = $"{collector.Evidence.Host} answered {(int)response.StatusCode} {response.ReasonPhrase}";
            return response switch
            {
                { IsSuccessStatusCode: true } => (PutAnswer.Taken, null),
                { StatusCode: HttpStatusCode.Gone } => (PutAnswer.Unwanted, said),
                { StatusCode: HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError } => (PutAnswer.Away, said),
                _ => (PutAnswer.Refused, said),
            };
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UnauthorizedAccessException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return (PutAnswer.Away, e.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();
}
