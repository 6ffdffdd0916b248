using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Mingchu.Edge.Discovery;

namespace Mingchu.Edge.Tests.Discovery;

/// <summary>A camera as the ONVIF core and media specifications describe it, on an address of its own: answers probes by UDP and SOAP by HTTP.</summary>
public sealed class OnvifResponder : IAsyncDisposable
{
    public const string User = "viewer", Password = "p@ss <&> word";
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly WebApplication http;
    private readonly IPAddress address;
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<string, bool> nonces = new();

    private OnvifResponder(IPAddress address, IPEndPoint group, WebApplication http)
    {
        (this.address, this.http) = (address, http);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(group);
        socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(group.Address, IPAddress.Loopback));
    }

    /// <summary>What the camera's clock shows ahead of this machine's.</summary>
    public TimeSpan Ahead { get; init; }

    /// <summary>Replaces an answer: of <c>ProbeMatches</c> or a SOAP operation.</summary>
    public Func<string, string, string> Spoil { get; set; } = (_, answer) => answer;

    /// <summary>Requests to it, as operation names.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public Uri Service => new($"http://{address}:{new Uri(http.Urls.First()).Port}/onvif/device_service");

    public static async Task<OnvifResponder> Start(string address, IPEndPoint group, TimeSpan ahead = default)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Parse(address), 0));
        var app = builder.Build();
        var responder = new OnvifResponder(IPAddress.Parse(address), group, app) { Ahead = ahead };
        app.MapPost("/onvif/{service}", responder.Answer);
        await app.StartAsync();
        _ = responder.Listen();
        return responder;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        socket.Dispose();
        await http.DisposeAsync();
        stop.Dispose();
    }

    private async Task Listen()
    {
        var buffer = new byte[65536];
        try
        {
            while (true)
            {
                var got = await socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), stop.Token);
                var message = XDocument.Parse(Encoding.UTF8.GetString(buffer, 0, got.ReceivedBytes)).Descendants().First(e => e.Name.LocalName == "MessageID").Value;
                var answer = Spoil("ProbeMatches", $"""
                    <?xml version="1.0" encoding="UTF-8"?><SOAP-ENV:Envelope xmlns:SOAP-ENV="http://www.w3.org/2003/05/soap-envelope" xmlns:wsa="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery"><SOAP-ENV:Header><wsa:RelatesTo>{message}</wsa:RelatesTo></SOAP-ENV:Header><SOAP-ENV:Body><d:ProbeMatches><d:ProbeMatch><wsa:EndpointReference><wsa:Address>urn:uuid:{address}</wsa:Address></wsa:EndpointReference><d:Types>dn:NetworkVideoTransmitter</d:Types><d:Scopes>onvif://www.onvif.org/type/video_encoder onvif://www.onvif.org/name/%E5%90%8E%E5%8E%A8%201 onvif://www.onvif.org/hardware/DS-2CD</d:Scopes><d:XAddrs>http://192.0.2.7/onvif/device_service {Service}</d:XAddrs><d:MetadataVersion>1</d:MetadataVersion></d:ProbeMatch></d:ProbeMatches></SOAP-ENV:Body></SOAP-ENV:Envelope>
                    """);
                // From its own address, as a device does; the listening socket is bound to the group.
                using var own = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
                own.Bind(new IPEndPoint(address, 0));
                await own.SendToAsync(Encoding.UTF8.GetBytes(answer), got.RemoteEndPoint, stop.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // Stopped.
        }
    }

    private async Task<IResult> Answer(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var root = XDocument.Parse(await reader.ReadToEndAsync()).Root!;
        var body = root.Elements().First(e => e.Name.LocalName == "Body").Elements().First();
        var operation = body.Name.LocalName;
        Asked.Enqueue(operation);
        if (operation != "GetSystemDateAndTime" && !Knows(root))
            return Soap("Fault", """<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value xmlns:ter="http://www.onvif.org/ver10/error">ter:NotAuthorized</s:Value></s:Subcode></s:Code><s:Reason><s:Text>Sender not Authorized</s:Text></s:Reason></s:Fault>""", 400);
        var now = DateTimeOffset.UtcNow + Ahead;
        return operation switch
        {
            "GetSystemDateAndTime" => Soap(operation, $"<tds:R><tt:UTCDateTime><tt:Time><tt:Hour>{now.Hour}</tt:Hour><tt:Minute>{now.Minute}</tt:Minute><tt:Second>{now.Second}</tt:Second></tt:Time><tt:Date><tt:Year>{now.Year}</tt:Year><tt:Month>{now.Month}</tt:Month><tt:Day>{now.Day}</tt:Day></tt:Date></tt:UTCDateTime></tds:R>"),
            "GetCapabilities" => Soap(operation, $"<tds:R><tt:Media><tt:XAddr>http://192.0.2.7:{Service.Port}/onvif/media_service</tt:XAddr></tt:Media></tds:R>"),
            "GetProfiles" => Soap(operation, $"<trt:R>{Profile("sub", 704, 576)}{Profile("main", 2560, 1440)}</trt:R>"),
            _ => Soap(operation, $"<trt:R><tt:Uri>rtsp://old:secret@192.0.2.7:554/Streaming/{body.Descendants().First(e => e.Name.LocalName == "ProfileToken").Value}?transport=unicast&amp;n=1</tt:Uri></trt:R>"),
        };
    }

    private bool Knows(XElement root)
    {
        string? Text(string name) => root.Descendants().FirstOrDefault(e => e.Name.LocalName == name)?.Value;
        return Text("Username") == User && Text("Nonce") is { } nonce && Text("Created") is { } created && nonces.TryAdd(nonce, true)
            && Text("Password") == OnvifLogin.Digest(Convert.FromBase64String(nonce), created, Password)
            && (DateTimeOffset.Parse(created, System.Globalization.CultureInfo.InvariantCulture) - DateTimeOffset.UtcNow - Ahead).Duration() < TimeSpan.FromMinutes(1);
    }

    private static string Profile(string token, int width, int height) =>
        $"<trt:Profiles token=\"{token}\"><tt:Name>{token}</tt:Name><tt:VideoEncoderConfiguration token=\"e\"><tt:Encoding>H264</tt:Encoding><tt:Resolution><tt:Width>{width}</tt:Width><tt:Height>{height}</tt:Height></tt:Resolution></tt:VideoEncoderConfiguration></trt:Profiles>";

    private IResult Soap(string operation, string body, int status = 200) => Results.Text(
        Spoil(operation, $"""<?xml version="1.0"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:tt="http://www.onvif.org/ver10/schema" xmlns:tds="http://www.onvif.org/ver10/device/wsdl" xmlns:trt="http://www.onvif.org/ver10/media/wsdl"><s:Body>{body}</s:Body></s:Envelope>"""),
        "application/soap+xml", Encoding.UTF8, status);
}
