using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using Mingchu.Collector.Broker;
using Mingchu.Collector.Config;
using Mingchu.Collector.Devices;
using Mingchu.Collector.Evidence;

namespace Mingchu.Collector.Viewing;

/// <summary>
/// What boxes put: pictures at <c>PUT /evidence/v1/{device}/{look}/snapshot</c> with their own token, segments at <c>PUT /live/v1/{device}/{look}/{number}.ts</c> with the
/// token of that live view.
/// </summary>
public static class ViewUploads
{
    private const byte Sync = 0x47;
    private const int Packet = 188;

    public static void MapViewUploads(this IEndpointRouteBuilder app)
    {
        app.MapPut("/evidence/v1/{device}/{look}/snapshot", PutPicture).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        app.MapPut("/live/v1/{device}/{look}/{number:int:min(0)}.ts", PutSegment).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
    }

    private static async Task<IResult> PutPicture(
        string device, string look, HttpContext http, DeviceRegistry devices, LoginThrottle throttle, LookDesk desk, EvidenceFiles files, CancellationToken ct)
    {
        if (await DeviceLogIn.Refuse(device, http, devices, throttle, ct) is { } refused)
            return refused;
        if (!Guid.TryParseExact(look, "N", out var id))
            return Problem(404, "not-asked", "nobody asked for this picture");
        if (EvidenceUpload.Unfit(http, MediaTypes.Jpeg, files, out var sha256) is { } unfit)
            return unfit;
        return await desk.Keep(device, id, sha256, http.Request.Body, ct) switch
        {
            null => Results.StatusCode(201),
            "not-asked" => Problem(404, "not-asked", "nobody asked for this picture, or too long ago"),
            var error => EvidenceUpload.Refused(error, MediaTypes.Jpeg, files),
        };
    }

    private static async Task<IResult> PutSegment(
        string device, string look, int number, double? seconds, HttpContext http, LiveViews views, LoginThrottle throttle, ViewingConfig config, TimeProvider time, CancellationToken ct)
    {
        var from = http.Connection.RemoteIpAddress is { } address ? new System.Net.IPEndPoint(address, 0) : null;
        if (!throttle.Allows(from, device))
            return Problem(429, "slow-down", "too many failed log-ins; wait a minute");
        if (!Guid.TryParseExact(look, "N", out var id) || await views.Find(id, ct) is not { } view || view.Device != device)
            return Problem(410, "over", "there is no such live view, or none any more");
        var header = http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) || !view.Knows(header[7..].Trim()))
        {
            throttle.Failed(from, device);
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return Problem(401, "token", "the bearer token is not this live view's");
        }

        if (seconds is not (> 0 and <= 60))
            return Problem(400, "seconds", "seconds must be the segment's length, more than 0 and at most 60");
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = config.SegmentBytes + 1L;
        if (await Read(http.Request, config.SegmentBytes, ct) is not { } bytes)
            return Problem(413, "too-large", $"at most {config.SegmentBytes} bytes are taken");
        if (!IsTransportStream(bytes))
            return Problem(422, "not-media", "the content is not an MPEG transport stream");
        return view.Take(new(number, seconds.Value, bytes), time.GetUtcNow()) ? Results.StatusCode(201) : Problem(409, "number", "a segment of this number or a higher one came before");
    }

    /// <summary>Null when it is larger.</summary>
    private static async Task<byte[]?> Read(HttpRequest request, int most, CancellationToken ct)
    {
        if (request.ContentLength > most)
            return null;
        using var content = new MemoryStream((int)(request.ContentLength ?? 0));
        var buffer = ArrayPool<byte>.Shared.Rent(65536);
        try
        {
            while (await request.Body.ReadAsync(buffer, ct) is > 0 and var read)
            {
                content.Write(buffer, 0, read);
                if (content.Length > most)
                    return null;
            }
            return content.ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool IsTransportStream(byte[] bytes) => bytes.Length >= Packet && bytes.Length % Packet == 0 && bytes[0] == Sync && bytes[^Packet] == Sync;

    private static IResult Problem(int status, string code, string detail) =>
        Results.Problem(detail, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });
}
