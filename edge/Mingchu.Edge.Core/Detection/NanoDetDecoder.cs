namespace Mingchu.Edge.Core.Detection;

/// <summary>
/// Output of a NanoDet export to boxes. One row per cell of each stride's grid, row-major, strides in the given order:
/// <c>class probabilities..., then reg_max + 1 logits for each of left, top, right, bottom</c>. A side's distance from the cell's point is the
/// mean of its distribution, sum of i * softmax(logits)[i], times the stride (Generalized Focal Loss, Li et al. 2020; NanoDet,
/// <c>distribution_project</c> and <c>distance2bbox</c>). The grid of a stride that does not divide the input is rounded up.
/// </summary>
public sealed class NanoDetDecoder : IBoxDecoder
{
    private readonly (int Stride, int Columns, int Rows)[] grids;
    private readonly (int Width, int Height) input;
    private readonly int bins;
    private readonly float offset;

    /// <summary>For an input of <paramref name="width"/> x <paramref name="height"/> pixels.</summary>
    /// <param name="regMax">Largest distance in strides; 7 in all published models.</param>
    /// <param name="offset">Of a cell's point from its top left corner, in cells: 0 in NanoDet-Plus, 0.5 in the first NanoDet.</param>
    public NanoDetDecoder(int width, int height, IReadOnlyList<int> strides, int regMax, float offset, int classes)
    {
        grids = [.. strides.Select(s => (s, (width + s - 1) / s, (height + s - 1) / s))];
        input = (width, height);
        bins = regMax + 1;
        this.offset = offset;
        Classes = classes;
        Shapes = [[grids.Sum(g => g.Columns * g.Rows), classes + (4 * bins)]];
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
        ReadOnlySpan<float> rest = outputs[0];
        foreach (var (stride, across, down) in grids)
            for (var y = 0; y < down; y++)
                for (var x = 0; x < across; x++)
                {
                    for (var c = 0; c < floors.Length; c++)
                        if (rest[c] >= floors[c])
                            Box(c, rest[c], (x + offset) * stride, (y + offset) * stride, stride, rest.Slice(Classes, 4 * bins)).AddTo(into);
                    rest = rest[(Classes + (4 * bins))..];
                }
    }

    // Clipped to the input, as there: boxes that differ outside only must suppress each other.
    private Candidate Box(int type, float score, float x, float y, int stride, ReadOnlySpan<float> sides) => new(type, score,
        Math.Clamp(x - Distance(sides[..bins], stride), 0, input.Width), Math.Clamp(y - Distance(sides.Slice(bins, bins), stride), 0, input.Height),
        Math.Clamp(x + Distance(sides.Slice(2 * bins, bins), stride), 0, input.Width), Math.Clamp(y + Distance(sides.Slice(3 * bins, bins), stride), 0, input.Height));

    private static float Distance(ReadOnlySpan<float> logits, int stride)
    {
        var highest = float.NegativeInfinity;
        foreach (var logit in logits)
            highest = MathF.Max(highest, logit);
        var (sum, mean) = (0f, 0f);
        for (var i = 0; i < logits.Length; i++)
        {
            var weight = MathF.Exp(logits[i] - highest);
            sum += weight;
            mean += i * weight;
        }
        return mean / sum * stride;
    }
}
