using System.Globalization;
using System.Text.Json;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Clips;
using Mingchu.Edge.Config;
using Mingchu.Edge.Core.Clips;
using Mingchu.Edge.Evidence;
using Mingchu.Edge.Spool;
using Mingchu.Edge.Tests.Support;
using Mingchu.Rig;

namespace Mingchu.Edge.Tests.Clips;

/// <summary>Real ffmpeg, real RTSP: what lies ready of a stream, and the MP4 made of it.</summary>
[Trait("row", "A4")]
public sealed class ClipTests(GreyFilms films) : IClassFixture<GreyFilms>, IAsyncDisposable
{
    private readonly RunFolder folder = new();
    private readonly CancellationTokenSource stop = new();
    private readonly ChildProcesses children = new();
    private readonly LogLines log = new();
    private readonly CameraBoard board = new(["h264", "hevc", "mjpeg"], DateTimeOffset.UtcNow);
    private readonly List<Task> running = [];

    private CameraSimulator Simulator => films.Simulator;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private EdgeConfig Config => Some.Config(folder.Path) with
    {
        Evidence = new() { Clip = new() { Before = TimeSpan.FromSeconds(2), After = TimeSpan.FromSeconds(2) } },
    };

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(running).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        children.Dispose();
        stop.Dispose();
        await folder.DisposeAsync();
    }

    [Theory]
    [InlineData("h264", "avc1")]
    [InlineData("hevc", "hvc1")]
    public async Task A_clip_shows_the_seconds_around_the_alert_and_goes_the_way_of_all_evidence(string camera, string tag)
    {
        var ring = Start(camera);
        await using var spool = AlertSpool.Open(folder.Path, new(), TimeProvider.System, Some.Silent);
        var cutter = new ClipCutter(Config.Evidence.Clip, () => [ring], new(Some.Device, folder.Path, null), spool, children, TimeProvider.System, log.Logger);
        running.Add(cutter.RunAsync(stop.Token));
        await Until.True(() => ring.Segments.Count >= 2, "the stream lies ready");
        var (alert, at) = (Some.Alert(1), DateTimeOffset.UtcNow);
        cutter.Ask(alert.AlertId, "elsewhere", at);
        cutter.Ask(alert.AlertId, camera, at);
        await Until.True(() => spool.Index.Find(AlertIds.Message(alert.AlertId, EvidenceKind.Clip)) is not null, "the clip is in the spool");

        var entry = Assert.Single(spool.Index.Oldest(SpoolKind.Evidence, 9));
        var said = JsonSerializer.Deserialize(spool.Payload(entry), Contracts.ContractJson.Wire.CloudEventEvidence)!.Data;
        var file = spool.PathOf(entry.File!);
        var bytes = await File.ReadAllBytesAsync(file, Ct);
        Assert.Equal((EvidenceKind.Clip, "video/mp4", bytes.LongLength), (said.Kind, said.MediaType, said.Bytes));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), said.Sha256);
        // The index stands before the pictures, so a browser plays it while it loads.
        Assert.InRange(bytes.AsSpan().IndexOf("moov"u8), 0, bytes.AsSpan().IndexOf("mdat"u8));
        var (codec, length) = await Probe(file);
        Assert.Equal(tag, codec);
        // Two seconds each way, and on each side at most one piece more: two seconds to the next key frame, which come every second.
        // A second for how unevenly pictures arrive on a busy machine.
        Assert.InRange(length, 4 - 1, 4 + 2 * 3 + 1);
        Assert.InRange((at - said.CapturedAt).TotalSeconds, 2, length - 2 + 1);
        var grey = await Grey(file, (at - said.CapturedAt).TotalSeconds);
        var shown = (await Simulator.Status()).Single(c => c.Camera == camera);
        var expected = ((at.ToUnixTimeMilliseconds() / 1000.0 - shown.RoundStartedAt) % GreyFilms.Seconds + GreyFilms.Seconds) % GreyFilms.Seconds;
        var off = Math.Abs((grey - 20) / GreyFilms.Step + 0.5 - expected);
        Assert.True(Math.Min(off, GreyFilms.Seconds - off) <= 1.5, $"the picture of the moment is of second {(grey - 20) / GreyFilms.Step:0.0}, not of {expected:0.0}");

        Assert.NotEmpty(Directory.EnumerateFiles(ring.Folder, "*.ts"));
        await new EvidenceRetention(folder.Path, new() { MinFreeMiB = 1, Clip = new() { RingMiB = 1 } }, () => [ring], spool, TimeProvider.System, log.Logger, () => 1024 * 1024 - 1).StepAsync();
        Assert.NotNull(spool.Index.Find(entry.MessageId));
        var left = ring.Segments.Count;
        await new EvidenceRetention(folder.Path, new(), () => [ring], spool, TimeProvider.System, log.Logger, () => 0).StepAsync();
        Assert.True(left > 0 && ring.Segments.Count < left, $"of {left} pieces {ring.Segments.Count} are left on a full disk");
        Assert.False(File.Exists(file));
        Assert.DoesNotContain(Simulator.Login!.Split(':')[1], log.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_no_browser_plays_gives_no_clip_and_is_told_once()
    {
        var ring = Start("mjpeg");
        await Until.True(() => ring.Fault is not null, "the fault is told");
        Assert.Contains("mjpeg", ring.Fault, StringComparison.Ordinal);
        await using var spool = AlertSpool.Open(folder.Path, new(), TimeProvider.System, Some.Silent);
        var cutter = new ClipCutter(Config.Evidence.Clip, () => [ring], new(Some.Device, folder.Path, null), spool, children, TimeProvider.System, log.Logger);
        running.Add(cutter.RunAsync(stop.Token));
        cutter.Ask(Some.Alert(1).AlertId, "mjpeg", DateTimeOffset.UtcNow.AddMinutes(-2));
        await Until.True(() => cutter.Missed == 1, "it is missed");
        Assert.Empty(ring.Segments);
        Assert.Empty(Directory.EnumerateFiles(ring.Folder));
        Assert.Single(log.All.Split('\n'), l => l.StartsWith("Warning Camera", StringComparison.Ordinal) && l.Contains("gives no clips", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_killed_ffmpeg_comes_back_and_clips_are_made_of_one_connection()
    {
        var ring = Start("h264");
        await Until.True(() => ring.Segments.Count >= 1, "the stream lies ready");
        Kill(ring.Folder);
        await Until.True(() => ring.Segments.Count(s => s.Session == 2) >= 2, "the stream lies ready again");
        Assert.Null(ring.Fault);
        var all = ring.Segments;
        Assert.All(ClipCut.Choose(all, all[^1].From, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), long.MaxValue), s => Assert.Equal(2, s.Session));
        Assert.All(all, s => Assert.True(new FileInfo(Path.Combine(ring.Folder, s.File)).Length == s.Bytes && s.Until > s.From));
    }

    [Fact]
    public async Task The_stream_is_let_go_of_while_the_analysis_has_none()
    {
        var ring = Start("h264");
        await Until.True(() => ring.Segments.Count >= 1, "the stream lies ready");
        board.Report("h264", CameraState.Offline, DateTimeOffset.UtcNow, CameraReasons.Refused);
        await Wait.Until("nobody watches any more", async () => (await Simulator.Status()).Single(c => c.Camera == "h264").Viewers == 0, Ct);
        Assert.Equal(1, ring.Sessions);
        board.Report("h264", CameraState.Online, DateTimeOffset.UtcNow);
        await Until.True(() => ring.Segments.Any(s => s.Session == 2), "it lies ready again");
    }

    private ClipRing Start(string camera)
    {
        var config = Some.Camera(Simulator.Url(camera), camera);
        board.Report(camera, CameraState.Online, DateTimeOffset.UtcNow);
        var ring = new ClipRing(config, config.ClipUrl!, Config, children, board, TimeProvider.System, log.Logger);
        running.Add(ring.RunAsync(stop.Token));
        return ring;
    }

    private async Task<(string Tag, double Seconds)> Probe(string file)
    {
        var probed = await ChildProcess.Run("ffprobe", "ffprobe",
            ["-v", "error", "-show_entries", "stream=codec_tag_string:format=duration", "-of", "default=nw=1:nk=1", file], folder.At("ffprobe.log"), Ct);
        Assert.Equal(0, probed.ExitCode);
        return (probed.Output[0], double.Parse(probed.Output[^1], CultureInfo.InvariantCulture));
    }

    /// <summary>Mean grey of the picture so many seconds into a film.</summary>
    private async Task<double> Grey(string file, double at)
    {
        var raw = folder.At("grey.raw");
        var made = await ChildProcess.Run("ffmpeg", "ffmpeg",
            ["-v", "error", "-y", "-ss", at.ToString("0.000", CultureInfo.InvariantCulture), "-i", file, "-frames:v", "1", "-vf", "extractplanes=y", "-f", "rawvideo", raw], folder.At("ffmpeg.log"), Ct);
        Assert.True(made.ExitCode == 0, made.Everything);
        return (await File.ReadAllBytesAsync(raw, Ct)).Average(b => (double)b);
    }

    private static void Kill(string folder)
    {
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(d => int.TryParse(Path.GetFileName(d), out _)))
            if (WorksIn(process) == folder)
                System.Diagnostics.Process.GetProcessById(int.Parse(Path.GetFileName(process), CultureInfo.InvariantCulture)).Kill();
    }

    private static string? WorksIn(string process)
    {
        try
        {
            return Directory.ResolveLinkTarget($"{process}/cwd", returnFinalTarget: false)?.FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone, or none of ours.
            return null;
        }
    }
}
