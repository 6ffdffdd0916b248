using System.Collections.Concurrent;
using System.Diagnostics;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Config;
using Mingchu.Edge.Tests.Support;
using Mingchu.Rig;

namespace Mingchu.Edge.Tests.Capture;

/// <summary>Real ffmpeg against a real RTSP server that misbehaves.</summary>
[Trait("row", "A1")]
public sealed class CameraCaptureTests : IAsyncLifetime
{
    private readonly RunFolder folder = new();
    private readonly CancellationTokenSource stop = new();
    private readonly ChildProcesses children = new();
    private readonly LogLines log = new();
    private CameraSimulator simulator = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var wide = await Clip("wide", "1280x720");
        var narrow = await Clip("narrow", "704x576");
        simulator = await CameraSimulator.Start(folder, new Dictionary<string, string> { ["wide"] = wide, ["narrow"] = narrow, ["other"] = wide }, Ct, withLogin: true, sound: "voice");
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await simulator.DisposeAsync();
        children.Dispose();
        stop.Dispose();
        await folder.DisposeAsync();
    }

    private async Task<string> Clip(string name, string size)
    {
        var path = folder.At($"{name}.mp4");
        var made = await ChildProcess.Run("ffmpeg", "ffmpeg",
            ["-v", "error", "-y", "-f", "lavfi", "-i", $"testsrc2=s={size}:r=10:d=4", "-c:v", "libx264", "-preset", "ultrafast", "-g", "10", "-pix_fmt", "yuv420p", path],
            folder.At("ffmpeg.log"), Ct);
        Assert.Equal(0, made.ExitCode);
        return path;
    }

    private Watch Start(params (string Id, string Url)[] cameras) => Start([.. cameras.Select(c => Some.Camera(c.Url, c.Id))]);

    private Watch Start(CameraConfig[] cameras)
    {
        var config = Some.Config(folder.Path, cameras) with
        {
            Capture = new() { Connect = TimeSpan.FromSeconds(20), Stall = TimeSpan.FromSeconds(3), Frozen = TimeSpan.FromSeconds(4) },
        };
        return new(config, children, log, stop.Token);
    }

    [Fact]
    public async Task Frames_come_true_to_shape_and_no_password_is_seen_in_any_process_or_log()
    {
        using var watch = Start(("wide", simulator.Url("wide")), ("narrow", simulator.Url("narrow")));
        await watch.Shows("wide", 960, 540);
        await watch.Shows("narrow", 704, 576);
        Assert.Equal(CameraState.Online, watch.Board["wide"].State);
        var password = simulator.Login!.Split(':')[1];
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(d => int.TryParse(Path.GetFileName(d), out _)))
            Assert.DoesNotContain(password, Read($"{process}/cmdline") + Read($"{process}/environ"), StringComparison.Ordinal);
        Assert.DoesNotContain(password, log.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_camera_that_stalls_is_told_and_comes_back_and_no_other_notices()
    {
        using var watch = Start(("wide", simulator.Url("wide")), ("other", simulator.Url("other")));
        await watch.Is("wide", CameraState.Online);
        await watch.Is("other", CameraState.Online);
        await simulator.Freeze("wide");
        await watch.Is("wide", CameraState.Offline, CameraReasons.Stalled);
        await simulator.Restore("wide");
        await watch.Is("wide", CameraState.Online);
        Assert.Equal([CameraState.Online], watch.States("other"));
    }

    [Fact]
    public async Task A_camera_whose_picture_stands_still_is_frozen_until_it_moves()
    {
        using var watch = Start(("wide", simulator.Url("wide")));
        await watch.Is("wide", CameraState.Online);
        await simulator.Still("wide");
        await watch.Is("wide", CameraState.Frozen);
        await simulator.Restore("wide");
        await watch.Is("wide", CameraState.Online);
    }

    [Fact]
    public async Task A_change_of_resolution_in_mid_stream_changes_the_frames_and_is_no_outage()
    {
        using var watch = Start(("wide", simulator.Url("wide")));
        await watch.Shows("wide", 960, 540);
        await simulator.Change("wide", folder.At("narrow.mp4"));
        await watch.Shows("wide", 704, 576);
        await simulator.Change("wide", folder.At("wide.mp4"));
        await watch.Shows("wide", 960, 540);
        Assert.DoesNotContain(CameraState.Offline, watch.States("wide"));
    }

    [Fact]
    public async Task A_cut_connection_is_made_anew()
    {
        using var watch = Start(("wide", simulator.Url("wide")));
        await watch.Is("wide", CameraState.Online);
        await simulator.Cut("wide");
        await watch.Is("wide", CameraState.Offline, CameraReasons.Ended);
        await watch.Is("wide", CameraState.Online);
    }

    [Fact]
    public async Task A_reset_connection_is_made_anew_and_the_outage_is_recorded()
    {
        using var watch = Start(("wide", simulator.Url("wide")));
        await watch.Is("wide", CameraState.Online);
        Assert.Null(watch.Board["wide"].LastOutage);
        await simulator.Reset("wide");
        await watch.Is("wide", CameraState.Offline, CameraReasons.Ended);
        await watch.Is("wide", CameraState.Online);
        var outage = watch.Board["wide"].LastOutage!;
        Assert.Equal(CameraReasons.Ended, outage.Reason);
        Assert.InRange(outage.Until - outage.From, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(90));
        Assert.Contains("was offline for", log.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Time_stamps_that_jump_either_way_stop_no_picture()
    {
        using var watch = Start(("wide", simulator.Url("wide")));
        foreach (var jump in new[] { 1, -1, 1 })
        {
            await watch.ShowsMore("wide", 8);
            await simulator.Shift("wide", TimeSpan.FromHours(jump));
        }
        await watch.ShowsMore("wide", 8);
        Assert.Equal([CameraState.Online], watch.States("wide"));
    }

    /// <summary>The picture's size goes to and fro with the codec, which shows that the new one is decoded.</summary>
    [Fact]
    public async Task A_camera_that_changes_its_codec_is_watched_again_in_each()
    {
        var (h265, mjpeg) = (await Recode("narrow", "h265.mp4", "libx265", "-x265-params", "log-level=none"), await Recode("wide", "mjpeg.avi", "mjpeg"));
        using var watch = Start(("wide", simulator.Url("wide")));
        await watch.Shows("wide", 960, 540);
        await simulator.Change("wide", h265);
        await watch.Shows("wide", 704, 576);
        await simulator.Change("wide", mjpeg);
        await watch.Shows("wide", 960, 540);
    }

    private async Task<string> Recode(string clip, string file, string encoder, params string[] options)
    {
        var made = await ChildProcess.Run("ffmpeg", "ffmpeg", ["-v", "error", "-y", "-t", "2", "-i", folder.At($"{clip}.mp4"), "-c:v", encoder, .. options, folder.At(file)], folder.At("ffmpeg.log"), Ct);
        Assert.Equal(0, made.ExitCode);
        return folder.At(file);
    }

    [Fact]
    public async Task Every_way_to_be_unreachable_has_its_reason()
    {
        var address = simulator.Address.Authority;
        using var watch = Start(("login", $"rtsp://viewer:wrong@{address}/wide"), ("path", simulator.Url("nowhere")),
            ("voice", simulator.Url("voice")), ("port", $"rtsp://127.0.0.1:{FreePort.Next()}/x"), ("name", "rtsp://no.such.host.invalid/x"), ("good", simulator.Url("wide")));
        await watch.Is("login", CameraState.Offline, CameraReasons.Login);
        await watch.Is("path", CameraState.Offline, CameraReasons.NotFound);
        await watch.Is("voice", CameraState.Offline, CameraReasons.Codec);
        await watch.Is("port", CameraState.Offline, CameraReasons.Refused);
        await watch.Is("name", CameraState.Offline, CameraReasons.Name);
        await watch.Is("good", CameraState.Online);
    }

    /// <summary>The clip has ten pictures a second and a key frame each second.</summary>
    [Fact]
    public async Task An_adaptive_camera_goes_over_between_key_frames_and_all_pictures_without_an_outage()
    {
        using var watch = Start([Some.Camera(simulator.Url("wide"), "wide") with { Mode = CaptureMode.Adaptive }]);
        await watch.Comes("wide", every: 0.2);
        watch.Demand[0] = false;
        await watch.Comes("wide", every: 1);
        watch.Demand[0] = true;
        await watch.Comes("wide", every: 0.2);
        Assert.Equal([CameraState.Online], watch.States("wide"));
        await Until.True(() => Ffmpegs(Environment.ProcessId).Count() == 1, "one ffmpeg left");
    }

    [Fact]
    public async Task Key_frames_come_by_udp_and_of_another_codec_too()
    {
        var other = folder.At("hevc.mp4");
        var made = await ChildProcess.Run("ffmpeg", "ffmpeg", ["-v", "error", "-y", "-i", folder.At("narrow.mp4"), "-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "keyint=10:log-level=none", other], folder.At("ffmpeg.log"), Ct);
        Assert.Equal(0, made.ExitCode);
        await using var cameras = await CameraSimulator.Start(folder, new Dictionary<string, string> { ["narrow"] = other }, Ct);
        using var watch = Start([Some.Camera(cameras.Url("narrow"), "narrow") with { Mode = CaptureMode.KeyFrames, Transport = Transport.Udp }]);
        await watch.Shows("narrow", 704, 576);
        await watch.Comes("narrow", every: 1);
    }

    [Fact]
    public async Task Ffmpeg_killed_from_outside_is_started_again()
    {
        using var watch = Start(("wide", simulator.Url("wide")));
        await watch.Is("wide", CameraState.Online);
        foreach (var child in Ffmpegs(Environment.ProcessId))
            child.Kill();
        await watch.Is("wide", CameraState.Offline, CameraReasons.Ended);
        await watch.Is("wide", CameraState.Online);
    }

    [Fact]
    public async Task No_ffmpeg_outlives_the_thread_that_starts_them()
    {
        var own = new ChildProcesses();
        var child = await own.StartAsync("ffmpeg", "-v error -re -f lavfi -i testsrc2 -f null -");
        // Only from here on the kernel knows: setpriv asks it for that, then becomes ffmpeg.
        await Until.True(() => Read($"/proc/{child.Id}/comm").Trim() == "ffmpeg", "ffmpeg runs");
        own.Dispose();
        await Until.True(() => child.HasExited, "the kernel killed the child");
    }

    private static IEnumerable<Process> Ffmpegs(int parent) => Process.GetProcessesByName("ffmpeg")
        .Where(p => Read($"/proc/{p.Id}/stat").Split(' ') is { Length: > 3 } stat && stat[3] == parent.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static string Read(string file)
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

    /// <summary>Cameras under capture, and what came of them.</summary>
    private sealed class Watch : IDisposable
    {
        private readonly FrameExchange exchange;
        private readonly CancellationTokenSource stop;
        private readonly Task running;
        private readonly ConcurrentQueue<CameraStatus> changes = new();
        private readonly ConcurrentDictionary<string, (int Width, int Height)> shapes = new();
        private readonly ConcurrentDictionary<string, int> counts = new();
        private readonly ConcurrentDictionary<string, IReadOnlyList<DateTimeOffset>> times = new();
        private readonly LogLines log;

        public Watch(EdgeConfig config, ChildProcesses children, LogLines log, CancellationToken ct)
        {
            this.log = log;
            stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
            Board = new(config.Cameras.Select(c => c.Id), DateTimeOffset.UtcNow);
            Board.Changed += changes.Enqueue;
            exchange = new(config.Cameras.Count);
            var captures = config.Cameras.Select((c, i) => new CameraCapture(i, c, config, children, exchange, Board, Demand, TimeProvider.System, log.Logger).RunAsync(stop.Token));
            running = Task.WhenAll([.. captures, Task.Run(Read, CancellationToken.None)]);
        }

        public CameraBoard Board { get; }

        public CameraDemand Demand { get; } = new(8);

        public IEnumerable<CameraState> States(string camera) => changes.Where(c => c.Camera == camera).Select(c => c.State);

        public Task Is(string camera, CameraState state, string? reason = null) =>
            Until.True(() => Board[camera].State == state && (reason is null || Board[camera].Reason == reason), $"{camera} is {state} {reason}; it is {Board[camera]}\n{log.All}", 90);

        public Task Shows(string camera, int width, int height) =>
            Until.True(() => shapes.GetValueOrDefault(camera) == (width, height), $"{camera} shows {width}x{height}\n{log.All}", 90);

        /// <summary>Waits for so many more pictures.</summary>
        public Task ShowsMore(string camera, int count)
        {
            var wanted = counts.GetValueOrDefault(camera) + count;
            return Until.True(() => counts.GetValueOrDefault(camera) >= wanted, $"{camera} shows {count} more pictures\n{log.All}", 90);
        }

        /// <summary>Waits until the last pictures came so often, by a factor of 1.7 either way.</summary>
        public Task Comes(string camera, double every) => Until.True(() => times.GetValueOrDefault(camera) is { Count: >= 4 } all
            && all.TakeLast(4).ToArray() is var last && (last[3] - last[0]).TotalSeconds / 3 is var step && step > every / 1.7 && step < every * 1.7,
            $"{camera} comes every {every} s\n{log.All}", 90);

        public void Dispose()
        {
            stop.Cancel();
            running.Wait(TimeSpan.FromSeconds(20));
            exchange.Dispose();
            stop.Dispose();
        }

        private void Read()
        {
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    if (exchange.Take(TimeSpan.FromSeconds(1), stop.Token) is not { } turn)
                        continue;
                    using (turn)
                    {
                        var frame = turn.Frame;
                        shapes[frame.Camera] = (frame.Width, frame.Height);
                        times[frame.Camera] = [.. times.GetValueOrDefault(frame.Camera, []).TakeLast(9), frame.CapturedAt];
                        counts.AddOrUpdate(frame.Camera, 1, (_, n) => n + 1);
                    }
                }
                catch (OperationCanceledException)
                {
                    return;
                }
            }
        }
    }
}
