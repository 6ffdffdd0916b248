using Mingchu.Contracts.Messages;
using Mingchu.Edge.Config;
using Mingchu.Edge.Tests.Support;

namespace Mingchu.Edge.Tests.Capture;

/// <summary>Cameras whose stream or settings change while real ffmpeg reads them from a real RTSP server.</summary>
[Collection(CaptureKitchen.OneAtATime)]
[Trait("row", "A1")]
public sealed class CaptureChangeTests : IAsyncLifetime
{
    private CaptureKitchen kitchen = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => kitchen = await CaptureKitchen.Open(Ct);

    public async ValueTask DisposeAsync() => await kitchen.DisposeAsync();

    [Fact]
    public async Task A_change_of_resolution_in_mid_stream_changes_the_frames_and_is_no_outage()
    {
        using var watch = kitchen.Watch(("wide", kitchen.Simulator.Url("wide")));
        await watch.Shows("wide", 960, 540);
        await kitchen.Simulator.Change("wide", kitchen.Folder.At("narrow.mp4"));
        await watch.Shows("wide", 704, 576);
        await kitchen.Simulator.Change("wide", kitchen.Folder.At("wide.mp4"));
        await watch.Shows("wide", 960, 540);
        Assert.DoesNotContain(CameraState.Offline, watch.States("wide"));
    }

    /// <summary>The picture's size goes to and fro with the codec, which shows that the new one is decoded.</summary>
    [Fact]
    public async Task A_camera_that_changes_its_codec_is_watched_again_in_each()
    {
        var (h265, mjpeg) = (await kitchen.Recode("narrow", "h265.mp4", "libx265", "-x265-params", "log-level=none"), await kitchen.Recode("wide", "mjpeg.avi", "mjpeg", "-huffman", "default"));
        using var watch = kitchen.Watch(("wide", kitchen.Simulator.Url("wide")));
        await watch.Shows("wide", 960, 540);
        await kitchen.Simulator.Change("wide", h265);
        await watch.Shows("wide", 704, 576);
        await kitchen.Simulator.Change("wide", mjpeg);
        await watch.Shows("wide", 960, 540);
    }

    [Fact]
    public async Task An_adaptive_camera_goes_over_between_key_frames_and_all_pictures_without_an_outage()
    {
        using var watch = kitchen.Watch([Some.Camera(kitchen.Simulator.Url("wide"), "wide") with { Mode = CaptureMode.Adaptive }]);
        await watch.Comes("wide", every: 0.2);
        watch.Demand.Needed = false;
        await watch.Comes("wide", every: 1);
        watch.Demand.Needed = true;
        await watch.Comes("wide", every: 0.2);
        Assert.Equal([CameraState.Online], watch.States("wide"));
        await Until.True(() => CaptureKitchen.Ffmpegs().Count() == 1, "one ffmpeg left");
    }

    [Fact]
    public async Task Another_mode_and_another_address_are_gone_over_to_without_an_outage()
    {
        var camera = Some.Camera(kitchen.Simulator.Url("wide"), "camera");
        using var watch = kitchen.Watch([camera]);
        await watch.Shows("camera", 960, 540);
        await watch.Comes("camera", every: 0.2);
        watch.Captures[0].Change(camera with { Mode = CaptureMode.KeyFrames, Transport = Transport.Udp }, watch.Config);
        await watch.Comes("camera", every: 1);
        watch.Captures[0].Change(Some.Camera(kitchen.Simulator.Url("narrow"), "camera"), watch.Config);
        await watch.Shows("camera", 704, 576);
        await watch.Comes("camera", every: 0.2);
        Assert.Equal([CameraState.Online], watch.States("camera"));
        watch.Captures[0].Change(Some.Camera(kitchen.Simulator.Url("nowhere"), "camera"), watch.Config);
        await watch.Is("camera", CameraState.Offline, CameraReasons.NotFound);
        watch.Captures[0].Change(camera, watch.Config);
        await watch.Is("camera", CameraState.Online);
    }
}
