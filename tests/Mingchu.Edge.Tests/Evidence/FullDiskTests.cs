using Mingchu.Contracts.Messages;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Clips;
using Mingchu.Edge.Evidence;
using Mingchu.Edge.Spool;
using Mingchu.Edge.Tests.Support;
using Mingchu.Rig;

namespace Mingchu.Edge.Tests.Evidence;

/// <summary>A small disk that is really full, and one that is really read-only.</summary>
[Trait("row", "A6")]
public sealed class FullDiskTests : IAsyncDisposable
{
    private const int MiB = 1024 * 1024;
    private readonly RunFolder folder = new();
    private readonly LogLines log = new();
    private readonly List<string> mounted = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var at in mounted)
            await ChildProcess.Run("umount", "umount", ["-l", at], folder.At("mount.log"), CancellationToken.None);
        await folder.DisposeAsync();
    }

    [Fact]
    public async Task On_a_full_disk_alerts_wait_in_memory_until_evidence_has_made_room_and_none_is_lost()
    {
        var data = await Mount("data", "size=16m");
        var alerts = 2;
        await using (var spool = AlertSpool.Open(data, new(), TimeProvider.System, log.Logger))
        {
            using var intake = new SpoolIntake(spool, log.Logger);
            await intake.TakeAsync([Some.Message(1), Some.Evidence(Some.Alert(1), data, 2 * MiB), Some.Message(Some.Alert(1, AlertPhase.Cleared, 1))]);
            await intake.TakeAsync([Some.Message(2), Some.Evidence(Some.Alert(2), data, 1000)]);
            Fill(data);
            while (!log.All.Contains("wait in memory", StringComparison.Ordinal) && alerts < 2000)
                await intake.TakeAsync([Some.Message(++alerts)]);
            for (var i = 0; i < 5; i++)
                await intake.TakeAsync([Some.Message(++alerts)]);
            // How many wait is the database's matter: opening its file anew may give a little room.
            Assert.Contains("alert events wait in memory", log.All, StringComparison.Ordinal);
            await new EvidenceRetention(data, new() { MinFreeMiB = 1 }, [], spool, TimeProvider.System, log.Logger).StepAsync();
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
        var ring = await Mount("ring", "size=1m");
        await ChildProcess.Run("mount", "mount", ["-o", "remount,ro", ring], folder.At("mount.log"), Ct);
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

    private async Task<string> Mount(string name, string options)
    {
        var at = folder.Folder(name);
        var made = await ChildProcess.Run("mount", "mount", ["-t", "tmpfs", "-o", options, "tmpfs", at], folder.At("mount.log"), Ct);
        Assert.SkipUnless(made.ExitCode == 0, $"no disk can be mounted here: {made.Everything}");
        mounted.Add(at);
        return at;
    }

    private static void Fill(string data)
    {
        using var junk = new FileStream(Path.Combine(data, "junk"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1);
        var block = new byte[4096];
        try
        {
            while (true)
                junk.Write(block);
        }
        catch (IOException)
        {
            // That is full.
        }
    }
}
