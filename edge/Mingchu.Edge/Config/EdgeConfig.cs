using System.Net;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Core.Motion;
using Mingchu.Edge.Core.Prompting;
using Mingchu.Edge.Core.Rules;
using Mingchu.Edge.Core.Sensing;
using Mingchu.Edge.Inference.Manifests;

namespace Mingchu.Edge.Config;

/// <summary>Everything the worker reads from its YAML file, checked. Paths are absolute.</summary>
public sealed record EdgeConfig
{
    /// <summary>Device id; also the MQTT user name.</summary>
    public required string Device { get; init; }

    /// <summary>Where alerts and evidence go.</summary>
    public required CollectorConfig Collector { get; init; }

    /// <summary>Folder of the spool and of evidence waiting for upload.</summary>
    public required string Data { get; init; }

    /// <summary>Folder of the kitchen's own uniforms, in <see cref="Data"/>.</summary>
    public string Uniforms => Path.Combine(Data, "uniforms");

    /// <summary>Folder of model folders.</summary>
    public required string Models { get; init; }

    /// <summary>Loopback address of <c>/healthz</c> and <c>/metrics</c>.</summary>
    public required IPEndPoint Health { get; init; }

    /// <summary>How much is analysed.</summary>
    public AnalysisConfig Analysis { get; init; } = new();

    /// <summary>When a camera counts as dead.</summary>
    public CaptureConfig Capture { get; init; } = new();

    /// <summary>Bounds of what waits for the collector.</summary>
    public SpoolConfig Spool { get; init; } = new();

    /// <summary>What evidence there is, and how much of it the box keeps.</summary>
    public EvidenceConfig Evidence { get; init; } = new();

    /// <summary>
    /// Changes to the hazard list's defaults for all cameras; every hazard that the models can see and that has the zone and hours it needs is
    /// watched unless switched off.
    /// </summary>
    public IReadOnlyList<RuleSettings> Rules { get; init; } = [];

    /// <summary>The cameras, at least one.</summary>
    public required IReadOnlyList<CameraConfig> Cameras { get; init; }

    /// <summary>The kitchen's own broker; null when there is none.</summary>
    public LocalConfig? Local { get; init; }

    /// <summary>Sensors in the kitchen, with their rules; they come by <see cref="Local"/>.</summary>
    public IReadOnlyList<Sensor> Sensors { get; init; } = [];

    /// <summary>Models from the collector, in place of those of <see cref="Models"/>.</summary>
    public IReadOnlyList<ModelVersion> ModelVersions { get; init; } = [];

    /// <summary>What the kitchen is told at once, by <see cref="Local"/>.</summary>
    public PromptPolicy Prompts { get; init; } = PromptPolicy.None;

    /// <summary>Of the kitchen.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Local;

    /// <summary>What the collector may ask to see.</summary>
    public ViewingConfig Viewing { get; init; } = new();

    /// <summary>How logs are written.</summary>
    public LogConfig Log { get; init; } = new();
}

/// <summary>Where alerts and evidence go.</summary>
public sealed record CollectorConfig
{
    /// <summary><c>mqtt://host:port</c> or <c>mqtts://host:port</c>.</summary>
    public required Uri Mqtt { get; init; }

    /// <summary>Base address of <c>PUT /evidence/v1/{device}/{alertId}/{kind}</c>.</summary>
    public required Uri Evidence { get; init; }

    /// <summary>File with the device's token; read anew at every connection, so that it can be changed.</summary>
    public required string TokenFile { get; init; }

    /// <summary>PEM file of the certificate authority for <c>mqtts</c> and <c>https</c>; null means the system's.</summary>
    public string? Ca { get; init; }
}

/// <summary>How much is analysed.</summary>
public sealed record AnalysisConfig
{
    /// <summary>Frames analysed per second and camera, 0.1..30.</summary>
    public double Fps { get; init; } = 5;

    /// <summary>Larger pictures are scaled to this width, pixels, 160..3840.</summary>
    public int Width { get; init; } = 960;

    /// <summary>Which of a camera's pictures are decoded, unless it has a mode of its own.</summary>
    public CaptureMode Mode { get; init; } = CaptureMode.Full;

    /// <summary>Cameras that are watched by their key frames should send one so often; more than <see cref="LongestKeyFrames"/> is told.</summary>
    public TimeSpan KeyFrames { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Twice what is wanted: cameras round, and key frames come late where the picture changes much.</summary>
    public TimeSpan LongestKeyFrames => 2 * KeyFrames;

    /// <summary>ffmpeg's name of a hardware decoder, handed on as <c>-hwaccel</c>; null decodes on the processor.</summary>
    public string? Hardware { get; init; }

    /// <summary>When still pictures are passed over.</summary>
    public MotionSettings Motion { get; init; } = MotionSettings.Default;

    /// <summary>Threads of one network's run, 1..64. More than one helps where there are fewer cameras than cores.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Frames of different cameras analysed at the same time, 1..64; by default one per core that the process may use.</summary>
    public int Workers { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 64);

    /// <summary>Which file of each model is run; every model must have it.</summary>
    public Precision Precision { get; init; } = Precision.Float;
}

/// <summary>When a camera counts as dead.</summary>
public sealed record CaptureConfig
{
    /// <summary>Longest wait for the first frame of a connection.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Longest wait for the next frame.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Identical pictures for so long mean a frozen camera.</summary>
    public TimeSpan Frozen { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A camera's clock may be off by so much from the box's, 2 s to 1 day.</summary>
    public TimeSpan ClockDrift { get; init; } = TimeSpan.FromSeconds(60);
}

/// <summary>Bounds of what waits for the collector.</summary>
public sealed record SpoolConfig
{
    /// <summary>Messages kept, 100..1,000,000; beyond it the oldest alerts are dropped and counted.</summary>
    public int MaxMessages { get; init; } = 100_000;
}

/// <summary>A camera.</summary>
/// <param name="Id">Id within the device.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Url">Where the stream is.</param>
public sealed record CameraConfig(string Id, string Name, CameraUrl Url)
{
    /// <summary>The better stream that clips are kept from; null: the one that is analysed.</summary>
    public CameraUrl? Main { get; init; }

    /// <summary>Whether clips are kept of it, when they are at all.</summary>
    public bool Clip { get; init; } = true;

    /// <summary>Where its clips come from; null when there are none: none are wanted, or it is a file, which goes by no clock.</summary>
    public CameraUrl? ClipUrl => !Clip ? null : Main ?? (Url.IsFile ? null : Url);

    /// <summary>Which of its pictures are decoded.</summary>
    public CaptureMode Mode { get; init; } = CaptureMode.Full;

    /// <summary>How RTSP brings its pictures.</summary>
    public Transport Transport { get; init; } = Transport.Tcp;

    /// <summary>Changes for this camera over those of the box.</summary>
    public IReadOnlyList<RuleSettings> Rules { get; init; } = [];

    /// <summary>Zones, masks and hours.</summary>
    public CameraPlan Plan { get; init; } = CameraPlan.Empty;

    /// <summary>Of its hours.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Local;
}

/// <summary>Which of a camera's pictures are decoded.</summary>
public enum CaptureMode
{
    /// <summary>All, of which <see cref="AnalysisConfig.Fps"/> a second are analysed.</summary>
    Full,

    /// <summary>Key frames: a fifth of the work; the camera's key frame distance is the pace.</summary>
    KeyFrames,

    /// <summary>Key frames while the scene is quiet, all while something moves or a rule is pending.</summary>
    Adaptive,
}

/// <summary>How RTSP brings the pictures.</summary>
public enum Transport
{
    /// <summary>Within the connection; nothing is lost.</summary>
    Tcp,

    /// <summary>In packets of their own, for cameras that know nothing else; what is lost on the way stays lost.</summary>
    Udp,
}

/// <summary>How logs are written.</summary>
public sealed record LogConfig
{
    /// <summary>Compact JSON lines, or text for a person.</summary>
    public bool Json { get; init; } = true;

    /// <summary>Lowest level written.</summary>
    public Serilog.Events.LogEventLevel Level { get; init; } = Serilog.Events.LogEventLevel.Information;
}
