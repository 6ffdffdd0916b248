namespace Mingchu.Edge.Core.Detection;

/// <summary>
/// Raw output of a YOLOX head to boxes. One row per cell of each stride's grid, row-major, strides in the given order:
/// <c>dx, dy, log w, log h, objectness, class scores...</c>, objectness and classes already between 0 and 1;
/// centre = (d + cell) * stride, size = exp(log) * stride, score = objectness * class (YOLOX, Ge et al. 2021).
/// </summary>
public sealed class YoloxDecoder : IBoxDecoder
{
    private readonly (int Stride, int Columns, int Rows)[] grids;
    private readonly int columns;

    /// <summary>For an input of <paramref name="width"/> x <paramref name="height"/> pixels, both multiples of every stride.</summary>
    public YoloxDecoder(int width, int height, IReadOnlyList<int> strides, int classes)
    {
        grids = [.. strides.Select(s => (s, width / s, height / s))];
        columns = 5 + classes;
        Classes = classes;
        Shapes = [[grids.Sum(g => g.Columns * g.Rows), columns]];
    }

    /// <inheritdoc/>
    public IReadOnlyList<IReadOnlyList<int>> Shapes { get; }

    /// <inheritdoc/>
    public int Classes { get; }

    /// <inheritdoc/>
    public bool OneBoxPerThing => false;

    /// <inheritdoc/>
    public void Decode(ReadOnlySpan<float[]> outputs, ReadOnlySpan<float> floors, List<Candidate> into)
    {
        this.Check(outputs, floors);
        var lowest = floors.Lowest();
        ReadOnlySpan<float> output = outputs[0];
        foreach (var (stride, across, down) in grids)
        {
            for (var y = 0; y < down; y++)
            {
                for (var x = 0; x < across; x++)
                {
                    var row = output[..columns];
                    output = output[columns..];
                    // A class score is at most 1, so a row below the lowest floor can be left after one comparison: nearly all of them.
                    if (row[4] < lowest)
                        continue;
                    for (var c = 0; c < floors.Length; c++)
                    {
                        var score = row[4] * row[5 + c];
                        if (score >= floors[c])
                            Candidate.Around(c, score, (row[0] + x) * stride, (row[1] + y) * stride, MathF.Exp(row[2]) * stride, MathF.Exp(row[3]) * stride).AddTo(into);
                    }
                }
            }
        }
    }
}
