using System.Globalization;
using System.Net;
using System.Text;

namespace Mingchu.Edge.Discovery;

/// <summary>The <c>cameras:</c> piece of a configuration, made of what devices told.</summary>
public static class CamerasYaml
{
    // Below it heads are too small for the models.
    private const int NarrowestUseful = 640;

    /// <summary>
    /// One camera: the smallest stream that is wide enough is watched (<c>url</c>), the largest one that clips can be kept of is its <c>main</c>, others stand as comments. The password comes from the
    /// environment.
    /// </summary>
    /// <param name="from">Address of the device.</param>
    /// <param name="name">What it calls itself.</param>
    /// <param name="user">Its user.</param>
    /// <param name="streams">Streams with their addresses, the largest first, at least one.</param>
    public static string Of(IPAddress from, string name, string user, IReadOnlyList<OnvifStream> streams)
    {
        var id = "cam-" + from.ToString().Replace('.', '-').Replace(':', '-');
        var variable = id.ToUpperInvariant().Replace('-', '_') + "_PASSWORD";
        var chosen = streams.LastOrDefault(s => s.Width >= NarrowestUseful) ?? streams[0];
        var main = streams.FirstOrDefault(s => s.Encoding is "H264" or "H265");
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"  - id: {id}");
        // A device's name must not read the environment.
        text.AppendLine(CultureInfo.InvariantCulture, $"    name: {Quoted(name.Length > 0 ? name.Replace("${", "", StringComparison.Ordinal) : id)}");
        foreach (var stream in streams)
            text.AppendLine(CultureInfo.InvariantCulture,
                $"    {(stream == chosen ? "url" : stream == main ? "main" : "# url")}: {Quoted(WithLogin(stream.Address!, user, variable))}   # {(stream.Width > 0 ? $"{stream.Width} x {stream.Height}" : "size unknown")} {stream.Encoding}");
        return text.ToString();
    }

    private static string WithLogin(Uri address, string user, string variable) =>
        $"{address.Scheme}://{Uri.EscapeDataString(user)}:${{{variable}}}@{address.Authority}{address.PathAndQuery}";

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
