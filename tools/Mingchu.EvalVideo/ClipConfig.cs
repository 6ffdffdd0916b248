using System.Net;
using System.Text.RegularExpressions;
using Mingchu.Edge;
using Mingchu.Edge.Config;
using Mingchu.Edge.Inference;
using Mingchu.Edge.Sight;

namespace Mingchu.EvalVideo;

/// <summary>
/// Zones, hours and rules under which a clip is judged: a piece of a worker's configuration (samples/config/edge.yaml) in which everything that
/// has to do with the collector may be left out.
/// </summary>
internal sealed partial record ClipConfig(EdgeConfig Edge)
{
    /// <summary>Every rule as the hazard list has it, no zones.</summary>
    public static ClipConfig Default { get; } = new(new EdgeConfig
    {
        Device = "clip",
        Collector = new() { Mqtt = new("mqtt://127.0.0.1"), Evidence = new("http://127.0.0.1"), TokenFile = "" },
        Data = "",
        Models = "",
        Health = new(IPAddress.Loopback, 0),
        Cameras = [],
    });

    /// <summary>That of <c>NAME.edge.yaml</c> beside a clip; null when there is none.</summary>
    public static ClipConfig? Beside(string clip) => Path.ChangeExtension(clip, ".edge.yaml") is var file && File.Exists(file) ? Read(file) : null;

    /// <summary>Reads a piece of configuration.</summary>
    /// <exception cref="ClipFault">Everything that is wrong in it.</exception>
    public static ClipConfig Read(string file)
    {
        var token = Path.GetTempFileName();
        try
        {
            File.WriteAllText(token, "none");
            var yaml = File.ReadAllText(file);
            // What is left out is put at the end, so that errors keep their lines.
            foreach (var (key, value) in (ReadOnlySpan<(string, string)>)[
                ("device", "clip"),
                ("collector", $"{{mqtt: mqtt://127.0.0.1, evidence: http://127.0.0.1, tokenFile: {token}}}"),
                ("data", Path.GetTempPath()),
                ("models", Path.GetTempPath()),
                ("cameras", "[{id: clip, url: rtsp://127.0.0.1/}]")])
                if (!TopLevel().Matches(yaml).Any(m => m.Groups[1].Value == key))
                    yaml += $"\n{key}: {value}";
            var (config, errors) = ConfigReader.Read(yaml + "\n", Path.GetDirectoryName(Path.GetFullPath(file))!, Environment.GetEnvironmentVariable);
            return config is not null ? new(config) : throw new ClipFault(string.Join(Environment.NewLine, errors.Select(e => $"{file}: {e}")), ClipFault.Usage);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ClipFault($"{file}: can't be read: {e.Message}", ClipFault.Usage);
        }
        finally
        {
            File.Delete(token);
        }
    }

    /// <summary>The same at another rate.</summary>
    public ClipConfig At(double? fps) => fps is null ? this : new(Edge with { Analysis = Edge.Analysis with { Fps = fps.Value } });

    /// <summary>A camera's watch as the worker would have it: the first camera's rules, zones and hours.</summary>
    public CameraWatch Watch(string camera, Recogniser recogniser, ReferenceFolder? references)
    {
        var first = Edge.Cameras.Count > 0 ? Edge.Cameras[0] : null;
        return new(camera, [.. Edge.Rules, .. first?.Rules ?? []], recogniser, first?.Plan, first?.TimeZone, references, Edge.Analysis.Motion);
    }

    [GeneratedRegex(@"^(\w+)\s*:", RegexOptions.Multiline)]
    private static partial Regex TopLevel();
}
