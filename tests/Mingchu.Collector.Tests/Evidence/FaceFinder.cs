using Microsoft.ML.OnnxRuntime;
using SkiaSharp;

namespace Mingchu.Collector.Tests.Evidence;

/// <summary>
/// YuNet, a face detector that others trained and that has nothing to do with the product: BGR 0 to 255 of 640 x 640; per cell of the strides 8, 16 and 32 a class and an object score, whose
/// geometric mean is the face's, and a box: centre = (cell + d) * stride, size = exp(s) * stride (Wu et al. 2023).
/// </summary>
internal sealed class FaceFinder(string file) : IDisposable
{
    private const int Side = 640;
    private static readonly int[] Strides = [8, 16, 32];
    private readonly InferenceSession session = new(file, new SessionOptions { IntraOpNumThreads = 1 });

    /// <summary>Faces of at least that score, in parts of the picture, the best first, each once.</summary>
    public IReadOnlyList<Face> Find(SKBitmap picture, float floor)
    {
        var scale = Side / (float)Math.Max(picture.Width, picture.Height);
        using var fitted = new SKBitmap(new SKImageInfo(Side, Side, SKColorType.Bgra8888, SKAlphaType.Opaque));
        using (var canvas = new SKCanvas(fitted))
        using (var image = SKImage.FromBitmap(picture))
        {
            canvas.Clear(SKColors.Black);
            canvas.DrawImage(image, new SKRect(0, 0, picture.Width * scale, picture.Height * scale), new SKSamplingOptions(SKCubicResampler.Mitchell));
        }

        var planes = new float[3 * Side * Side];
        var pixels = fitted.GetPixelSpan();
        for (var i = 0; i < Side * Side; i++)
            for (var channel = 0; channel < 3; channel++)
                planes[(channel * Side * Side) + i] = pixels[(i * 4) + channel];
        using var input = OrtValue.CreateTensorValueFromMemory(planes, [1, 3, Side, Side]);
        using var options = new RunOptions();
        string[] names = [.. from kind in (string[])["cls", "obj", "bbox"] from stride in Strides select $"{kind}_{stride}"];
        using var outputs = session.Run(options, [session.InputNames[0]], [input], names);
        List<Face> all = [];
        for (var level = 0; level < Strides.Length; level++)
            all.AddRange(Decode(outputs[level], outputs[3 + level], outputs[6 + level], Strides[level], floor, picture.Width * scale, picture.Height * scale));
        List<Face> kept = [];
        foreach (var face in all.OrderByDescending(f => f.Score))
            if (kept.All(k => k.Overlap(face) < 0.3))
                kept.Add(face);
        return kept;
    }

    public void Dispose() => session.Dispose();

    private static IEnumerable<Face> Decode(OrtValue classes, OrtValue objects, OrtValue boxes, int stride, float floor, float width, float height)
    {
        var (type, thing, box) = (classes.GetTensorDataAsSpan<float>().ToArray(), objects.GetTensorDataAsSpan<float>().ToArray(), boxes.GetTensorDataAsSpan<float>().ToArray());
        for (var i = 0; i < type.Length; i++)
        {
            var score = MathF.Sqrt(Math.Clamp(type[i], 0, 1) * Math.Clamp(thing[i], 0, 1));
            if (score < floor)
                continue;
            var (column, row) = (i % (Side / stride), i / (Side / stride));
            var (x, y) = ((column + box[i * 4]) * stride, (row + box[(i * 4) + 1]) * stride);
            var (w, h) = (MathF.Exp(box[(i * 4) + 2]) * stride, MathF.Exp(box[(i * 4) + 3]) * stride);
            yield return new(score, (x - (w / 2)) / width, (y - (h / 2)) / height, (x + (w / 2)) / width, (y + (h / 2)) / height);
        }
    }
}

/// <summary>A face, in parts of the picture.</summary>
internal sealed record Face(float Score, float Left, float Top, float Right, float Bottom)
{
    /// <summary>Intersection over union.</summary>
    public float Overlap(Face other)
    {
        var both = Math.Max(0, Math.Min(Right, other.Right) - Math.Max(Left, other.Left)) * Math.Max(0, Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top));
        return both / (Area + other.Area - both);
    }

    /// <summary>Whether its middle lies within.</summary>
    public bool IsIn(double left, double top, double right, double bottom) => (Left + Right) / 2 is var x && (Top + Bottom) / 2 is var y && x >= left && x <= right && y >= top && y <= bottom;

    private float Area => (Right - Left) * (Bottom - Top);
}
