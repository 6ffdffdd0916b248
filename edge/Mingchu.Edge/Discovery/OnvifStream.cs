using System.Net;
using System.Xml.Linq;

namespace Mingchu.Edge.Discovery;

/// <summary>A stream of a device.</summary>
/// <param name="Profile">Token of its media profile.</param>
/// <param name="Encoding">As the device names it: H264, H265, JPEG.</param>
/// <param name="Width">Pixels; 0 unknown.</param>
/// <param name="Height">Pixels; 0 unknown.</param>
/// <param name="Address">Where it is played, without a login; null when it was not told.</param>
public sealed record OnvifStream(string Profile, string Encoding, int Width, int Height, Uri? Address = null)
{
    private const int MostProfiles = 32;

    /// <summary>Video profiles of <c>GetProfilesResponse</c>, the largest first.</summary>
    public static IReadOnlyList<OnvifStream> Profiles(XElement answer) =>
    [
        .. answer.Find("Profiles").Take(MostProfiles).Select(One).OfType<OnvifStream>().OrderByDescending(s => (long)s.Width * s.Height),
    ];

    /// <summary>
    /// Address of <c>GetStreamUriResponse</c> at the host that was asked, since many cameras name one that is not reached from here; null when
    /// it is no RTSP address.
    /// </summary>
    public static Uri? AddressIn(XElement answer, IPAddress host)
    {
        if (!Uri.TryCreate(answer.TextOf("Uri"), UriKind.Absolute, out var uri) || uri.Scheme is not ("rtsp" or "rtsps") || uri.PathAndQuery.Any(c => c is '"' or '\\' or '$' || char.IsWhiteSpace(c)))
            return null;
        return new UriBuilder(uri) { Host = host.ToString(), UserName = "", Password = "", Port = uri.Port > 0 ? uri.Port : uri.Scheme == "rtsp" ? 554 : 322 }.Uri;
    }

    private static OnvifStream? One(XElement profile)
    {
        if (profile.Attribute("token")?.Value is not { Length: > 0 and <= 64 } token || profile.Find("VideoEncoderConfiguration").FirstOrDefault() is not { } encoder)
            return null;
        return new(token, encoder.TextOf("Encoding") ?? "", Pixels(encoder.TextOf("Width")), Pixels(encoder.TextOf("Height")));
    }

    private static int Pixels(string? text) => int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var n) && n is > 0 and <= 16384 ? n : 0;
}
