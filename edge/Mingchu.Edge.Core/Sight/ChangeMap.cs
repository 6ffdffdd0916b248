using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mingchu.Edge.Core.Sight;

/// <summary>
/// Where a view differs in structure from its reference, per small cell, seen through a window of three by three cells. Compared are tones less
/// their mean in the window, at the best of nine places a pixel apart: neither light, nor shading, nor a soft shadow, nor a shaking camera counts.
/// </summary>
/// <param name="Difference">0 same .. 1 nothing in common.</param>
/// <param name="Fresh">Whether there is structure that the reference does not explain; what only hides or softens it brings none.</param>
/// <param name="Tone">Mean tone now.</param>
internal sealed record ChangeMap(float[] Difference, bool[] Fresh, float[] Tone)
{
    // Deviation of a pixel's noise, grey values, and the variance of tones that is nothing anyway.
    private const float Noise = 6, Nothing = 0.002f;

    /// <summary>Compares at a known place of the view: so many pixels further right and down than in the reference.</summary>
    public static ChangeMap Of(Thumbnail picture, Thumbnail reference, int right, int down)
    {
        var grid = CellGrid.Of(picture);
        var pixels = picture.Width * picture.Height;
        var pool = ArrayPool<float>.Shared;
        var (tones, old, cells) = (pool.Rent(pixels), pool.Rent(pixels), pool.Rent(grid.Count * 8));
        try
        {
            Tones.Of(picture, tones);
            Tones.Of(reference, old);
            var work = new Work(grid, tones, old, cells);
            var map = new ChangeMap(new float[grid.Count], new bool[grid.Count], work.Begin());
            map.Difference.AsSpan().Fill(2);
            for (var shift = 0; shift < 9; shift++)
                work.Compare(map, right + (shift % 3) - 1, down + (shift / 3) - 1);
            return map;
        }
        finally
        {
            pool.Return(tones);
            pool.Return(old);
            pool.Return(cells);
        }
    }

    private readonly ref struct Work(CellGrid grid, Span<float> now, Span<float> old, Span<float> buffer)
    {
        private const float Pixels = 9 * CellGrid.Side * CellGrid.Side;
        private readonly Span<float> now = now;
        private readonly Span<float> old = old;
        private readonly Span<float> sum = buffer[..grid.Count];
        private readonly Span<float> squares = buffer.Slice(grid.Count, grid.Count);
        private readonly Span<float> oldSum = buffer.Slice(grid.Count * 2, grid.Count);
        private readonly Span<float> oldSquares = buffer.Slice(grid.Count * 3, grid.Count);
        private readonly Span<float> products = buffer.Slice(grid.Count * 4, grid.Count);
        private readonly Span<float> cells = buffer.Slice(grid.Count * 5, grid.Count);
        private readonly Span<float> scratch = buffer.Slice(grid.Count * 6, grid.Count);
        private readonly Span<float> more = buffer.Slice(grid.Count * 7, grid.Count);

        /// <summary>Sums of the present picture; returns the mean of each cell.</summary>
        public float[] Begin()
        {
            Multiply(now, now, 0, 0, cells, more);
            grid.SumNeighbours(more, squares, scratch);
            var means = new float[grid.Count];
            for (var i = 0; i < means.Length; i++)
                means[i] = cells[i] / (CellGrid.Side * CellGrid.Side);
            grid.SumNeighbours(cells, sum, scratch);
            return means;
        }

        /// <summary>Takes a place of the reference into the map where it fits better than those before.</summary>
        public void Compare(ChangeMap map, int right, int down)
        {
            Multiply(old, old, right, down, cells, more);
            grid.SumNeighbours(cells, oldSum, scratch);
            grid.SumNeighbours(more, oldSquares, scratch);
            Multiply(old, now, right, down, cells, more);
            grid.SumNeighbours(more, products, scratch);
            for (var i = 0; i < sum.Length; i++)
            {
                var (mean, oldMean) = (sum[i] / Pixels, oldSum[i] / Pixels);
                var variance = MathF.Max(0, (squares[i] / Pixels) - (mean * mean));
                var oldVariance = MathF.Max(0, (oldSquares[i] / Pixels) - (oldMean * oldMean));
                var together = (products[i] / Pixels) - (mean * oldMean);
                var lifted = Tones.Lifted(MathF.Min(mean, oldMean));
                var noise = Nothing + (Noise * Noise / (lifted * lifted));
                var difference = 1 - (((2 * together) + noise) / (variance + oldVariance + noise));
                if (difference >= map.Difference[i])
                    continue;
                map.Difference[i] = difference;
                var explained = oldVariance > 1e-6f && together > 0 ? together * together / oldVariance : 0;
                map.Fresh[i] = variance - explained > 2 * noise;
            }
        }

        /// <summary>Sums of a shifted picture, and of its products with another, per cell; beyond the border its last pixels go on.</summary>
        private void Multiply(ReadOnlySpan<float> shifted, ReadOnlySpan<float> other, int right, int down, Span<float> sums, Span<float> times)
        {
            var (width, height) = (grid.Columns * CellGrid.Side, grid.Rows * CellGrid.Side);
            ref var a = ref MemoryMarshal.GetReference(shifted);
            ref var b = ref MemoryMarshal.GetReference(other);
            for (var row = 0; row < grid.Rows; row++)
                for (var column = 0; column < grid.Columns; column++)
                {
                    var (total, product) = (Vector128<float>.Zero, Vector128<float>.Zero);
                    var from = Math.Clamp((column * CellGrid.Side) - right, 0, width - CellGrid.Side);
                    for (var y = row * CellGrid.Side; y < (row + 1) * CellGrid.Side; y++)
                    {
                        var p = Vector128.LoadUnsafe(ref a, (nuint)((Math.Clamp(y - down, 0, height - 1) * width) + from));
                        total += p;
                        product += p * Vector128.LoadUnsafe(ref b, (nuint)((y * width) + (column * CellGrid.Side)));
                    }
                    var at = (row * grid.Columns) + column;
                    (sums[at], times[at]) = (Vector128.Sum(total), Vector128.Sum(product));
                }
        }
    }
}
