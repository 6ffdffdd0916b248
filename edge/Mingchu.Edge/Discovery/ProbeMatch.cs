using System.Net;

namespace Mingchu.Edge.Discovery;

/// <summary>A device that answered a WS-Discovery probe, as it speaks of itself.</summary>
/// <param name="From">Where the answer came from.</param>
/// <param name="Id">Its endpoint address, <c>urn:uuid:...</c>.</param>
/// <param name="Name">Scope <c>name</c>; empty when it says none.</param>
/// <param name="Hardware">Scope <c>hardware</c>; empty when it says none.</param>
/// <param name="Service">Its device service.</param>
public sealed record ProbeMatch(IPAddress From, string Id, string Name, string Hardware, Uri Service)
{
    private const string Scopes = "onvif://www.onvif.org/";

    /// <summary>The two probes of a search, for cameras that know the one type or the other.</summary>
    public static IReadOnlyList<string> Probes(Guid message) => [Probe(message, "dn:NetworkVideoTransmitter"), Probe(message, "tds:Device")];

    /// <summary>The devices of one datagram; none when it is no answer to <paramref name="message"/>.</summary>
    public static IEnumerable<ProbeMatch> Parse(string datagram, IPAddress from, Guid message)
    {
        if (OnvifXml.Parse(datagram) is not { } root || root.TextOf("RelatesTo") is not { } relates || !relates.Contains(message.ToString(), StringComparison.OrdinalIgnoreCase))
            yield break;
        foreach (var match in root.Find("ProbeMatch").Take(16))
        {
            if (match.Find("EndpointReference").FirstOrDefault()?.TextOf("Address") is not { Length: > 0 } id)
                continue;
            var scopes = match.Find("Scopes").FirstOrDefault()?.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [];
            yield return new(from, id, Scope(scopes, "name/"), Scope(scopes, "hardware/"), ServiceOf(match.Find("XAddrs").FirstOrDefault()?.Value ?? "", from));
        }
    }

    // An answer may name any address; only the host that answered is asked, so that no device can send the box elsewhere.
    private static Uri ServiceOf(string addresses, IPAddress from) => addresses.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .Select(text => Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : null).OfType<Uri>()
        .FirstOrDefault(uri => uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0 && IPAddress.TryParse(uri.DnsSafeHost, out var host) && host.Equals(from))
        ?? new Uri($"http://{from}/onvif/device_service");

    private static string Scope(IEnumerable<string> scopes, string kind) =>
        scopes.FirstOrDefault(s => s.StartsWith(Scopes + kind, StringComparison.OrdinalIgnoreCase)) is { } scope
            ? OnvifXml.Clean(Uri.UnescapeDataString(scope[(Scopes.Length + kind.Length)..])) : "";

    private static string Probe(Guid message, string type) => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" xmlns:dn="http://www.onvif.org/ver10/network/wsdl" xmlns:tds="http://www.onvif.org/ver10/device/wsdl">
        <s:Header><a:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</a:Action><a:MessageID>uuid:{message}</a:MessageID><a:To>urn:schemas-xmlsoap-org:ws:2005:04:discovery</a:To></s:Header>
        <s:Body><d:Probe><d:Types>{type}</d:Types></d:Probe></s:Body></s:Envelope>
        """;
}
