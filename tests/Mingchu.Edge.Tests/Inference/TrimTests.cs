using Mingchu.Contracts.Messages;
using Mingchu.Edge.Capture;
using Mingchu.Edge.Config;
using Mingchu.Edge.Core.Detection;
using Mingchu.Edge.Inference;
using Mingchu.Edge.Inference.Manifests;
using Mingchu.EvalVideo;
using Mingchu.Rig;

namespace Mingchu.Edge.Tests.Inference;

/// <summary>A network whose sides are open is fed no more padding than its strides need.</summary>
public sealed class TrimTests
{
    [Fact]
    public void A_trimmed_input_scales_a_picture_as_the_whole_one_does() =>
        Gen.Select(Gen.Int[1, 4000], Gen.Int[1, 4000], Gen.Bool).Sample((width, height, centred) =>
        {
            var whole = new InputSpec("images", 416, 416, ColorOrder.Bgr, 1, [0, 0, 0], [1, 1, 1], centred ? Fit.LetterboxCentred : Fit.Letterbox, 114) { Trim = true };
            var (fedWidth, fedHeight) = whole.Trimmed(width, height, 32);
            var trimmed = whole with { Width = fedWidth, Height = fedHeight };
            var (before, after) = (Placement.Of(whole, width, height), Placement.Of(trimmed, width, height));
            Assert.Equal((before.Width, before.Height), (after.Width, after.Height));
            Assert.Equal((0, 0), (trimmed.Width % 32, trimmed.Height % 32));
            Assert.InRange(trimmed.Width, after.Width, Math.Min(416, after.Width + 32));
            Assert.InRange(trimmed.Height, after.Height, Math.Min(416, after.Height + 32));
        });

    [Theory]
    [InlineData(960, 540, 416, 256)]
    [InlineData(704, 576, 416, 352)]
    [InlineData(640, 640, 416, 416)]
    [InlineData(360, 640, 256, 416)]
    public void The_shipped_detector_leaves_padding_out(int width, int height, int fedWidth, int fedHeight)
    {
        using var detector = Shipped(trim: true);
        var input = detector.InputFor(width, height);
        Assert.Equal((fedWidth, fedHeight), (input.Width, input.Height));
    }

    /// <summary>Near the lower rim the network sees its own padding instead of grey, so scores differ a little.</summary>
    [Theory]
    [InlineData("no-cap.mp4")]
    [InlineData("mess.mp4")]
    [InlineData("closing.mp4")]
    public async Task It_finds_the_same_with_and_without_the_padding(string clip)
    {
        using var trimmed = Shipped(trim: true);
        using var whole = Shipped(trim: false);
        using var children = new ChildProcesses();
        var file = ClipFile.Open(Path.Combine(Repository.Root, "samples/footage", clip));
        var canvas = Canvas.For(file.Source, 960);
        var pairs = new List<(List<Detection> Whole, List<Detection> Trimmed)>();
        // A file is no camera: on a busy machine the next picture may take longer than one may be silent.
        var patience = new CaptureConfig { Connect = TimeSpan.FromMinutes(4), Stall = TimeSpan.FromMinutes(4) };
        var end = await new FfmpegStream(new(CameraUrl.Parse(new Uri(file.Path).AbsoluteUri).Url!, canvas, 0.5, 960) { Paced = false }, patience, children).RunAsync(pixels =>
        {
            using var frame = new Frame("clip", 0, DateTimeOffset.UnixEpoch, canvas.Width, canvas.Height, pixels);
            pairs.Add((whole.Detect(Picture.Of(frame)), trimmed.Detect(Picture.Of(frame))));
        }, TestContext.Current.CancellationToken);
        Assert.Equal((pairs.Count, CameraReasons.Ended), ((int)end.Frames, end.Reason));
        var things = pairs.SelectMany(p => p.Whole.Where(d => !d.Tentative).Select(d => (Thing: d, p.Trimmed))).ToArray();
        Assert.True(things.Length > 5, $"only {things.Length} things in {pairs.Count} pictures of {clip}");
        Assert.All(things, t => Assert.Contains(t.Trimmed, other => other.Class == t.Thing.Class && other.Box.Iou(t.Thing.Box) > 0.75f));
    }

    private static Detector Shipped(bool trim)
    {
        var errors = new List<string>();
        var manifest = (DetectorManifest)ManifestReader.Read(Path.Combine(Repository.Root, "models/kitchen"), errors)!;
        var detector = Detector.Open(manifest with { Input = manifest.Input with { Trim = trim } }, new(), errors);
        Assert.Empty(errors);
        return detector!;
    }
}
