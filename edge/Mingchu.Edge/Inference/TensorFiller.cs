using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Mingchu.Edge.Inference.Manifests;

namespace Mingchu.Edge.Inference;

/// <summary>
/// Packed BGR bytes to a network's planar floats in one pass: resize, colour order, normalise, pad. No allocation once the sizes are known.
/// Not safe for two threads at once: one per worker.
/// </summary>
public sealed class TensorFiller
{
    private readonly InputSpec spec;
    private readonly AxisTaps columns = new();
    private readonly AxisTaps rows = new();
    private readonly Vector128<float> gain;
    private readonly Vector128<float> offset;
    private readonly float[] pad = new float[3];
    private readonly int[] plane = new int[3];
    private float[] line = [];

    /// <summary>For the input that <paramref name="spec"/> describes.</summary>
    public TensorFiller(InputSpec spec)
    {
        this.spec = spec;
        Span<float> gains = stackalloc float[4], offsets = stackalloc float[4];
        for (var blueFirst = 0; blueFirst < 3; blueFirst++)
        {
            var channel = spec.Color == ColorOrder.Bgr ? blueFirst : 2 - blueFirst;
            gains[blueFirst] = spec.Scale / spec.Std[channel];
            offsets[blueFirst] = -spec.Mean[channel] / spec.Std[channel];
            pad[blueFirst] = (spec.Pad * gains[blueFirst]) + offsets[blueFirst];
            plane[blueFirst] = channel * spec.Width * spec.Height;
        }
        gain = Vector128.Create(gains);
        offset = Vector128.Create(offsets);
    }

    /// <summary>Fills <paramref name="tensor"/> (<see cref="InputSpec.Size"/> floats) and returns where the picture is in it.</summary>
    /// <param name="bgr">First pixel of the region.</param>
    /// <param name="stride">Bytes from one row to the next.</param>
    /// <param name="width">Pixels per row of the region.</param>
    /// <param name="height">Rows of the region.</param>
    public Placement Fill(ReadOnlySpan<byte> bgr, int stride, int width, int height, Span<float> tensor)
    {
        if (width < 1 || height < 1 || stride < width * 3 || bgr.Length < ((long)stride * (height - 1)) + (width * 3))
            throw new ArgumentException($"{bgr.Length} bytes do not hold {width} x {height} pixels with {stride} bytes per row", nameof(bgr));
        if (tensor.Length != spec.Size)
            throw new ArgumentException($"expected {spec.Size} floats, got {tensor.Length}", nameof(tensor));
        var place = Placement.Of(spec, width, height);
        columns.Build(width, place.Width);
        rows.Build(height, place.Height);
        // One float more, because four are read at the last pixel's three.
        if (line.Length < (width * 3) + 1)
            line = new float[(width * 3) + 1];

        for (var y = 0; y < place.Height; y++)
        {
            Blend(bgr[(rows.First[y] * stride)..], stride, width * 3, rows.Weights.Slice(y * rows.Taps, rows.Taps).TrimEnd(0f), line);
            Spread(line, columns, tensor, ((place.Top + y) * spec.Width) + place.Left);
        }
        Pad(tensor, place);
        return place;
    }

    /// <summary>Weighted sum of as many source rows as there are weights.</summary>
    private static void Blend(ReadOnlySpan<byte> source, int stride, int count, ReadOnlySpan<float> weights, Span<float> sum)
    {
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(sum);
        var (i, step) = (0, Vector<float>.Count);
        for (; i <= count - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector<float> a = default, b = default, c = default, d = default;
            for (var t = 0; t < weights.Length; t++)
            {
                var weight = Vector.Create(weights[t]);
                Vector.Widen(Vector.LoadUnsafe(ref from, (nuint)((t * stride) + i)), out var low, out var high);
                Vector.Widen(low, out var p, out var q);
                Vector.Widen(high, out var r, out var s);
                // Through int: the conversion from unsigned has no single instruction.
                a = Vector.FusedMultiplyAdd(Vector.ConvertToSingle(p.As<uint, int>()), weight, a);
                b = Vector.FusedMultiplyAdd(Vector.ConvertToSingle(q.As<uint, int>()), weight, b);
                c = Vector.FusedMultiplyAdd(Vector.ConvertToSingle(r.As<uint, int>()), weight, c);
                d = Vector.FusedMultiplyAdd(Vector.ConvertToSingle(s.As<uint, int>()), weight, d);
            }
            a.StoreUnsafe(ref to, (nuint)i);
            b.StoreUnsafe(ref to, (nuint)(i + step));
            c.StoreUnsafe(ref to, (nuint)(i + (2 * step)));
            d.StoreUnsafe(ref to, (nuint)(i + (3 * step)));
        }
        for (; i < count; i++)
        {
            var value = 0f;
            for (var t = 0; t < weights.Length; t++)
                value += source[(t * stride) + i] * weights[t];
            sum[i] = value;
        }
    }

    /// <summary>Resizes one row of pixels, normalises them and writes each channel to its plane.</summary>
    private void Spread(ReadOnlySpan<float> source, AxisTaps taps, Span<float> tensor, int start)
    {
        ref var from = ref MemoryMarshal.GetReference(source);
        var blue = tensor.Slice(plane[0] + start, taps.Target);
        var green = tensor.Slice(plane[1] + start, taps.Target);
        var red = tensor.Slice(plane[2] + start, taps.Target);
        ref var weight = ref MemoryMarshal.GetReference(taps.Weights);
        var first = taps.First;
        var count = taps.Taps;
        for (var x = 0; x < blue.Length; x++)
        {
            Vector128<float> pixel = default;
            for (var t = 0; t < count; t++)
            {
                pixel = Vector128.FusedMultiplyAdd(Vector128.LoadUnsafe(ref from, (nuint)((first[x] + t) * 3)), Vector128.Create(weight), pixel);
                weight = ref Unsafe.Add(ref weight, 1);
            }
            pixel = Vector128.FusedMultiplyAdd(pixel, gain, offset);
            blue[x] = pixel.GetElement(0);
            green[x] = pixel.GetElement(1);
            red[x] = pixel.GetElement(2);
        }
    }

    private void Pad(Span<float> tensor, Placement place)
    {
        for (var channel = 0; channel < 3; channel++)
        {
            var area = tensor.Slice(plane[channel], spec.Width * spec.Height);
            area[..(place.Top * spec.Width)].Fill(pad[channel]);
            area[((place.Top + place.Height) * spec.Width)..].Fill(pad[channel]);
            if (place.Width < spec.Width)
                for (var y = place.Top; y < place.Top + place.Height; y++)
                {
                    var row = area.Slice(y * spec.Width, spec.Width);
                    row[..place.Left].Fill(pad[channel]);
                    row[(place.Left + place.Width)..].Fill(pad[channel]);
                }
        }
    }
}
