using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using Mingchu.Edge.Config;
using Mingchu.Edge.Spool;

namespace Mingchu.Edge.Uplink;

/// <summary>What became of an upload.</summary>
/// <param name="Done">The collector has the file.</param>
/// <param name="Refused">It will never take it; otherwise it is tried again.</param>
/// <param name="Detail">Why not, for a person.</param>
public sealed record UploadResult(bool Done, bool Refused = false, string? Detail = null);

/// <summary>Puts evidence files to the collector. A file put twice is stored once there.</summary>
public sealed class EvidenceUpload : IDisposable
{
    private const double SlowestBytesPerSecond = 50_000;
    private readonly HttpClient http;
    private readonly CollectorConfig collector;
    private readonly string device;

    public EvidenceUpload(string device, CollectorConfig collector)
    {
        (this.device, this.collector) = (device, collector);
        http = CollectorHttp.Client(collector, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Uploads one file.</summary>
    public async Task<UploadResult> PutAsync(SpoolEntry entry, string path, CancellationToken ct)
    {
        try
        {
            var kind = entry.MessageId[(entry.MessageId.LastIndexOf('/') + 1)..];
            var address = new Uri(collector.Evidence.AbsoluteUri.TrimEnd('/') + $"/evidence/v1/{device}/{entry.AlertId}/{kind}");
            await using var file = File.OpenRead(path);
            using var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = new StreamContent(file) };
            request.Headers.Authorization = new("Bearer", await Token.ReadAsync(collector.TokenFile, ct));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(entry.File!.MediaType);
            request.Content.Headers.ContentLength = file.Length;
            request.Content.Headers.Add("Content-Digest", $"sha-256=:{Convert.ToBase64String(Convert.FromHexString(entry.File.Sha256))}:");
            // A clip by a slow uplink takes minutes; one that makes no way at all must end.
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
            patience.CancelAfter(TimeSpan.FromSeconds(60 + file.Length / SlowestBytesPerSecond));
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            return response.IsSuccessStatusCode
                ? new(true)
                // A wrong token or address is mended at the collector or in the configuration; what is wrong with the file itself is not.
                : new(false, response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Conflict or HttpStatusCode.RequestEntityTooLarge
                    or HttpStatusCode.UnsupportedMediaType or HttpStatusCode.UnprocessableEntity, $"{address.Host} answered {(int)response.StatusCode} {response.ReasonPhrase}");
        }
        catch (FileNotFoundException)
        {
            return new(false, Refused: true, $"file {path} is gone");
        }
        catch (DirectoryNotFoundException)
        {
            return new(false, Refused: true, $"file {path} is gone");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UnauthorizedAccessException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return new(false, Detail: e.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();
}

/// <summary>The device's token.</summary>
internal static class Token
{
    public static async Task<string> ReadAsync(string file, CancellationToken ct) => (await File.ReadAllTextAsync(file, ct)).Trim();
}

/// <summary>Trust in a private certificate authority.</summary>
internal static class Trust
{
    public static X509ChainPolicy Policy(string ca)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(ca);
        return policy;
    }
}
