using Mingchu.Edge.Capture;
using Mingchu.Edge.Core.Rules;
using Mingchu.Edge.Health;
using Mingchu.Edge.Spool;
using Mingchu.Edge.Tests.Inference;
using Mingchu.Edge.Tests.Support;
using Mingchu.Edge.Tests.Uplink;
using Mingchu.Rig;

namespace Mingchu.Edge.Tests.Evidence;

/// <summary>A worker that starts while its disk takes nothing: a worn-out flash card that the kernel made read-only, or a full one. A kitchen is watched all the same.</summary>
[Trait("row", "A6")]
public sealed class StartOnBadDiskTests : IAsyncDisposable
{
    private readonly RunFolder folder = new();
    private readonly LogLines log = new();
    private readonly SmallDisks disks;

    public StartOnBadDiskTests() => disks = new(folder);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await disks.DisposeAsync();
        await folder.DisposeAsync();
    }

    [Fact]
    public async Task On_a_read_only_disk_what_was_spooled_and_what_is_new_reach_the_collector_and_are_kept_once_it_takes_writes()
    {
        var data = await disks.Mount("data", "size=16m", Ct);
        await using var broker = new RealMosquitto(Some.Device, "token");
        await broker.Start(Ct);
        await using var collector = await TestCollector.Start(broker, "token", Ct);
        var config = Some.Config(data, Some.Camera("rtsp://127.0.0.1:1/")) with
        {
            Collector = new() { Mqtt = new($"mqtt://127.0.0.1:{broker.Port}"), Evidence = collector.Address, TokenFile = folder.Write("token", "token") },
            Rules = [.. CameraRules.Hazards.Select(h => new RuleSettings(h) { Enabled = false })],
        };
        collector.Answer = (_, _) => null;
        using var models = ToyModels.Load();
        long session;
        await using (var box = new EdgeBox(config, models, TimeProvider.System, log.Logger))
        {
            session = box.Spool.Session;
            await box.Intake.TakeAsync([Some.Message(1)]);
        }
        await ReadOnly(data);

        await using (var box = new EdgeBox(config, models, TimeProvider.System, log.Logger, new() { Receipt = TimeSpan.FromSeconds(1) }))
        {
            using var stop = new CancellationTokenSource();
            var running = box.RunAsync(stop.Token);
            await Until.True(() => !HealthEndpoints.Report(box).Ok, "health says so before there is an alert");
            await box.Intake.TakeAsync([Some.Message(2)]);
            await Until.True(() => collector.Seen.Contains(Some.Message(1).MessageId) && collector.Seen.Contains(Some.Message(2).MessageId), $"both arrive\n{log.All}");
            Assert.Contains(HealthEndpoints.Report(box).Problems, p => p.StartsWith("the disk takes nothing", StringComparison.Ordinal) && p.Contains("Read-only", StringComparison.Ordinal));
            Assert.False(running.IsCompleted);

            var mended = await disks.Remount(data, "rw", Ct);
            Assert.True(mended.ExitCode == 0, mended.Everything);
            await Until.True(() => box.Spool.Index.Find(Some.Message(2).MessageId) is not null, $"it is kept\n{log.All}");
            await Until.True(() => !HealthEndpoints.Report(box).Problems.Any(p => p.Contains("disk", StringComparison.Ordinal)), "the fault is over");
            Assert.NotNull(box.Spool.Index.Find(Some.Message(1).MessageId));
            await stop.CancelAsync();
            await running;
        }
        await using var spool = AlertSpool.Open(data, new(), TimeProvider.System, Some.Silent);
        Assert.Equal(session + 2, spool.Session);
        Assert.All([1, 2], n => Assert.NotNull(spool.Index.Find(Some.Message(n).MessageId)));
    }

    [Fact]
    public async Task On_a_full_disk_too_and_what_waited_in_memory_goes_into_the_spool_when_there_is_room()
    {
        var data = await disks.Mount("data", "size=16m", Ct);
        await using (var spool = AlertSpool.Open(data, new(), TimeProvider.System, log.Logger))
            await spool.PutAsync([Some.Message(1)]);
        SmallDisks.Fill(data);
        await using (var spool = AlertSpool.Open(data, new(), TimeProvider.System, log.Logger))
        {
            using var intake = new SpoolIntake(Some.Device, spool, log.Logger);
            await intake.TakeAsync([Some.Message(2)]);
            Assert.Equal((1, 1), (spool.Index.Count, intake.Waiting));
            File.Delete(Path.Combine(data, "junk"));
            await intake.RetryAsync();
            Assert.Equal((2, 0), (spool.Index.Count, intake.Waiting));
        }
        await using (var spool = AlertSpool.Open(data, new(), TimeProvider.System, Some.Silent))
            Assert.All([1, 2], n => Assert.NotNull(spool.Index.Find(Some.Message(n).MessageId)));
    }

    [Fact]
    public async Task Of_a_spool_that_is_damaged_on_a_read_only_disk_nothing_is_read_or_lost()
    {
        var data = await disks.Mount("data", "size=16m", Ct);
        await using (var spool = AlertSpool.Open(data, new(), TimeProvider.System, log.Logger))
            await spool.PutAsync([Some.Message(1)]);
        var file = Path.Combine(data, "spool.db");
        await File.WriteAllBytesAsync(file, [.. new byte[8192], .. (await File.ReadAllBytesAsync(file, Ct))[8192..]], Ct);
        var damaged = await File.ReadAllBytesAsync(file, Ct);
        await ReadOnly(data);
        await using (var spool = AlertSpool.Open(data, new(), TimeProvider.System, log.Logger))
        {
            Assert.Equal(0, spool.Index.Count);
            await Assert.ThrowsAsync<IOException>(() => spool.PutAsync([Some.Message(2)]));
        }
        Assert.Contains("is damaged", log.All, StringComparison.Ordinal);
        Assert.Equal(damaged, await File.ReadAllBytesAsync(file, Ct));
    }

    [Fact]
    public async Task A_folder_in_use_is_in_use_on_a_read_only_disk_too()
    {
        var data = await disks.Mount("data", "size=16m", Ct);
        await AlertSpool.Open(data, new(), TimeProvider.System, log.Logger).DisposeAsync();
        await ReadOnly(data);
        await using var first = AlertSpool.Open(data, new(), TimeProvider.System, log.Logger);
        Assert.Contains("in use by another", Assert.Throws<IOException>(() => AlertSpool.Open(data, new(), TimeProvider.System, log.Logger)).Message, StringComparison.Ordinal);
    }

    /// <summary>A box that is just being set up: somebody stands before it.</summary>
    [Fact]
    public async Task A_first_start_on_a_read_only_disk_is_refused_and_says_what_is_wrong_with_it()
    {
        var data = await disks.Mount("data", "size=1m", Ct);
        await ReadOnly(data);
        Assert.Contains("on a disk that is read-only", Assert.Throws<IOException>(() => AlertSpool.Open(data, new(), TimeProvider.System, log.Logger)).Message, StringComparison.Ordinal);
    }

    /// <summary>The real program.</summary>
    [Fact]
    public async Task The_worker_started_anew_on_a_disk_gone_read_only_looks_at_its_cameras()
    {
        var data = await disks.Mount("box-1.data", "size=64m", Ct);
        await using var edge = await EdgeProcess.Start(folder, new()
        {
            Token = "t",
            MqttPort = FreePort.Next(),
            Collector = new("http://127.0.0.1:1"),
            Models = ToyModels.Folder,
            Cameras = [("film", "film", new Uri(Repository.At("samples/footage/no-cap.mp4")).AbsoluteUri), ("gone", "gone", "rtsp://127.0.0.1:1/none")],
            Rules = [("camera-offline", 1, 1)],
        }, Ct);
        Assert.Equal(0, await edge.Process.Stop());
        await ReadOnly(data);
        await edge.Start(Ct);
        await Wait.Until("it analyses pictures", async () => await edge.Figure("mingchu_frames_analysed_total", Ct) > 5, Ct, context: edge.Process.Story);
        await Wait.Until("health says that an alert is in memory only", async () => (await edge.Health(Ct)).Problems.Any(p => p.StartsWith("the disk takes nothing", StringComparison.Ordinal) && !p.Contains(" 0 messages", StringComparison.Ordinal)),
            Ct, context: edge.Process.Story);
        Assert.Equal(0, await edge.Process.Stop());
    }

    private async Task ReadOnly(string data)
    {
        var done = await disks.Remount(data, "ro", Ct);
        Assert.True(done.ExitCode == 0, done.Everything);
    }
}
