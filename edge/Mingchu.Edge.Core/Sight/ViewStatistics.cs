using System.Buffers;

namespace Mingchu.Edge.Core.Sight;

/// <summary>
/// What one thumbnail is like: brightness, and per patch of 20 x 20 pixels how strong its contrasts and its fine edges are, in tones
/// (see <see cref="Tones"/>), so that dimmer or brighter light alone changes little.
/// </summary>
internal sealed record ViewStatistics
{
    public const int Patch = 20;

    // Steps that noise of about one grey value makes.
    private const float NoiseSteps = 2;

    /// <summary>Share of pixels darker than 40 of 255.</summary>
    public required float Dark { get; init; }

    /// <summary>Share of pixels at 250 of 255 or above.</summary>
    public required float Burnt { get; init; }

    /// <summary>Mean grey value per patch, 0..255.</summary>
    public required float[] Grey { get; init; }

    /// <summary>Mean tone per patch.</summary>
    public required float[] Tone { get; init; }

    /// <summary>Standard deviation of the tones in each patch.</summary>
    public required float[] Contrast { get; init; }

    /// <summary>Mean step between a pixel and the mean of its two neighbours, per patch, less what noise makes: strong for sharp edges, next to nothing when out of focus.</summary>
    public required float[] Fine { get; init; }

    /// <summary>Mean tone per small cell.</summary>
    public required float[] Cells { get; init; }

    /// <summary>Share of the small cells at which an edge runs that nobody can miss.</summary>
    public required float Edged { get; init; }

    /// <summary>Patches with something to see in them.</summary>
    public float Textured => (float)Contrast.Count(c => c > ViewJudge.Texture) / Contrast.Length;

    /// <summary>Fine edges against contrasts over the whole view: what is left of it tells the focus without a picture to compare with.</summary>
    public float Sharpness => Fine.Sum() / Math.Max(1e-3f, Contrast.Sum());

    /// <summary>Measures a thumbnail.</summary>
    public static ViewStatistics Of(Thumbnail thumbnail)
    {
        var (width, height) = (thumbnail.Width, thumbnail.Height);
        var tones = ArrayPool<float>.Shared.Rent(width * height);
        try
        {
            Tones.Of(thumbnail, tones);
            var (columns, rows) = (width / Patch, height / Patch);
            var (grey, tone, contrast, fine) = (new float[columns * rows], new float[columns * rows], new float[columns * rows], new float[columns * rows]);
            for (var i = 0; i < grey.Length; i++)
                (grey[i], tone[i], contrast[i], fine[i]) = Measure(thumbnail, tones, i % columns * Patch, i / columns * Patch);
            var (dark, burnt) = (0, 0);
            foreach (var value in thumbnail.Grey)
            {
                dark += value < 40 ? 1 : 0;
                burnt += value >= 250 ? 1 : 0;
            }
            var all = (float)(width * height);
            var grid = CellGrid.Of(thumbnail);
            var cells = grid.Means(tones);
            return new()
            {
                Edged = Edges(cells, grid),
                Dark = dark / all,
                Burnt = burnt / all,
                Grey = grey,
                Tone = tone,
                Contrast = contrast,
                Fine = fine,
                Cells = cells,
            };
        }
        finally
        {
            ArrayPool<float>.Shared.Return(tones);
        }
    }

    private static float Edges(float[] cells, CellGrid grid)
    {
        const float Clear = 0.15f;
        var edged = 0;
        for (var y = 0; y < grid.Rows - 1; y++)
            for (var x = 0; x < grid.Columns - 1; x++)
            {
                var i = (y * grid.Columns) + x;
                edged += MathF.Abs(cells[i + 1] - cells[i]) > Clear || MathF.Abs(cells[i + grid.Columns] - cells[i]) > Clear ? 1 : 0;
            }
        return (float)edged / grid.Count;
    }

    private static (float Grey, float Tone, float Contrast, float Fine) Measure(Thumbnail thumbnail, ReadOnlySpan<float> tones, int left, int top)
    {
        var (width, height) = (thumbnail.Width, thumbnail.Height);
        var pixels = thumbnail.Grey;
        float grey = 0, sum = 0, squares = 0, fine = 0;
        var count = 0;
        for (var y = top; y < top + Patch; y++)
        {
            var at = (y * width) + left;
            var inside = y > 0 && y < height - 1;
            for (var x = left; x < left + Patch; x++, at++)
            {
                var tone = tones[at];
                grey += pixels[at];
                sum += tone;
                squares += tone * tone;
                if (!inside || x == 0 || x == width - 1)
                    continue;
                fine += MathF.Abs(tone - ((tones[at - 1] + tones[at + 1]) / 2)) + MathF.Abs(tone - ((tones[at - width] + tones[at + width]) / 2));
                count++;
            }
        }
        const float All = Patch * Patch;
        var mean = sum / All;
        return (grey / All, mean, MathF.Sqrt(MathF.Max(0, (squares / All) - (mean * mean))), MathF.Max(0, (fine / count) - (NoiseSteps / Tones.Lifted(mean))));
    }
}
