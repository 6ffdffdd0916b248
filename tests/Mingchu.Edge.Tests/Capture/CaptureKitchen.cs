using System.Diagnostics;
using System.Globalization;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Config;
using Mingchu.Edge.Tests.Support;
using Mingchu.Rig;

namespace Mingchu.Edge.Tests.Capture;

/// <summary>
/// A real RTSP server with a login and the cameras <c>wide</c>, <c>narrow</c>, <c>other</c> and <c>voice</c>, which sends sound only, and what captures them. Its clips have ten pictures a second
/// and a key frame each second.
/// </summary>
internal sealed class CaptureKitchen : IAsyncDisposable
{
    /// <summary>Collection of the tests that count or kill the ffmpegs of this process.</summary>
    public const string OneAtATime = "capture";

    private readonly CancellationTokenSource stop = new();
    private readonly ChildProcesses children = new();

    private CaptureKitchen()
    {
    }

    /// <summary>With the clips <c>wide.mp4</c> and <c>narrow.mp4</c>.</summary>
    public RunFolder Folder { get; } = new();

    public LogLines Log { get; } = new();

    public CameraSimulator Simulator { get; private set; } = null!;

    public static async Task<CaptureKitchen> Open(CancellationToken ct)
    {
        var kitchen = new CaptureKitchen();
        var (wide, narrow) = (await kitchen.Clip("wide", "1280x720", ct), await kitchen.Clip("narrow", "704x576", ct));
        kitchen.Simulator = await CameraSimulator.Start(kitchen.Folder, new Dictionary<string, string> { ["wide"] = wide, ["narrow"] = narrow, ["other"] = wide }, ct, withLogin: true, sound: "voice");
        return kitchen;
    }

    /// <summary>Captures cameras in mode full.</summary>
    public CaptureRun Watch(params (string Id, string Url)[] cameras) => Watch([.. cameras.Select(c => Some.Camera(c.Url, c.Id))]);

    /// <summary>Captures cameras.</summary>
    public CaptureRun Watch(CameraConfig[] cameras) => new(
        Some.Config(Folder.Path, cameras) with { Capture = new() { Connect = TimeSpan.FromSeconds(20), Stall = TimeSpan.FromSeconds(3), Frozen = TimeSpan.FromSeconds(4) } },
        children, Log, stop.Token);

    /// <summary>A clip in another codec; returns its path.</summary>
    public Task<string> Recode(string clip, string file, string encoder, params string[] options) =>
        Make(file, ["-t", "2", "-i", Folder.At($"{clip}.mp4"), "-c:v", encoder, .. options], TestContext.Current.CancellationToken);

    /// <summary>Every ffmpeg that this process started.</summary>
    public static IEnumerable<Process> Ffmpegs() => Process.GetProcessesByName("ffmpeg")
        .Where(p => Read($"/proc/{p.Id}/stat").Split(' ') is { Length: > 3 } stat && stat[3] == Environment.ProcessId.ToString(CultureInfo.InvariantCulture));

    /// <summary>A file of <c>/proc</c>; empty when its process is gone.</summary>
    public static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Simulator.DisposeAsync();
        children.Dispose();
        stop.Dispose();
        await Folder.DisposeAsync();
    }

    private Task<string> Clip(string name, string size, CancellationToken ct) =>
        Make($"{name}.mp4", ["-f", "lavfi", "-i", $"testsrc2=s={size}:r=10:d=4", "-c:v", "libx264", "-preset", "ultrafast", "-g", "10", "-pix_fmt", "yuv420p"], ct);

    private async Task<string> Make(string file, string[] arguments, CancellationToken ct)
    {
        var made = await ChildProcess.Run("ffmpeg", "ffmpeg", ["-v", "error", "-y", .. arguments, Folder.At(file)], Folder.At("ffmpeg.log"), ct);
        Assert.True(made.ExitCode == 0, made.Everything);
        return Folder.At(file);
    }
}
