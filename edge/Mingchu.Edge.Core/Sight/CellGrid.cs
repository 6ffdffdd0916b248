using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mingchu.Edge.Core.Sight;

/// <summary>The small cells of 4 x 4 pixels that a thumbnail is cut into; one number per cell, row after row.</summary>
/// <param name="Columns">Cells per row.</param>
/// <param name="Rows">Rows of cells.</param>
internal readonly record struct CellGrid(int Columns, int Rows)
{
    public const int Side = 4;

    public static CellGrid Of(Thumbnail thumbnail) => new(thumbnail.Width / Side, thumbnail.Height / Side);

    public int Count => Columns * Rows;

    /// <summary>Mean of each cell.</summary>
    public float[] Means(ReadOnlySpan<float> pixels)
    {
        var means = new float[Count];
        var width = Columns * Side;
        ref var first = ref MemoryMarshal.GetReference(pixels);
        for (var row = 0; row < Rows; row++)
            for (var column = 0; column < Columns; column++)
            {
                var sum = Vector128<float>.Zero;
                for (var y = 0; y < Side; y++)
                    sum += Vector128.LoadUnsafe(ref first, (nuint)((((row * Side) + y) * width) + (column * Side)));
                means[(row * Columns) + column] = Vector128.Sum(sum) / (Side * Side);
            }
        return means;
    }

    /// <summary>Sum over each cell and its eight neighbours; cells outside count nothing.</summary>
    public void SumNeighbours(ReadOnlySpan<float> cells, Span<float> sums, Span<float> scratch)
    {
        for (var row = 0; row < Rows; row++)
        {
            var line = cells.Slice(row * Columns, Columns);
            var across = scratch.Slice(row * Columns, Columns);
            for (var x = 1; x < Columns - 1; x++)
                across[x] = line[x - 1] + line[x] + line[x + 1];
            across[0] = line[0] + line[1];
            across[^1] = line[^2] + line[^1];
        }
        for (var row = 0; row < Rows; row++)
        {
            var (above, here, below) = (Math.Max(0, row - 1) * Columns, row * Columns, Math.Min(Rows - 1, row + 1) * Columns);
            var inner = row > 0 && row < Rows - 1;
            for (var x = 0; x < Columns; x++)
                sums[here + x] = inner ? scratch[above + x] + scratch[here + x] + scratch[below + x]
                    : row == 0 ? scratch[here + x] + scratch[below + x]
                    : scratch[above + x] + scratch[here + x];
        }
    }
}
