using System.Buffers;
using System.Collections.Concurrent;
using Mingchu.Edge.Core.Detection;
using Mingchu.Edge.Core.Geometry;
using Mingchu.Edge.Core.Uniform;
using Mingchu.Edge.Inference.Manifests;

namespace Mingchu.Edge.Inference;

/// <summary>A network that reads attributes of things a detector found, or describes them by an embedding, several crops in one run. Safe for several threads.</summary>
public sealed class AttributeClassifier : IDisposable
{
    /// <summary>Crops of one run; more people than this in one view are read in several runs.</summary>
    private const int LargestBatch = 8;

    private readonly ModelSession session;
    private readonly ConcurrentBag<TensorFiller> fillers = [];
    private readonly float minPixels;

    private AttributeClassifier(ClassifierManifest manifest, ModelSession session)
    {
        Manifest = manifest;
        this.session = session;
        minPixels = manifest.Attributes.Select(a => a.MinPixels).Concat(manifest.Embedding is { } e ? [e.MinPixels] : []).Min();
    }

    /// <summary>What it was made from.</summary>
    public ClassifierManifest Manifest { get; }

    /// <summary>The classifier, or null and every reason why not.</summary>
    public static AttributeClassifier? Open(ClassifierManifest manifest, InferenceSettings settings, List<string> errors)
    {
        List<TensorSpec> outputs = [.. manifest.Attributes.Select(a => new TensorSpec(a.Output, [1, a.Values.Count]))];
        if (manifest.Embedding is { } embedding)
            outputs.Add(new(embedding.Output, [1, embedding.Size]));
        return ModelSession.Open(manifest, outputs, LargestBatch, settings, errors) is { } session ? new(manifest, session) : null;
    }

    /// <summary>Readings for each box, in the boxes' order. A box too narrow for all that is read costs no run.</summary>
    public CropReading[] Read(in Picture picture, IReadOnlyList<Box> boxes)
    {
        var result = new CropReading[boxes.Count];
        var large = new List<int>(boxes.Count);
        for (var i = 0; i < boxes.Count; i++)
        {
            if (boxes[i].Width * picture.Width >= minPixels && boxes[i].Area > 0)
                large.Add(i);
            else
                result[i] = new([.. Manifest.Attributes.Select(a => new AttributeReading(a.Name, null, 0))], null);
        }
        if (large.Count == 0)
            return result;

        var lane = session.Rent();
        var filler = fillers.TryTake(out var used) ? used : new(Manifest.Input);
        try
        {
            for (var start = 0; start < large.Count; start += session.MaxBatch)
            {
                var batch = Math.Min(session.MaxBatch, large.Count - start);
                for (var i = 0; i < batch; i++)
                    Cut(picture, boxes[large[start + i]], filler, lane.Input.AsSpan(i * Manifest.Input.Size, Manifest.Input.Size));
                session.Run(lane, batch);
                for (var i = 0; i < batch; i++)
                {
                    var pixels = boxes[large[start + i]].Width * picture.Width;
                    result[large[start + i]] = new(Answers(lane, i, pixels), Described(lane, i, pixels));
                }
            }
        }
        finally
        {
            session.Return(lane);
            fillers.Add(filler);
        }
        return result;
    }

    /// <summary>Disposes the network; no run may be under way.</summary>
    public void Dispose() => session.Dispose();

    private AttributeReading[] Answers(Lane lane, int entry, float pixels)
    {
        var readings = new AttributeReading[Manifest.Attributes.Count];
        for (var a = 0; a < readings.Length; a++)
        {
            var attribute = Manifest.Attributes[a];
            var logits = lane.Outputs[a].AsSpan(entry * attribute.Values.Count, attribute.Values.Count);
            var (value, probability) = Softmax.Best(logits, attribute.Temperature);
            var determined = probability >= attribute.Determined && pixels >= attribute.MinPixels;
            readings[a] = new(attribute.Name, determined ? attribute.Values[value].Name : null, probability) { Quorum = attribute.Quorum };
        }
        return readings;
    }

    private float[]? Described(Lane lane, int entry, float pixels) =>
        Manifest.Embedding is { } spec && pixels >= spec.MinPixels ? Embedding.Normalised(lane.Outputs[^1].AsSpan(entry * spec.Size, spec.Size)) : null;

    private void Cut(in Picture picture, Box box, TensorFiller filler, Span<float> tensor)
    {
        var crop = Manifest.Crop;
        var (x, y) = (box.Centre.X * picture.Width, box.Centre.Y * picture.Height);
        var (w, h) = (box.Width * picture.Width, box.Height * picture.Height);
        var left = (int)MathF.Round(x - (crop.Left * w));
        var top = (int)MathF.Round(y - (crop.Top * h));
        var width = Math.Max((int)MathF.Round(x + (crop.Right * w)) - left, 1);
        var height = Math.Max((int)MathF.Round(y + (crop.Bottom * h)) - top, 1);
        var stride = picture.Width * 3;
        if (left >= 0 && top >= 0 && left + width <= picture.Width && top + height <= picture.Height)
        {
            filler.Fill(picture.Bgr.Span[((top * stride) + (left * 3))..], stride, width, height, tensor);
            return;
        }
        var region = ArrayPool<byte>.Shared.Rent(width * height * 3);
        CopyPadded(picture, left, top, width, height, Manifest.Input.Pad, region);
        filler.Fill(region, width * 3, width, height, tensor);
        ArrayPool<byte>.Shared.Return(region);
    }

    private static void CopyPadded(in Picture picture, int left, int top, int width, int height, byte pad, Span<byte> region)
    {
        region[..(width * height * 3)].Fill(pad);
        var (from, to) = (Math.Max(left, 0), Math.Min(left + width, picture.Width));
        for (var y = Math.Max(top, 0); y < Math.Min(top + height, picture.Height) && from < to; y++)
            picture.Bgr.Span.Slice(((y * picture.Width) + from) * 3, (to - from) * 3).CopyTo(region[((((y - top) * width) + from - left) * 3)..]);
    }
}
