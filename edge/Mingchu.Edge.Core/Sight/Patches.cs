namespace Mingchu.Edge.Core.Sight;

/// <summary>Marked cells that belong together: no further apart than one unmarked cell.</summary>
internal static class Patches
{
    /// <summary>Every patch with at least so many cells, as cell numbers in rising order; the patch with the first cell first.</summary>
    public static IReadOnlyList<int[]> Find(CellGrid grid, ReadOnlySpan<bool> marked, int least)
    {
        var open = marked.ToArray();
        var patches = new List<int[]>();
        var reached = new Stack<int>();
        for (var start = 0; start < open.Length; start++)
        {
            if (!open[start])
                continue;
            var cells = new List<int>();
            reached.Push(start);
            open[start] = false;
            while (reached.TryPop(out var cell))
            {
                cells.Add(cell);
                var (x, y) = (cell % grid.Columns, cell / grid.Columns);
                for (var ny = Math.Max(0, y - 2); ny <= Math.Min(grid.Rows - 1, y + 2); ny++)
                    for (var nx = Math.Max(0, x - 2); nx <= Math.Min(grid.Columns - 1, x + 2); nx++)
                    {
                        var next = (ny * grid.Columns) + nx;
                        if (!open[next])
                            continue;
                        open[next] = false;
                        reached.Push(next);
                    }
            }
            if (cells.Count < least)
                continue;
            cells.Sort();
            patches.Add([.. cells]);
        }
        return patches;
    }
}
