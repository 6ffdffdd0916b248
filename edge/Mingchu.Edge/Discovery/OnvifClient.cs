using System.Net;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace Mingchu.Edge.Discovery;

/// <summary>Asks one device for its streams by ONVIF's device and media service (media 1), over SOAP 1.2.</summary>
public sealed class OnvifClient : IDisposable
{
    private const string Device = "http://www.onvif.org/ver10/device/wsdl", Media = "http://www.onvif.org/ver10/media/wsdl";
    private static readonly string[] ClockParts = ["Year", "Month", "Day", "Hour", "Minute", "Second"];
    private readonly ProbeMatch device;
    private readonly OnvifLogin login;
    private readonly TimeProvider time;
    private readonly HttpClient http;
    private TimeSpan ahead;

    public OnvifClient(ProbeMatch device, OnvifLogin login, TimeProvider time, TimeSpan patience)
    {
        (this.device, this.login, this.time) = (device, login, time);
        // Digest only: by Basic a device that lies could have the password.
        var credentials = new CredentialCache { { new Uri(device.Service, "/"), "Digest", new(login.User, login.Password) } };
        http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, Credentials = credentials, ConnectTimeout = patience })
        {
            Timeout = patience,
            MaxResponseContentBufferSize = OnvifXml.Longest,
        };
    }

    /// <summary>Its streams, the largest first, or a sentence why there are none.</summary>
    public async Task<(IReadOnlyList<OnvifStream> Streams, string? WhyNot)> StreamsAsync(CancellationToken ct)
    {
        try
        {
            ahead = ClockIn(await AskAsync(device.Service, $"""<GetSystemDateAndTime xmlns="{Device}"/>""", signed: false, ct)) is { } clock ? clock - time.GetUtcNow() : TimeSpan.Zero;
            var capabilities = await AskAsync(device.Service, $"""<GetCapabilities xmlns="{Device}"><Category>Media</Category></GetCapabilities>""", signed: true, ct);
            var media = MediaService(capabilities);
            var streams = new List<OnvifStream>();
            foreach (var stream in OnvifStream.Profiles(await AskAsync(media, $"""<GetProfiles xmlns="{Media}"/>""", signed: true, ct)))
            {
                var answer = await AskAsync(media, $"""
                    <GetStreamUri xmlns="{Media}"><StreamSetup><Stream xmlns="http://www.onvif.org/ver10/schema">RTP-Unicast</Stream><Transport xmlns="http://www.onvif.org/ver10/schema"><Protocol>RTSP</Protocol></Transport></StreamSetup><ProfileToken>{SecurityElement.Escape(stream.Profile)}</ProfileToken></GetStreamUri>
                    """, signed: true, ct);
                if (OnvifStream.AddressIn(answer, device.From) is { } address)
                    streams.Add(stream with { Address = address });
            }
            return streams.Count > 0 ? (streams, null) : ([], "it names no stream");
        }
        catch (Exception e) when (e is OnvifFault or HttpRequestException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return ([], e is OperationCanceledException ? "it does not answer in time" : OnvifXml.Clean(e.Message));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async Task<XElement> AskAsync(Uri service, string body, bool signed, CancellationToken ct)
    {
        var header = signed ? $"<s:Header>{login.Token(RandomNumberGenerator.GetBytes(16), time.GetUtcNow() + ahead)}</s:Header>" : "";
        using var content = new StringContent($"""<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope">{header}<s:Body>{body}</s:Body></s:Envelope>""",
            Encoding.UTF8, "application/soap+xml");
        using var answer = await http.PostAsync(service, content, ct);
        var root = OnvifXml.Parse(await answer.Content.ReadAsStringAsync(ct));
        if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden || Refuses(root))
            throw new OnvifFault("it refuses user or password");
        if (root is null)
            throw new OnvifFault($"its answer ({(int)answer.StatusCode}) is not what ONVIF devices say");
        if (root.Find("Fault").Any())
            throw new OnvifFault($"it refuses: {root.TextOf("Text") ?? "no reason given"}");
        return root;
    }

    private static bool Refuses(XElement? root) => root?.Find("Fault").Any() == true
        && root.Find("Value").Concat(root.Find("faultcode")).Any(v => v.Value.EndsWith("NotAuthorized", StringComparison.OrdinalIgnoreCase) || v.Value.EndsWith("FailedAuthentication", StringComparison.OrdinalIgnoreCase));

    /// <summary>Path and port of its media service at the host that answered, whatever host it names.</summary>
    private Uri MediaService(XElement answer) =>
        Uri.TryCreate(answer.Find("Media").FirstOrDefault()?.TextOf("XAddr"), UriKind.Absolute, out var named) && named.Scheme is ("http" or "https")
            ? new UriBuilder(named.Scheme, device.From.ToString(), named.Port, named.AbsolutePath).Uri : device.Service;

    private static DateTimeOffset? ClockIn(XElement answer)
    {
        if (answer.Find("UTCDateTime").FirstOrDefault() is not { } utc)
            return null;
        var parts = ClockParts
            .Select(name => int.TryParse(utc.TextOf(name), System.Globalization.CultureInfo.InvariantCulture, out var n) ? n : -1).ToArray();
        try
        {
            return new DateTimeOffset(parts[0], parts[1], parts[2], parts[3], parts[4], Math.Min(parts[5], 59), TimeSpan.Zero);
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private sealed class OnvifFault(string message) : Exception(message);
}
