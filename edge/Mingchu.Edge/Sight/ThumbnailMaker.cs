using Mingchu.Edge.Core.Sight;
using Mingchu.Edge.Inference;
using Mingchu.Edge.Inference.Manifests;

namespace Mingchu.Edge.Sight;

/// <summary>Pictures to thumbnails, by averaging. Keeps its buffers from one to the next; one per camera, one thread at a time.</summary>
public sealed class ThumbnailMaker
{
    private const float Blue = 0.114f, Green = 0.587f, Red = 0.299f;
    private (int Width, int Height) size;
    private TensorFiller? filler;
    private float[] planes = [];

    /// <summary>The thumbnail of a picture.</summary>
    public Thumbnail Of(in Picture picture)
    {
        var wanted = Thumbnail.SizeFor(picture.Width, picture.Height);
        if (filler is null || wanted != size)
        {
            size = wanted;
            var spec = new InputSpec("thumbnail", size.Width, size.Height, ColorOrder.Bgr, 1, [0, 0, 0], [1, 1, 1], Fit.Stretch, 0);
            (filler, planes) = (new(spec), new float[spec.Size]);
        }
        filler.Fill(picture.Bgr.Span, picture.Width * 3, picture.Width, picture.Height, planes);
        var grey = new byte[size.Width * size.Height];
        var blue = planes.AsSpan(0, grey.Length);
        var green = planes.AsSpan(grey.Length, grey.Length);
        var red = planes.AsSpan(2 * grey.Length, grey.Length);
        for (var i = 0; i < grey.Length; i++)
            grey[i] = (byte)((blue[i] * Blue) + (green[i] * Green) + (red[i] * Red) + 0.5f);
        return new(size.Width, size.Height, grey);
    }
}
