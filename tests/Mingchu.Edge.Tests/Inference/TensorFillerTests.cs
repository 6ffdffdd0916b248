using Mingchu.Edge.Inference;
using Mingchu.Edge.Inference.Manifests;
using OpenCvSharp;

namespace Mingchu.Edge.Tests.Inference;

public sealed class TensorFillerTests
{
    // Half a step is OpenCV's own rounding to bytes; the rest is its fixed-point weights.
    private const float Tolerance = 1.01f;

    [Theory]
    [InlineData(960, 540, 416, 416)]
    [InlineData(640, 480, 416, 416)]
    [InlineData(416, 416, 416, 416)]
    [InlineData(1920, 1080, 320, 192)]
    [InlineData(43, 57, 112, 112)]
    [InlineData(200, 100, 112, 112)]
    [InlineData(17, 300, 64, 64)]
    [InlineData(1, 1, 16, 16)]
    [InlineData(5, 3, 4, 4)]
    public void It_resizes_as_OpenCV_does_and_pads_the_rest(int width, int height, int toWidth, int toHeight)
    {
        var spec = Spec(toWidth, toHeight);
        var bgr = Noise(width, height);
        var tensor = new float[spec.Size];
        var fitted = new TensorFiller(spec).Fill(bgr, width * 3, width, height, tensor);

        using var source = Mat.FromPixelData(height, width, MatType.CV_8UC3, bgr);
        using var resized = new Mat();
        Cv2.Resize(source, resized, new(fitted.Width, fitted.Height), interpolation: fitted.Width < width ? InterpolationFlags.Area : InterpolationFlags.Linear);
        Assert.True(fitted.Width == toWidth || fitted.Height == toHeight);
        for (var y = 0; y < toHeight; y++)
        {
            for (var x = 0; x < toWidth; x++)
            {
                var inside = x < fitted.Width && y < fitted.Height;
                var expected = inside ? resized.At<Vec3b>(y, x) : new Vec3b(114, 114, 114);
                for (var c = 0; c < 3; c++)
                    Assert.InRange(tensor[(c * toWidth * toHeight) + (y * toWidth) + x], expected[c] - Tolerance, expected[c] + Tolerance);
            }
        }
    }

    [Theory]
    [InlineData(960, 540, 112, 112)]
    [InlineData(30, 60, 112, 112)]
    [InlineData(100, 112, 112, 112)]
    public void Stretching_fills_the_whole_input(int width, int height, int toWidth, int toHeight)
    {
        var spec = Spec(toWidth, toHeight) with { Fit = Fit.Stretch };
        var bgr = Enumerable.Repeat((byte)200, width * height * 3).ToArray();
        var tensor = new float[spec.Size];
        Assert.Equal(new(0, 0, toWidth, toHeight), new TensorFiller(spec).Fill(bgr, width * 3, width, height, tensor));
        Assert.All(tensor, v => Assert.Equal(200, v, 0.001));
    }

    [Theory]
    [InlineData(640, 360, 64, 64, 0, 14, 64, 36)]
    [InlineData(360, 640, 64, 64, 14, 0, 36, 64)]
    [InlineData(641, 360, 64, 64, 0, 14, 64, 36)]
    [InlineData(100, 97, 64, 64, 0, 1, 64, 62)]
    [InlineData(100, 95, 64, 64, 0, 1, 64, 61)]
    [InlineData(1, 1000, 64, 64, 31, 0, 1, 64)]
    public void A_centred_letterbox_is_the_other_one_moved_to_the_middle(int width, int height, int toWidth, int toHeight, int left, int top, int w, int h)
    {
        var bgr = Noise(width, height);
        var (corner, centred) = (new float[Spec(toWidth, toHeight).Size], new float[Spec(toWidth, toHeight).Size]);
        new TensorFiller(Spec(toWidth, toHeight)).Fill(bgr, width * 3, width, height, corner);
        var place = new TensorFiller(Spec(toWidth, toHeight) with { Fit = Fit.LetterboxCentred }).Fill(bgr, width * 3, width, height, centred);
        Assert.Equal(new(left, top, w, h), place);
        for (var c = 0; c < 3; c++)
            for (var y = 0; y < toHeight; y++)
                for (var x = 0; x < toWidth; x++)
                {
                    var inside = x >= left && x < left + w && y >= top && y < top + h;
                    var expected = inside ? corner[(c * toWidth * toHeight) + ((y - top) * toWidth) + x - left] : 114;
                    Assert.Equal(expected, centred[(c * toWidth * toHeight) + (y * toWidth) + x]);
                }
        var box = place.InPicture(left, top, left + w, top + h);
        Assert.Equal(new(0, 0, 1, 1), box);
    }

    [Fact]
    public void Colour_order_scale_mean_and_deviation_are_the_manifests()
    {
        var spec = Spec(16, 16) with { Color = ColorOrder.Rgb, Scale = 0.5f, Mean = [1, 2, 3], Std = [2, 4, 8] };
        var bgr = new byte[16 * 8 * 3];
        for (var i = 0; i < bgr.Length; i += 3)
            (bgr[i], bgr[i + 1], bgr[i + 2]) = (10, 20, 30);
        var tensor = new float[spec.Size];
        new TensorFiller(spec).Fill(bgr, 48, 16, 8, tensor);
        float[] expected = [((30 * 0.5f) - 1) / 2, ((20 * 0.5f) - 2) / 4, ((10 * 0.5f) - 3) / 8];
        float[] pad = [((114 * 0.5f) - 1) / 2, ((114 * 0.5f) - 2) / 4, ((114 * 0.5f) - 3) / 8];
        for (var c = 0; c < 3; c++)
        {
            Assert.Equal(expected[c], tensor[(c * 256) + 17], 0.0001);
            Assert.Equal(pad[c], tensor[(c * 256) + 255], 0.0001);
        }
    }

    [Fact]
    public void One_filler_serves_pictures_of_changing_sizes()
    {
        var spec = Spec(64, 64);
        var filler = new TensorFiller(spec);
        foreach (var (width, height) in ((int, int)[])[(200, 100), (30, 60), (200, 100), (64, 64), (500, 20), (30, 60)])
        {
            var bgr = Noise(width, height);
            var (used, fresh) = (new float[spec.Size], new float[spec.Size]);
            filler.Fill(bgr, width * 3, width, height, used);
            new TensorFiller(spec).Fill(bgr, width * 3, width, height, fresh);
            Assert.Equal(fresh, used);
        }
    }

    [Fact]
    public void A_region_of_a_larger_picture_is_cut_by_its_stride()
    {
        var spec = Spec(32, 32);
        var picture = Noise(100, 80);
        var region = new byte[40 * 30 * 3];
        for (var y = 0; y < 30; y++)
            picture.AsSpan((((y + 50) * 100) + 60) * 3, 120).CopyTo(region.AsSpan(y * 120));
        var (inPlace, copied) = (new float[spec.Size], new float[spec.Size]);
        new TensorFiller(spec).Fill(picture.AsSpan(((50 * 100) + 60) * 3), 300, 40, 30, inPlace);
        new TensorFiller(spec).Fill(region, 120, 40, 30, copied);
        Assert.Equal(copied, inPlace);
    }

    [Theory]
    [InlineData(10, 10, 299, 30)]
    [InlineData(10, 10, 300, 29)]
    [InlineData(0, 10, 300, 30)]
    public void A_buffer_that_is_too_small_is_refused(int width, int height, int bytes, int stride) =>
        Assert.Throws<ArgumentException>(() => new TensorFiller(Spec(8, 8)).Fill(new byte[bytes], stride, width, height, new float[192]));

    [Fact]
    public void Nothing_is_allocated_once_the_sizes_are_known()
    {
        var spec = Spec(416, 416);
        var filler = new TensorFiller(spec);
        var (bgr, tensor) = (Noise(960, 540), new float[spec.Size]);
        filler.Fill(bgr, 2880, 960, 540, tensor);
        var before = GC.GetAllocatedBytesForCurrentThread();
        filler.Fill(bgr, 2880, 960, 540, tensor);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static InputSpec Spec(int width, int height) => new("images", width, height, ColorOrder.Bgr, 1, [0, 0, 0], [1, 1, 1], Fit.Letterbox, 114);

    private static byte[] Noise(int width, int height)
    {
        var bytes = new byte[width * height * 3];
        new Random(width + height).NextBytes(bytes);
        return bytes;
    }
}
