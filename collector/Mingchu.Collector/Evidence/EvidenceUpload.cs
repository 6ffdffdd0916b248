using Microsoft.AspNetCore.Http.Features;
using Mingchu.Collector.Broker;
using Mingchu.Collector.Config;
using Mingchu.Collector.Devices;
using Mingchu.Collector.Ingest;

namespace Mingchu.Collector.Evidence;

/// <summary><c>PUT /evidence/v1/{device}/{alertId}/{kind}</c>: devices upload pictures and clips with their token and a content digest.</summary>
public static class EvidenceUpload
{
    public static IServiceCollection AddEvidence(this IServiceCollection services, EvidenceConfig config)
    {
        services.AddSingleton(config);
        services.AddSingleton<IEvidenceStore>(_ => config.S3 is { } s3 ? new BucketStore(s3, File.ReadAllText(s3.SecretFile).Trim()) : new FolderStore(config));
        services.AddSingleton<EvidenceFiles>();
        services.AddSingleton<EvidenceDesk>();
        services.AddSingleton<BlurredCopies>();
        services.AddSingleton<SealVerifier>();
        services.AddSingleton<PictureDesk>();
        services.AddSingleton<LoginThrottle>();
        return services;
    }

    public static void MapEvidenceUpload(this IEndpointRouteBuilder app) =>
        app.MapPut("/evidence/v1/{device}/{alertId}/{kind}", Put).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();

    private static async Task<IResult> Put(
        string device, string alertId, string kind, HttpContext http, DeviceRegistry devices, LoginThrottle throttle, EvidenceDesk desk, EvidenceFiles files, CancellationToken ct)
    {
        if (await DeviceLogIn.Refuse(device, http, devices, throttle, ct) is { } refused)
            return refused;
        if (MediaTypes.Kind(kind) is not { } kindOf)
            return Problem(404, "unknown-kind", $"'{FieldRules.Show(kind)}' is no kind of evidence; use clean, boxed or clip");
        if (!FieldRules.IsAlertId(alertId))
            return Problem(400, "alert-id", "the alert id must be 1 to 64 characters of A-Z a-z 0-9 . _ : -");
        if (Unfit(http, MediaTypes.Of(kindOf), files, out var sha256) is { } unfit)
            return unfit;
        var result = await desk.Put(device, alertId, kindOf, sha256, http.Request.Body, ct);
        return result.Error is null ? Results.StatusCode(result.IsNew ? 201 : 204) : Refused(result.Error, MediaTypes.Of(kindOf), files);
    }

    /// <summary>What is wrong with the headers of a file of this type; null when nothing is, and the body may be read.</summary>
    internal static IResult? Unfit(HttpContext http, string mediaType, EvidenceFiles files, out string sha256)
    {
        sha256 = Digest(http.Request.Headers["Content-Digest"]) ?? "";
        if (http.Request.ContentType?.Split(';')[0].Trim() != mediaType)
            return Problem(415, "media-type", $"the content type must be {mediaType}");
        if (sha256.Length == 0)
            return Problem(400, "digest-missing", "the header Content-Digest must be sha-256=:BASE64: of the file");
        if (http.Request.ContentLength > files.MaxBytes)
            return Problem(413, "too-large", $"at most {files.MaxBytes} bytes are taken");
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = files.MaxBytes + 1;
        return null;
    }

    /// <summary>The answer to a file that is not kept, by the code of <see cref="PutResult"/>.</summary>
    internal static IResult Refused(string error, string mediaType, EvidenceFiles files) => error switch
    {
        "too-large" => Problem(413, "too-large", $"at most {files.MaxBytes} bytes are taken"),
        "digest" => Problem(422, "digest", "the content does not have the digest of the header"),
        "not-media" => Problem(422, "not-media", $"the content is not really {mediaType}"),
        "other-file" => Problem(409, "other-file", "another file is already kept in its place"),
        _ => Problem(429, "too-many", "too much evidence waits for alerts that never came; send the alerts first"),
    };

    private static string? Digest(string? header)
    {
        const string prefix = "sha-256=:";
        foreach (var part in (header ?? "").Split(',', StringSplitOptions.TrimEntries))
        {
            if (!part.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) || !part.EndsWith(':') || part.Length <= prefix.Length)
                continue;
            var hash = new byte[64];
            if (Convert.TryFromBase64String(part[prefix.Length..^1], hash, out var length) && length == 32)
                return Convert.ToHexStringLower(hash.AsSpan(0, 32));
        }

        return null;
    }

    private static IResult Problem(int status, string code, string detail) =>
        Results.Problem(detail, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });
}
