using Mingchu.Edge.Core.Geometry;
using Mingchu.Edge.Evidence;
using Mingchu.Edge.Tests.Support;

namespace Mingchu.Edge.Tests.Evidence;

/// <summary>Pictures where there is no OpenCV.</summary>
public sealed class FfmpegPicturesTests
{
    [Fact]
    public void A_picture_with_an_outline_comes_back_as_it_was()
    {
        var (width, height) = (64, 48);
        var grey = new byte[width * height * 3];
        Array.Fill(grey, (byte)128);
        var outlined = FfmpegPictures.Outlined(grey, width, height, [new Box(0.25f, 0.25f, 0.75f, 0.75f), new Box(-1, -1, 9, 9)]);
        Assert.Equal((40, 40, 230), (outlined[(12 * width + 16) * 3], outlined[(12 * width + 16) * 3 + 1], outlined[(12 * width + 16) * 3 + 2]));
        Assert.Equal(128, outlined[(24 * width + 32) * 3]);

        var jpeg = FfmpegPictures.Encode(grey, width, height);
        using var frame = FfmpegPictures.Read(jpeg, "stove", Some.At);
        Assert.Equal((width, height), (frame!.Width, frame.Height));
        Assert.All(frame.Bgr.ToArray(), b => Assert.InRange(b, 125, 131));
        using var byOpenCv = EvidencePictures.Read(jpeg, "stove", Some.At);
        Assert.Equal((width, height), (byOpenCv!.Width, byOpenCv.Height));
    }

    [Fact]
    public void What_is_no_picture_is_none()
    {
        Assert.Null(FfmpegPictures.Read([], "stove", Some.At));
        Assert.Null(FfmpegPictures.Read("#EXTM3U\nhttp://host/"u8.ToArray(), "stove", Some.At));
        Assert.Null(FfmpegPictures.Read([0xff, 0xd8, 0xff, 0, 1, 2], "stove", Some.At));
    }
}
