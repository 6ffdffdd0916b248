using Mingchu.Edge.Core.Geometry;

namespace Mingchu.Edge.Core.Sight;

/// <summary>
/// Looks at a camera's view, against its approved clean reference, to the things that stand in it and did not then. What moves is no such thing, nor
/// is a person, whether still or not; what came with a change of the light is left out until it looks like the reference again. While the view is
/// unfit, or most of it differs, all stays as it is and no time counts.
/// </summary>
public static class ObjectFold
{
    private const float Enters = 0.6f, Stays = 0.45f, ToneStep = 0.08f, LightStep = 0.1f;
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LightSettles = TimeSpan.FromSeconds(3);

    /// <summary>One look at a view that is fit (<see cref="ViewState.Clear"/>).</summary>
    /// <param name="memory">What is remembered; of the same reference.</param>
    /// <param name="picture">The view, of the reference's size.</param>
    /// <param name="reference">The approved picture.</param>
    /// <param name="people">Where people may be, see <see cref="PersonAreas"/>.</param>
    /// <param name="displacement">How the view lies against the reference, where that is known.</param>
    /// <param name="settings">When something is a thing.</param>
    /// <param name="now">When the picture was taken.</param>
    public static ObjectMemory Step(
        ObjectMemory memory, Thumbnail picture, Reference reference, IReadOnlyList<Box> people, Displacement? displacement, ObjectSettings settings, DateTimeOffset now)
    {
        var grid = CellGrid.Of(picture);
        var (right, down) = displacement is { Told: >= 3 } way ? ((int)MathF.Round(way.X * CellGrid.Side), (int)MathF.Round(way.Y * CellGrid.Side)) : (0, 0);
        var map = ChangeMap.Of(picture, reference.Picture, right, down);
        var first = memory.Cells.Length != grid.Count;
        var cells = first ? Begin(map) : (ObjectMemory.Cell[])memory.Cells.Clone();
        var elapsed = memory.Last is { } last && now >= last && now - last <= Gap ? (float)(now - last).TotalSeconds : 0;
        var light = first ? MedianStep(map, reference.Statistics.Cells) is > 0.6f or < -0.6f ? 1f : 0 : MedianStep(map, cells);
        var changed = MathF.Abs(light) > LightStep;

        Cover(cells, grid, people, elapsed);
        Watch(cells, map, changed ? 0 : light, elapsed);
        memory = memory with { Last = now, Cells = cells };
        if (changed)
            return memory with { LightUntil = now + LightSettles, LightChanged = true };
        if (memory.LightUntil is { } until && now < until && until - now <= LightSettles)
            return memory;
        var differs = Differing(cells, map);
        if (memory.LightChanged)
            BlameLight(cells, differs);
        if (differs.Count(d => d) > settings.MostOfView * grid.Count)
            return memory with { LightChanged = false };
        Count(cells, differs, grid, elapsed);
        return Things(memory with { LightChanged = false }, map, grid, differs, settings, elapsed, now);
    }

    private static ObjectMemory.Cell[] Begin(ChangeMap map) => [.. map.Tone.Select(tone => new ObjectMemory.Cell { Kept = tone, Tone = tone })];

    /// <summary>What the light did to all: the middle one of the cells' steps.</summary>
    private static float MedianStep(ChangeMap map, ObjectMemory.Cell[] cells) => MedianStep(map, [.. cells.Select(c => c.Tone)]);

    private static float MedianStep(ChangeMap map, float[] before)
    {
        var steps = new float[before.Length];
        for (var i = 0; i < steps.Length; i++)
            steps[i] = map.Tone[i] - before[i];
        Array.Sort(steps);
        return steps[steps.Length / 2];
    }

    private static void Cover(ObjectMemory.Cell[] cells, CellGrid grid, IReadOnlyList<Box> people, float elapsed)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i].Person = MathF.Max(0, cells[i].Person - elapsed);
            var (x, y) = (((i % grid.Columns) + 0.5f) / grid.Columns, ((i / grid.Columns) + 0.5f) / grid.Rows);
            foreach (var area in people)
                if (x >= area.Left && x <= area.Right && y >= area.Top && y <= area.Bottom)
                    cells[i].Person = 3;
        }
    }

    private static void Watch(ObjectMemory.Cell[] cells, ChangeMap map, float light, float elapsed)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            ref var cell = ref cells[i];
            cell.Tone = map.Tone[i];
            cell.Kept += light;
            // Dark places are noisy.
            var moved = MathF.Abs(cell.Tone - cell.Kept) > ToneStep + (6 / Tones.Lifted(cell.Tone));
            cell.Kept = moved ? cell.Tone : cell.Kept + ((cell.Tone - cell.Kept) * 0.1f);
            cell.Still = moved ? 0 : cell.Still + elapsed;
            cell.Change += ((moved ? 1 : 0) - cell.Change) * 0.05f;
        }
    }

    private static bool[] Differing(ObjectMemory.Cell[] cells, ChangeMap map)
    {
        var differs = new bool[cells.Length];
        for (var i = 0; i < cells.Length; i++)
        {
            var same = map.Difference[i] < (cells[i].Differed > 0 || cells[i].ByLight ? Stays : Enters);
            if (same && cells[i].Person == 0)
                cells[i].ByLight = false;
            differs[i] = !same && cells[i].Person == 0 && !cells[i].ByLight;
        }
        return differs;
    }

    private static void BlameLight(ObjectMemory.Cell[] cells, bool[] differs)
    {
        for (var i = 0; i < cells.Length; i++)
            if (differs[i] && cells[i].Differed == 0)
                (cells[i].ByLight, differs[i]) = (true, false);
    }

    /// <summary>Time counts for a patch as a whole: a person's sleeve is no thing while the person's arm moves.</summary>
    private static void Count(ObjectMemory.Cell[] cells, bool[] differs, CellGrid grid, float elapsed)
    {
        for (var i = 0; i < cells.Length; i++)
            if (!differs[i] && cells[i].Person == 0)
                cells[i].Differed = MathF.Max(0, cells[i].Differed - (3 * elapsed));
        foreach (var patch in Patches.Find(grid, differs, 1))
        {
            var restless = patch.Count(i => cells[i].Still < 3) * 4 > patch.Length;
            foreach (var i in patch)
                cells[i].Differed = restless ? MathF.Max(1e-3f, cells[i].Differed) : cells[i].Differed + elapsed;
        }
    }

    private static ObjectMemory Things(
        ObjectMemory memory, ChangeMap map, CellGrid grid, bool[] differs, ObjectSettings settings, float elapsed, DateTimeOffset now)
    {
        var cells = memory.Cells;
        var things = new List<ObjectMemory.Thing>();
        foreach (var thing in memory.Things)
            if (Follow(thing, cells, differs, settings, elapsed) is { } stays)
                things.Add(stays);
        var taken = things.SelectMany(t => t.Cells).ToHashSet();
        var stands = new bool[cells.Length];
        for (var i = 0; i < stands.Length; i++)
            stands[i] = differs[i] && cells[i].Differed >= settings.Stands.TotalSeconds && !taken.Contains(i);
        var next = memory.NextId;
        foreach (var patch in Patches.Find(grid, stands, settings.LeastCells))
        {
            if (!IsThing(patch, cells, map, grid))
                continue;
            var since = now - TimeSpan.FromSeconds(patch.Average(i => cells[i].Differed));
            var score = Math.Clamp(patch.Average(i => map.Difference[i]), 0, 1);
            things.Add(new(new(next++, BoxOf(patch, grid), since, score), patch, 0, 0));
        }
        return memory with { Things = things, NextId = next };
    }

    /// <summary>Whether edges of its own run along at least a quarter of its outline, and it stands still.</summary>
    private static bool IsThing(int[] patch, ObjectMemory.Cell[] cells, ChangeMap map, CellGrid grid)
    {
        var (wide, high) = (patch.Max(i => i % grid.Columns) - patch.Min(i => i % grid.Columns) + 1, (patch[^1] / grid.Columns) - (patch[0] / grid.Columns) + 1);
        return patch.Count(i => map.Fresh[i]) * 2 >= wide + high
            && !patch.Any(i => cells[i].Change > 0.5f)
            && patch.Count(i => cells[i].Still < 3) * 4 <= patch.Length;
    }

    /// <summary>The thing one look later; null when it is gone.</summary>
    private static ObjectMemory.Thing? Follow(ObjectMemory.Thing thing, ObjectMemory.Cell[] cells, bool[] differs, ObjectSettings settings, float elapsed)
    {
        int open = 0, same = 0, restless = 0;
        foreach (var i in thing.Cells)
        {
            if (cells[i].Person > 0)
                continue;
            open++;
            same += differs[i] ? 0 : 1;
            restless += cells[i].Still < 3 ? 1 : 0;
        }
        if (open * 3 < thing.Cells.Length)
            return thing;
        if (same * 10 >= open * 7)
            return thing.Back + elapsed >= settings.Gone.TotalSeconds ? null : thing with { Back = thing.Back + elapsed };
        if (restless * 2 <= open)
            return thing with { Back = 0, Restless = 0 };
        return thing.Restless + elapsed >= settings.Patience.TotalSeconds ? null : thing with { Back = 0, Restless = thing.Restless + elapsed };
    }

    private static Box BoxOf(int[] patch, CellGrid grid)
    {
        var (left, right) = (patch.Min(i => i % grid.Columns), patch.Max(i => i % grid.Columns) + 1);
        var (top, bottom) = (patch[0] / grid.Columns, (patch[^1] / grid.Columns) + 1);
        // The window reaches a cell beyond what differs.
        var (x, y) = (right - left > 3 ? 1 : 0, bottom - top > 3 ? 1 : 0);
        return new Box((float)(left + x) / grid.Columns, (float)(top + y) / grid.Rows, (float)(right - x) / grid.Columns, (float)(bottom - y) / grid.Rows).Clipped();
    }
}
