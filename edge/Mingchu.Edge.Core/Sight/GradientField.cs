namespace Mingchu.Edge.Core.Sight;

/// <summary>
/// Where edges lie and which way they run, per small cell: the gradient of the tones, cut to a length below 1, so that a strong light changes
/// little. What the camera looks at is told by it, how bright it is is not.
/// </summary>
internal sealed class GradientField
{
    // A gradient of this many tones per cell has half the greatest length.
    private const float Half = 0.08f;
    private readonly double[] energy;

    private GradientField(CellGrid grid, float[] across, float[] down)
    {
        (Grid, Across, Down) = (grid, across, down);
        energy = new double[(grid.Columns + 1) * (grid.Rows + 1)];
        for (var y = 0; y < grid.Rows; y++)
            for (var x = 0; x < grid.Columns; x++)
            {
                var i = (y * grid.Columns) + x;
                energy[At(x + 1, y + 1)] = energy[At(x, y + 1)] + energy[At(x + 1, y)] - energy[At(x, y)] + (across[i] * across[i]) + (down[i] * down[i]);
            }
    }

    public CellGrid Grid { get; }

    public float[] Across { get; }

    public float[] Down { get; }

    /// <summary>The field of a picture given by the tones of its cells.</summary>
    public static GradientField Of(CellGrid grid, ReadOnlySpan<float> cells)
    {
        var (across, down) = (new float[grid.Count], new float[grid.Count]);
        for (var y = 1; y < grid.Rows - 1; y++)
            for (var x = 1; x < grid.Columns - 1; x++)
            {
                var i = (y * grid.Columns) + x;
                var (dx, dy) = (cells[i + 1] - cells[i - 1], cells[i + grid.Columns] - cells[i - grid.Columns]);
                var scale = 1 / (MathF.Sqrt((dx * dx) + (dy * dy)) + Half);
                (across[i], down[i]) = (dx * scale, dy * scale);
            }
        return new(grid, across, down);
    }

    /// <summary>Sum of the squared lengths in a rectangle of cells, the far ends excluded.</summary>
    public double Energy(int left, int top, int right, int bottom) =>
        energy[At(right, bottom)] - energy[At(left, bottom)] - energy[At(right, top)] + energy[At(left, top)];

    private int At(int x, int y) => (y * (Grid.Columns + 1)) + x;
}
