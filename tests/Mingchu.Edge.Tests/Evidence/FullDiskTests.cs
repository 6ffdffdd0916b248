using Mingchu.Contracts;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Clips;
using Mingchu.Edge.Core.Rules;
using Mingchu.Edge.Evidence;
using Mingchu.Edge.Health;
using Mingchu.Edge.Spool;
using Mingchu.Edge.Tests.Inference;
using Mingchu.Edge.Tests.Support;
using Mingchu.Edge.Tests.Uplink;
using Mingchu.Rig;

namespace Mingchu.Edge.Tests.Evidence;

/// <summary>A small disk that is really full, and one that is really read-only.</summary>
[Trait("row", "A6")]
public sealed class FullDiskTests : IAsyncDisposable
{
    private const int MiB = 1024 * 1024;
    private readonly RunFolder folder = new();
    private readonly LogLines log = new();
    private readonly SmallDisks disks;

    public FullDiskTests() => disks = new(folder);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await disks.DisposeAsync();
        await folder.DisposeAsync();
    }

    [Fact]
    public async Task On_a_full_disk_alerts_wait_in_memory_until_evidence_has_made_room_and_none_is_lost()
    {
        var data = await disks.Mount("data", "size=16m", Ct);
        var alerts = 2;
        await using (var spool = AlertSpool.Open(data, new(), TimeProvider.System, log.Logger))
        {
            using var intake = new SpoolIntake(Some.Device, spool, log.Logger);
            await intake.TakeAsync([Some.Message(1), Some.Evidence(Some.Alert(1), data, 2 * MiB), Some.Message(Some.Alert(1, AlertPhase.Cleared, 1))]);
            await intake.TakeAsync([Some.Message(2), Some.Evidence(Some.Alert(2), data, 1000)]);
            SmallDisks.Fill(data);
            while (!log.All.Contains("wait in memory", StringComparison.Ordinal) && alerts < 2000)
                await intake.TakeAsync([Some.Message(++alerts)]);
            for (var i = 0; i < 5; i++)
                await intake.TakeAsync([Some.Message(++alerts)]);
            // How many wait is the database's matter: opening its file anew may give a little room.
            Assert.Contains("alert events wait in memory", log.All, StringComparison.Ordinal);
            await new EvidenceRetention(data, new() { MinFreeMiB = 1 }, () => [], spool, TimeProvider.System, log.Logger).StepAsync();
            // As the worker does from time to time; the first try may be the one that finds the file dead.
            for (var tries = 0; tries < 5 && spool.Index.Find(Some.Message(alerts).MessageId) is null; tries++)
                await intake.RetryAsync();
            Assert.NotNull(spool.Index.Find(Some.Message(alerts).MessageId));
        }
        await using (var spool = AlertSpool.Open(data, new(), TimeProvider.System, Some.Silent))
        {
            Assert.All(Enumerable.Range(1, alerts), n => Assert.NotNull(spool.Index.Find(Some.Message(n).MessageId)));
            var open = Assert.Single(spool.Index.Oldest(SpoolKind.Evidence, 9), e => File.Exists(spool.PathOf(e.File!)));
            Assert.Equal(Some.Alert(2).AlertId, open.AlertId);
        }
    }

    [Fact]
    public async Task Where_no_stream_can_be_written_the_ring_says_so_and_nothing_else_stops()
    {
        var ring = await disks.Mount("ring", "size=1m", Ct);
        await disks.Remount(ring, "ro", Ct);
        using var children = new ChildProcesses();
        var board = new CameraBoard(["stove"], Some.At);
        board.Report("stove", CameraState.Online, Some.At);
        var camera = Some.Camera("rtsp://127.0.0.1:1/");
        var watched = new ClipRing(camera, camera.ClipUrl!, Some.Config(folder.Path, camera), children, board, TimeProvider.System, log.Logger);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var running = watched.RunAsync(stop.Token);
        await Until.True(() => watched.Fault is not null, "the fault is told");
        Assert.Contains("Read-only", watched.Fault, StringComparison.OrdinalIgnoreCase);
        Assert.False(running.IsCompleted);
        await stop.CancelAsync();
        await running;
    }

    /// <summary>A file system that the kernel made read-only after an error, with files open: what a worn-out flash card looks like.</summary>
    [Fact]
    public async Task On_a_disk_gone_read_only_alerts_go_to_the_collector_all_the_same_and_health_and_telemetry_say_so()
    {
        var data = await disks.Mount(await disks.Formatted("card", Ct), "data", "loop", Ct);
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
        await using (var box = new EdgeBox(config, models, TimeProvider.System, log.Logger, new() { Telemetry = TimeSpan.FromSeconds(1), Receipt = TimeSpan.FromSeconds(1) }))
        {
            using var stop = new CancellationTokenSource();
            var running = box.RunAsync(stop.Token);
            await box.Intake.TakeAsync([Some.Message(1)]);
            await Until.True(() => collector.Seen.Contains(Some.Message(1).MessageId), "what is spooled is sent");
            Assert.DoesNotContain(HealthEndpoints.Report(box).Problems, p => p.Contains("disk", StringComparison.Ordinal));

            var broken = await disks.Remount(data, "abort", Ct);
            Assert.SkipUnless(broken.ExitCode == 0, broken.Everything);
            collector.Seen.Clear();
            collector.Answer = (id, _) => new(id, ReceiptResult.Accepted, DateTimeOffset.UtcNow);
            for (var n = 2; n < 5; n++)
                await box.Intake.TakeAsync([Some.Message(n)]);
            await Until.True(() => Enumerable.Range(1, 4).All(n => collector.Seen.Contains(Some.Message(n).MessageId)), $"the spooled one and those in memory arrive\n{log.All}");
            var report = HealthEndpoints.Report(box);
            Assert.False(report.Ok);
            Assert.Contains(report.Problems, p => p.StartsWith("the disk takes nothing, 3 messages are in memory only", StringComparison.Ordinal) && p.Contains("Read-only", StringComparison.Ordinal));
            await Until.True(() => collector.Statuses.GetValueOrDefault(Topics.Telemetry(Some.Device))?.Contains("the disk takes nothing", StringComparison.Ordinal) == true, "telemetry says so");
            Assert.False(running.IsCompleted);
            await stop.CancelAsync();
            await running;
        }

        // What was on the disk is there when it can be read again.
        await ChildProcess.Run("umount", "umount", [data], folder.At("mount.log"), Ct);
        await ChildProcess.Run("mount", "mount", ["-o", "loop", folder.At("card"), data], folder.At("mount.log"), Ct);
        await using var spool = AlertSpool.Open(data, new(), TimeProvider.System, Some.Silent);
        Assert.NotNull(spool.Index.Find(Some.Message(1).MessageId));
    }
}
