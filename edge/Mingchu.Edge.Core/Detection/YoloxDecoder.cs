namespace Mingchu.Edge.Core.Detection;

/// <summary>
/// Raw output of a YOLOX head to boxes. One row per cell of each stride's grid, row-major, strides in the given order:
/// <c>dx, dy, log w, log h, objectness, class scores...</c>, objectness and classes already between 0 and 1;
/// centre = (d + cell) * stride, size = exp(log) * stride, score = objectness * class (YOLOX, Ge et al. 2021).
/// </summary>
public sealed class YoloxDecoder
{
    private readonly (int Stride, int Columns, int Rows)[] grids;

    /// <summary>For an input of <paramref name="width"/> x <paramref name="height"/> pixels, both multiples of every stride.</summary>
    public YoloxDecoder(int width, int height, IReadOnlyList<int> strides, int classes)
    {
        grids = [.. strides.Select(s => (s, width / s, height / s))];
        Rows = grids.Sum(g => g.Columns * g.Rows);
        Columns = 5 + classes;
    }

    /// <summary>Rows of the output.</summary>
    public int Rows { get; }

    /// <summary>Columns of the output: 5 + classes.</summary>
    public int Columns { get; }

    /// <summary>Appends every (row, class) whose score reaches the class's floor. NaN and infinite rows are passed over.</summary>
    public void Decode(ReadOnlySpan<float> output, ReadOnlySpan<float> floors, List<Candidate> into)
    {
        if (output.Length != Rows * Columns)
            throw new ArgumentException($"expected {Rows} x {Columns} values, got {output.Length}", nameof(output));
        if (floors.Length != Columns - 5)
            throw new ArgumentException($"expected {Columns - 5} floors, got {floors.Length}", nameof(floors));
        var lowest = float.PositiveInfinity;
        foreach (var floor in floors)
            lowest = MathF.Min(lowest, floor);

        foreach (var (stride, columns, rows) in grids)
        {
            for (var y = 0; y < rows; y++)
            {
                for (var x = 0; x < columns; x++)
                {
                    var row = output[..Columns];
                    output = output[Columns..];
                    // A class score is at most 1, so a row below the lowest floor can be left after one comparison: nearly all of them.
                    if (row[4] < lowest)
                        continue;
                    for (var c = 0; c < floors.Length; c++)
                    {
                        var score = row[4] * row[5 + c];
                        if (score >= floors[c])
                            Add(into, row, c, score, x, y, stride);
                    }
                }
            }
        }
    }

    private static void Add(List<Candidate> into, ReadOnlySpan<float> row, int index, float score, int x, int y, int stride)
    {
        var centreX = (row[0] + x) * stride;
        var centreY = (row[1] + y) * stride;
        var halfWidth = MathF.Exp(row[2]) * stride / 2;
        var halfHeight = MathF.Exp(row[3]) * stride / 2;
        if (float.IsFinite(centreX) && float.IsFinite(centreY) && float.IsFinite(halfWidth) && float.IsFinite(halfHeight))
            into.Add(new(index, score, centreX - halfWidth, centreY - halfHeight, centreX + halfWidth, centreY + halfHeight));
    }
}
