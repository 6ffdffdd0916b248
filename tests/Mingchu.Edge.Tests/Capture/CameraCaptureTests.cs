using Mingchu.Contracts.Messages;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Tests.Support;
using Mingchu.Rig;

namespace Mingchu.Edge.Tests.Capture;

/// <summary>Real ffmpeg against a real RTSP server that misbehaves.</summary>
[Collection(CaptureKitchen.OneAtATime)]
[Trait("row", "A1")]
public sealed class CameraCaptureTests : IAsyncLifetime
{
    private CaptureKitchen kitchen = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => kitchen = await CaptureKitchen.Open(Ct);

    public async ValueTask DisposeAsync() => await kitchen.DisposeAsync();

    [Fact]
    public async Task Frames_come_true_to_shape_and_no_password_is_seen_in_any_process_or_log()
    {
        using var watch = kitchen.Watch(("wide", kitchen.Simulator.Url("wide")), ("narrow", kitchen.Simulator.Url("narrow")));
        await watch.Shows("wide", 960, 540);
        await watch.Shows("narrow", 704, 576);
        Assert.Equal(CameraState.Online, watch.Board["wide"].State);
        var password = kitchen.Simulator.Login!.Split(':')[1];
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(d => int.TryParse(Path.GetFileName(d), out _)))
            Assert.DoesNotContain(password, CaptureKitchen.Read($"{process}/cmdline") + CaptureKitchen.Read($"{process}/environ"), StringComparison.Ordinal);
        Assert.DoesNotContain(password, kitchen.Log.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_camera_that_stalls_is_told_and_comes_back_and_no_other_notices()
    {
        using var watch = kitchen.Watch(("wide", kitchen.Simulator.Url("wide")), ("other", kitchen.Simulator.Url("other")));
        await watch.Is("wide", CameraState.Online);
        await watch.Is("other", CameraState.Online);
        await kitchen.Simulator.Freeze("wide");
        await watch.Is("wide", CameraState.Offline, CameraReasons.Stalled);
        await kitchen.Simulator.Restore("wide");
        await watch.Is("wide", CameraState.Online);
        Assert.Equal([CameraState.Online], watch.States("other"));
    }

    [Fact]
    public async Task A_camera_whose_picture_stands_still_is_frozen_until_it_moves()
    {
        using var watch = kitchen.Watch(("wide", kitchen.Simulator.Url("wide")));
        await watch.Is("wide", CameraState.Online);
        await kitchen.Simulator.Still("wide");
        await watch.Is("wide", CameraState.Frozen);
        await kitchen.Simulator.Restore("wide");
        await watch.Is("wide", CameraState.Online);
    }

    [Fact]
    public async Task A_cut_connection_is_made_anew()
    {
        using var watch = kitchen.Watch(("wide", kitchen.Simulator.Url("wide")));
        await watch.Is("wide", CameraState.Online);
        await kitchen.Simulator.Cut("wide");
        await watch.Is("wide", CameraState.Offline, CameraReasons.Ended);
        await watch.Is("wide", CameraState.Online);
    }

    [Fact]
    public async Task A_reset_connection_is_made_anew_and_the_outage_is_recorded()
    {
        using var watch = kitchen.Watch(("wide", kitchen.Simulator.Url("wide")));
        await watch.Is("wide", CameraState.Online);
        Assert.Null(watch.Board["wide"].LastOutage);
        await kitchen.Simulator.Reset("wide");
        await watch.Is("wide", CameraState.Offline, CameraReasons.Ended);
        await watch.Is("wide", CameraState.Online);
        var outage = watch.Board["wide"].LastOutage!;
        Assert.Equal(CameraReasons.Ended, outage.Reason);
        Assert.InRange(outage.Until - outage.From, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(90));
        Assert.Contains("was offline for", kitchen.Log.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Time_stamps_that_jump_either_way_stop_no_picture()
    {
        using var watch = kitchen.Watch(("wide", kitchen.Simulator.Url("wide")));
        foreach (var jump in new[] { 1, -1, 1 })
        {
            await watch.ShowsMore("wide", 8);
            await kitchen.Simulator.Shift("wide", TimeSpan.FromHours(jump));
        }
        await watch.ShowsMore("wide", 8);
        Assert.Equal([CameraState.Online], watch.States("wide"));
    }

    [Fact]
    public async Task Every_way_to_be_unreachable_has_its_reason()
    {
        var address = kitchen.Simulator.Address.Authority;
        using var watch = kitchen.Watch(("login", $"rtsp://viewer:wrong@{address}/wide"), ("path", kitchen.Simulator.Url("nowhere")),
            ("voice", kitchen.Simulator.Url("voice")), ("port", $"rtsp://127.0.0.1:{FreePort.Next()}/x"), ("name", "rtsp://no.such.host.invalid/x"), ("good", kitchen.Simulator.Url("wide")));
        await watch.Is("login", CameraState.Offline, CameraReasons.Login);
        await watch.Is("path", CameraState.Offline, CameraReasons.NotFound);
        await watch.Is("voice", CameraState.Offline, CameraReasons.Codec);
        await watch.Is("port", CameraState.Offline, CameraReasons.Refused);
        await watch.Is("name", CameraState.Offline, CameraReasons.Name);
        await watch.Is("good", CameraState.Online);
    }

    [Fact]
    public async Task Ffmpeg_killed_from_outside_is_started_again()
    {
        using var watch = kitchen.Watch(("wide", kitchen.Simulator.Url("wide")));
        await watch.Is("wide", CameraState.Online);
        foreach (var child in CaptureKitchen.Ffmpegs())
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
        await Until.True(() => CaptureKitchen.Read($"/proc/{child.Id}/comm").Trim() == "ffmpeg", "ffmpeg runs");
        own.Dispose();
        await Until.True(() => child.HasExited, "the kernel killed the child");
    }
}
