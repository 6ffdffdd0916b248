using System.Net;
using System.Text.Json;
using Mingchu.Contracts;
using Mingchu.Edge.Core.Motion;
using Serilog.Events;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Mingchu.Edge.Config;

/// <summary>Reads and checks the configuration file; tells everything that is wrong at once.</summary>
public static class ConfigReader
{
    private const int MaxBytes = 1024 * 1024;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Reads a file. Relative paths in it start at its own folder.</summary>
    /// <param name="overlay">Settings from afar to be laid over it, see <see cref="ConfigOverlay"/>.</param>
    public static ConfigResult ReadFile(string file, Func<string, string?>? environment = null, string? overlay = null)
    {
        var full = Path.GetFullPath(file);
        try
        {
            if (new FileInfo(full).Length > MaxBytes)
                return new(null, [new(0, "", $"{full} is larger than 1 MiB; this is no configuration of mingchu-edge")]);
            return Read(File.ReadAllText(full), Path.GetDirectoryName(full)!, environment ?? Environment.GetEnvironmentVariable, overlay);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(null, [new(0, "", $"{full} can't be read: {e.Message}")]);
        }
    }

    /// <summary>Reads YAML text.</summary>
    public static ConfigResult Read(string yaml, string folder, Func<string, string?> environment, string? overlay = null)
    {
        var errors = new List<ConfigError>();
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (Exception e)
        {
            // The parser leaves more than YamlException on some broken texts.
            return new(null, [new((e as YamlException)?.Start.Line ?? 0, "", $"is not YAML: {e.Message}")]);
        }
        if (stream.Documents.Count != 1)
            return new(null, [new(0, "", stream.Documents.Count == 0 ? "the file is empty" : "the file holds several YAML documents")]);

        var root = stream.Documents[0].RootNode;
        var fromAfar = overlay is not null && root is YamlMappingNode file ? ConfigOverlay.Lay(file, overlay, errors) : new HashSet<YamlNode>();
        var config = ReadRoot(new(root, "", errors, environment), folder, fromAfar);
        return errors.Count > 0
            ? new(null, [.. errors.OrderBy(e => e.Line).ThenBy(e => e.Path, StringComparer.Ordinal)])
            : new(config, []) { Effective = ConfigOverlay.Effective((YamlMappingNode)root, fromAfar) };
    }

    /// <param name="fromAfar">Nodes of addresses that did not come from the file.</param>
    private static EdgeConfig ReadRoot(YamlScope root, string folder, IReadOnlySet<YamlNode> fromAfar)
    {
        var analysis = ReadAnalysis(root.Map("analysis"));
        var hours = HoursReader.Read(root.Map("hours"), new());
        var network = root.Has("cameraNetwork") ? CameraNetwork.Read(root.Map("cameraNetwork"), text => SecretFile(Resolve(folder, text), "password")) : CameraNetwork.None;
        var cameras = new CameraReader(hours, analysis.Mode, network, fromAfar).Read(root.List("cameras", required: true));
        if (cameras.Count == 0 && root.Has("cameras"))
            root.Wrong("cameras", "must have at least one that is enabled");
        var config = new EdgeConfig
        {
            Device = root.Value("device", Id, required: true)!,
            Collector = ReadCollector(root.Map("collector", required: true), folder),
            Data = Resolve(folder, root.Text("data", required: true)),
            Models = root.Value("models", text => Folder(folder, text), required: true)!,
            Health = root.Value("health", Loopback) ?? new(IPAddress.Loopback, 9100),
            Analysis = analysis,
            Capture = ReadCapture(root.Map("capture")),
            Spool = ReadSpool(root.Map("spool")),
            Viewing = ReadViewing(root.Map("viewing")),
            Evidence = EvidenceReader.Read(root.Map("evidence")),
            Log = ReadLog(root.Map("log")),
            Rules = RuleReader.Read(root.List("rules")),
            Cameras = cameras,
            Local = root.Has("local") ? ReadLocal(root.Map("local"), folder) : null,
            ModelVersions = ModelVersion.Read(root.List("modelVersions")),
            Prompts = PromptReader.Read(root.Map("prompts")),
            TimeZone = hours.TimeZone,
            Sensors = SensorReader.Read(root.List("sensors"), cameras.Select(c => c.Id)),
        };
        if (config.Sensors.Count > 0 && config.Local is null)
            root.Wrong("sensors", "come by the kitchen's own broker: add local (mqtt, user, passwordFile)");
        if (config.Prompts.Rules.Count > 0 && config.Local is null)
            root.Wrong("prompts", "go by the kitchen's own broker: add local (mqtt, user, passwordFile)");
        root.Close();
        return config;
    }

    private static CollectorConfig ReadCollector(YamlScope scope, string folder)
    {
        var config = new CollectorConfig
        {
            Mqtt = scope.Value("mqtt", text => Address(text, "mqtt", "mqtts"), required: true)!,
            Evidence = scope.Value("evidence", text => Address(text, "http", "https"), required: true)!,
            TokenFile = scope.Value("tokenFile", text => SecretFile(Resolve(folder, text), "token (made by 'mingchu-collector device add')"), required: true)!,
            Ca = scope.Value("ca", text => Readable(Resolve(folder, text))),
        };
        scope.Close();
        return config;
    }

    private static LocalConfig ReadLocal(YamlScope scope, string folder)
    {
        var config = new LocalConfig
        {
            Mqtt = scope.Value("mqtt", text => Address(text, "mqtt", "mqtts"), required: true)!,
            User = scope.Text("user", required: true)!,
            PasswordFile = scope.Value("passwordFile", text => SecretFile(Resolve(folder, text), "password"), required: true)!,
            Ca = scope.Value("ca", text => Readable(Resolve(folder, text))),
        };
        scope.Close();
        return config;
    }

    private static AnalysisConfig ReadAnalysis(YamlScope scope)
    {
        var fallback = new AnalysisConfig();
        var config = new AnalysisConfig
        {
            Fps = scope.Number("fps", fallback.Fps, 0.1, 30),
            Width = scope.Whole("width", fallback.Width, 160, 3840) & ~1,
            Workers = scope.Whole("workers", fallback.Workers, 1, 64),
            Threads = scope.Whole("threads", fallback.Threads, 1, 64),
            Precision = Choice(scope, "precision", fallback.Precision),
            Mode = Choice(scope, "mode", fallback.Mode),
            KeyFrames = scope.Duration("keyFrames", fallback.KeyFrames, Second / 5, 15 * Second),
            Hardware = scope.Value("hardware", Hardware),
            Motion = ReadMotion(scope.Map("motion")),
        };
        scope.Close();
        return config;
    }

    private static MotionSettings ReadMotion(YamlScope scope)
    {
        var fallback = MotionSettings.Default;
        var settings = new MotionSettings
        {
            Enabled = scope.Flag("enabled", fallback.Enabled),
            Recheck = scope.Duration("recheck", fallback.Recheck, Second / 5, 60 * Second),
            RecheckWatched = scope.Duration("recheckWatched", fallback.RecheckWatched, Second / 5, 5 * Second),
        };
        scope.Close();
        return settings;
    }

    // What ffmpeg's -hwaccel knows on Linux; any other word would go into its command line unseen.
    private static (string?, string?) Hardware(string text) =>
        text is "auto" or "cuda" or "drm" or "opencl" or "qsv" or "vaapi" or "vdpau" or "vulkan" ? (text, null)
        : (null, $"'{text}' is not one of auto, cuda, drm, opencl, qsv, vaapi, vdpau, vulkan");

    internal static T Choice<T>(YamlScope scope, string key, T fallback) where T : struct, Enum =>
        scope.Value<object>(key, text => Enum.GetValues<T>().Where(v => Word(v.ToString()) == text).Cast<T?>().FirstOrDefault() is { } found ? (found, null)
            : (null, $"'{text}' is not one of {string.Join(", ", Enum.GetNames<T>().Select(Word))}")) as T? ?? fallback;

    private static string Word(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);

    private static CaptureConfig ReadCapture(YamlScope scope)
    {
        var fallback = new CaptureConfig();
        var config = new CaptureConfig
        {
            Connect = scope.Duration("connect", fallback.Connect, Second, 120 * Second),
            Stall = scope.Duration("stall", fallback.Stall, Second, 600 * Second),
            Frozen = scope.Duration("frozen", fallback.Frozen, 2 * Second, 3600 * Second),
            ClockDrift = scope.Duration("clockDrift", fallback.ClockDrift, 2 * Second, 86400 * Second),
        };
        scope.Close();
        return config;
    }

    private static SpoolConfig ReadSpool(YamlScope scope)
    {
        var fallback = new SpoolConfig();
        var config = new SpoolConfig
        {
            MaxMessages = scope.Whole("maxMessages", fallback.MaxMessages, 100, 1_000_000),
        };
        scope.Close();
        return config;
    }

    private static ViewingConfig ReadViewing(YamlScope scope)
    {
        var fallback = new ViewingConfig();
        var config = new ViewingConfig
        {
            Snapshots = scope.Flag("snapshots", fallback.Snapshots),
            Live = scope.Flag("live", fallback.Live),
            Most = scope.Whole("most", fallback.Most, 1, 16),
            Longest = scope.Duration("longest", fallback.Longest, 10 * Second, 3600 * Second),
            Transcode = scope.Flag("transcode", fallback.Transcode),
        };
        scope.Close();
        return config;
    }

    private static LogConfig ReadLog(YamlScope scope)
    {
        var format = scope.Value<string>("format", text => text is "json" or "text" ? (text, null) : (null, $"'{text}' is not json or text"));
        var level = scope.Value<object>("level", text => Enum.TryParse<LogEventLevel>(text, ignoreCase: true, out var found) && Enum.IsDefined(found)
            ? (found, null) : (null, $"'{text}' is not one of verbose, debug, information, warning, error, fatal"));
        scope.Close();
        return new() { Json = format != "text", Level = level is LogEventLevel chosen ? chosen : LogEventLevel.Information };
    }

    internal static (string?, string?) Id(string text) =>
        Topics.IsId(text) ? (text, null) : (null, $"'{text}' is not an id: 1..64 lower-case letters, digits and inner hyphens");

    private static (Uri?, string?) Address(string text, params string[] schemes)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || !schemes.Contains(uri.Scheme) || uri.Host.Length == 0)
            return (null, $"is not an address like {schemes[0]}://host:port or {schemes[1]}://host:port");
        return uri.UserInfo.Length > 0 ? (null, "must not hold a user or password; the secret comes from a file") : (uri, null);
    }

    private static (IPEndPoint?, string?) Loopback(string text)
    {
        if (!IPEndPoint.TryParse(text, out var end) || (end.Port == 0 && !text.EndsWith(":0", StringComparison.Ordinal)))
            return (null, $"'{text}' is not an address like 127.0.0.1:9100");
        return IPAddress.IsLoopback(end.Address) ? (end, null) : (null, $"'{text}' is not a loopback address; health and metrics have no login and stay on this machine");
    }

    private static (string?, string?) Folder(string folder, string text)
    {
        var path = Resolve(folder, text);
        return Directory.Exists(path) ? (path, null) : (null, $"folder {path} does not exist");
    }

    private static (string?, string?) Readable(string path)
    {
        try
        {
            using var _ = File.OpenRead(path);
            return (path, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, $"file {path} can't be read: {e.Message}");
        }
    }

    private static (string?, string?) SecretFile(string path, string secret)
    {
        var (file, error) = Readable(path);
        if (file is null)
            return (null, error);
        var length = new FileInfo(path).Length;
        return length is 0 or > 4096 || File.ReadAllText(path).Trim().Length == 0
            ? (null, $"file {path} holds no {secret}")
            : (file, null);
    }

    private static string Resolve(string folder, string? path) => path is null ? "" : Path.GetFullPath(path, folder);
}
