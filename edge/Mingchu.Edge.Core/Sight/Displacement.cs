using System.Numerics;

namespace Mingchu.Edge.Core.Sight;

/// <summary>
/// How the view lies against an older one, by the edges in twelve regions, each searched for on its own: people who hide some regions do not
/// matter, and a camera that was turned about its axis shows, too.
/// </summary>
/// <param name="Told">Regions that were found again beyond doubt, 0..12.</param>
/// <param name="Shifted">Share of these that lie elsewhere, 0..1.</param>
/// <param name="Length">Median of how far they lie off, small cells of 1/80 of the longer side.</param>
/// <param name="X">Median way to the right, small cells.</param>
/// <param name="Y">Median way down, small cells.</param>
/// <param name="Spread">Median of how far they lie from the median way, small cells: 0 when all went the same way, more when the camera was rolled or zoomed.</param>
/// <param name="Match">How well the whole view matches at its best single place, -1..1.</param>
public sealed record Displacement(int Told, float Shifted, float Length, float X, float Y, float Spread, float Match)
{
    private const int Columns = 4, Rows = 3;
    private const float Sure = 0.5f, Ahead = 0.1f, Least = 6;

    /// <summary>Searches up to a fifth of the view to each side.</summary>
    /// <param name="old">The older view.</param>
    /// <param name="now">The present one, of the same size.</param>
    /// <param name="slack">From how many cells on a region lies elsewhere.</param>
    internal static Displacement Of(GradientField old, GradientField now, float slack)
    {
        var grid = old.Grid;
        var (reachX, reachY) = (grid.Columns / 5, grid.Rows / 5);
        var wide = (2 * reachX) + 1;
        var count = wide * ((2 * reachY) + 1);
        Span<float> scores = new float[Columns * Rows * count];
        var best = 0f;
        for (var n = 0; n < count; n++)
            best = MathF.Max(best, Score(old, now, (n % wide) - reachX, (n / wide) - reachY, scores, n, count));

        var found = new List<(float X, float Y)>();
        for (var region = 0; region < Columns * Rows; region++)
            if (Peak(scores.Slice(region * count, count), wide) is var (x, y))
                found.Add((x - reachX, y - reachY));
        if (found.Count == 0)
            return new(0, 0, 0, 0, 0, 0, best);
        var (right, down) = (Median(found.Select(f => f.X)), Median(found.Select(f => f.Y)));
        return new(
            found.Count, (float)found.Count(f => Norm(f) >= slack) / found.Count, Median(found.Select(Norm)), right, down,
            Median(found.Select(f => Norm((f.X - right, f.Y - down)))), best);
    }

    private static float Norm((float X, float Y) way) => MathF.Sqrt((way.X * way.X) + (way.Y * way.Y));

    private static float Median(IEnumerable<float> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    /// <summary>Scores each region at one shift; returns the score of all together.</summary>
    private static float Score(GradientField old, GradientField now, int dx, int dy, Span<float> scores, int n, int count)
    {
        var grid = old.Grid;
        double product = 0, was = 0, isNow = 0;
        for (var region = 0; region < Columns * Rows; region++)
        {
            var (column, row) = (region % Columns, region / Columns);
            var left = Math.Max(grid.Columns * column / Columns, Math.Max(0, -dx));
            var right = Math.Min(grid.Columns * (column + 1) / Columns, grid.Columns - Math.Max(0, dx));
            var top = Math.Max(grid.Rows * row / Rows, Math.Max(0, -dy));
            var bottom = Math.Min(grid.Rows * (row + 1) / Rows, grid.Rows - Math.Max(0, dy));
            scores[(region * count) + n] = -1;
            if (right <= left || bottom <= top)
                continue;
            var (there, here) = (old.Energy(left, top, right, bottom), now.Energy(left + dx, top + dy, right + dx, bottom + dy));
            var together = Product(old, now, dx, dy, left, top, right, bottom);
            (product, was, isNow) = (product + together, was + there, isNow + here);
            if (there >= Least && here >= Least / 2 && (right - left) * (bottom - top) * Columns * Rows * 2 >= grid.Count)
                scores[(region * count) + n] = (float)(together / Math.Sqrt(there * here));
        }
        return (float)(product / Math.Max(1, Math.Sqrt(was * isNow)));
    }

    private static float Product(GradientField old, GradientField now, int dx, int dy, int left, int top, int right, int bottom)
    {
        var sum = Vector<float>.Zero;
        var rest = 0f;
        for (var y = top; y < bottom; y++)
        {
            var (a, b, length) = ((y * old.Grid.Columns) + left, ((y + dy) * old.Grid.Columns) + left + dx, right - left);
            var i = 0;
            for (; i <= length - Vector<float>.Count; i += Vector<float>.Count)
                sum += (new Vector<float>(old.Across, a + i) * new Vector<float>(now.Across, b + i)) + (new Vector<float>(old.Down, a + i) * new Vector<float>(now.Down, b + i));
            for (; i < length; i++)
                rest += (old.Across[a + i] * now.Across[b + i]) + (old.Down[a + i] * now.Down[b + i]);
        }
        return Vector.Sum(sum) + rest;
    }

    /// <summary>The place of a region's best score, between the cells by a parabola; null when it is weak or another place is nearly as good.</summary>
    private static (float X, float Y)? Peak(ReadOnlySpan<float> scores, int wide)
    {
        var best = 0;
        for (var i = 1; i < scores.Length; i++)
            best = scores[i] > scores[best] ? i : best;
        if (scores[best] < Sure)
            return null;
        var (x, y) = (best % wide, best / wide);
        for (var i = 0; i < scores.Length; i++)
            if (scores[i] > scores[best] - Ahead && (Math.Abs((i % wide) - x) > 2 || Math.Abs((i / wide) - y) > 2))
                return null;
        var tall = scores.Length / wide;
        var finer = (X: (float)x, Y: (float)y);
        if (x > 0 && x < wide - 1)
            finer.X += Vertex(scores[best - 1], scores[best], scores[best + 1]);
        if (y > 0 && y < tall - 1)
            finer.Y += Vertex(scores[best - wide], scores[best], scores[best + wide]);
        return finer;
    }

    private static float Vertex(float before, float peak, float after)
    {
        var bend = before - (2 * peak) + after;
        return bend >= -1e-6f ? 0 : Math.Clamp((before - after) / (2 * bend), -0.5f, 0.5f);
    }
}
