using System.Globalization;
using System.Text;

namespace Mingchu.Rig;

/// <summary>How an edge worker is set up.</summary>
public sealed record EdgeSetup
{
    /// <summary>Device id.</summary>
    public string Device { get; init; } = "box-1";

    /// <summary>The device's token.</summary>
    public required string Token { get; init; }

    /// <summary>Port of the broker on loopback.</summary>
    public required int MqttPort { get; init; }

    /// <summary>The collector's address.</summary>
    public required Uri Collector { get; init; }

    /// <summary>Camera id, name for people and address.</summary>
    public required IReadOnlyList<(string Id, string Name, string Url)> Cameras { get; init; }

    /// <summary>Hazards to watch with dwell and clear seconds; empty: every hazard the models see, with the list's times.</summary>
    public IReadOnlyList<(string Hazard, double? Dwell, double? Clear)> Rules { get; init; } = [];

    /// <summary>Folder of model folders.</summary>
    public string Models { get; init; } = Repository.At("models");

    /// <summary>Frames analysed per second and camera.</summary>
    public double Fps { get; init; } = 5;

    /// <summary>Width pictures are scaled to.</summary>
    public int Width { get; init; } = 960;

    /// <summary>Further settings of <c>analysis</c>, as YAML, e.g. <c>workers: 1</c>.</summary>
    public string? Analysis { get; init; }

    /// <summary>Seconds until a connection without a frame, a stalled stream and a still picture count as dead.</summary>
    public (double Connect, double Stall, double Frozen) Capture { get; init; } = (20, 10, 30);

    /// <summary>Per camera id how its view is drawn up; those not named are watched whole, by the list's times.</summary>
    public IReadOnlyDictionary<string, CameraSetup> Plans { get; init; } = new Dictionary<string, CameraSetup>();

    /// <summary>Writes configuration and token.</summary>
    internal (string File, int Health) Write(RunFolder folder)
    {
        var health = FreePort.Next();
        var token = folder.Write($"{Device}.token", Token);
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $$"""
            device: {{Device}}
            collector:
              mqtt: mqtt://127.0.0.1:{{MqttPort}}
              evidence: {{Collector.AbsoluteUri.TrimEnd('/')}}
              tokenFile: {{token}}
            data: {{folder.Folder($"{Device}.data")}}
            models: {{Models}}
            health: 127.0.0.1:{{health}}
            analysis: {fps: {{Fps}}, width: {{Width}}{{(Analysis is null ? "" : ", " + Analysis)}}}
            capture: {connect: {{Capture.Connect}}s, stall: {{Capture.Stall}}s, frozen: {{Capture.Frozen}}s}
            log: {format: text, level: information}
            """);
        if (Rules.Count > 0)
            text.AppendLine("rules:");
        foreach (var (hazard, dwell, clear) in Rules)
            text.AppendLine(CultureInfo.InvariantCulture, $"  - {{hazard: {hazard}{Seconds("dwell", dwell)}{Seconds("clear", clear)}}}");
        text.AppendLine("cameras:");
        foreach (var (id, name, url) in Cameras)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  - id: {id}\n    name: \"{name}\"\n    url: \"{url}\"");
            if (Plans.GetValueOrDefault(id)?.Plan is { } plan)
                text.Append(CameraSetup.Keys(plan, indent: 4));
        }
        return (folder.Write($"{Device}.yaml", text.ToString()), health);
    }

    private static string Seconds(string name, double? value) =>
        value is { } seconds ? string.Create(CultureInfo.InvariantCulture, $", {name}: {seconds}s") : "";
}
