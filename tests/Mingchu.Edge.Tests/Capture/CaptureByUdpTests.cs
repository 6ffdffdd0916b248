using Mingchu.Contracts.Messages;
using Mingchu.Edge.Config;
using Mingchu.Edge.Tests.Support;
using Mingchu.Rig;

namespace Mingchu.Edge.Tests.Capture;

/// <summary>Cameras by UDP over a bad line: real ffmpeg against a real RTSP server that loses packets.</summary>
[Collection(CaptureKitchen.OneAtATime)]
[Trait("row", "A1")]
public sealed class CaptureByUdpTests : IAsyncLifetime
{
    private CaptureKitchen kitchen = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => kitchen = await CaptureKitchen.Open(Ct);

    public async ValueTask DisposeAsync() => await kitchen.DisposeAsync();

    /// <summary>Half of the packets get lost: pictures come, spoilt or not, or the camera is told to give none; nothing hangs, and afterwards all is well.</summary>
    [Fact]
    public async Task A_camera_by_udp_that_loses_half_of_its_packets_is_never_silently_gone()
    {
        using var watch = kitchen.Watch([Some.Camera(kitchen.Simulator.Url("wide"), "wide") with { Transport = Transport.Udp }]);
        await watch.ShowsMore("wide", 5);
        await kitchen.Simulator.Lose("wide", 50);
        for (var round = 0; round < 3; round++)
            await watch.ShowsMoreOrIsOffline("wide", 10);
        await kitchen.Simulator.Lose("wide", 0);
        await watch.Is("wide", CameraState.Online);
        await watch.ShowsMore("wide", 20);
    }

    [Fact]
    public async Task A_camera_by_udp_of_which_nothing_arrives_is_stalled_and_comes_back()
    {
        using var watch = kitchen.Watch([Some.Camera(kitchen.Simulator.Url("wide"), "wide") with { Transport = Transport.Udp }]);
        await watch.ShowsMore("wide", 5);
        await kitchen.Simulator.Lose("wide", 100);
        await watch.Is("wide", CameraState.Offline, CameraReasons.Stalled);
        await kitchen.Simulator.Lose("wide", 0);
        await watch.Is("wide", CameraState.Online);
    }

    [Fact]
    public async Task Key_frames_come_by_udp_and_of_another_codec_too()
    {
        var other = await kitchen.Recode("narrow", "hevc.mp4", "libx265", "-preset", "ultrafast", "-x265-params", "keyint=10:log-level=none");
        await using var cameras = await CameraSimulator.Start(kitchen.Folder, new Dictionary<string, string> { ["narrow"] = other }, Ct);
        using var watch = kitchen.Watch([Some.Camera(cameras.Url("narrow"), "narrow") with { Mode = CaptureMode.KeyFrames, Transport = Transport.Udp }]);
        await watch.Shows("narrow", 704, 576);
        await watch.Comes("narrow", every: 1);
    }
}
