namespace Mingchu.Edge.Core.Clips;

/// <summary>Which pieces of a stream make the clip of a moment.</summary>
public static class ClipCut
{
    /// <summary>
    /// Pieces in a row, the one with the moment among them, that cover the time around it as far as there are any; whole ones, since a copied stream can begin at a
    /// key frame only. What is too large is left out from the end that is farther from the moment. Empty when the moment itself is in none.
    /// </summary>
    /// <param name="ring">In the order they came.</param>
    /// <param name="at">The moment.</param>
    /// <param name="before">At least so much before it.</param>
    /// <param name="after">At least so much after it.</param>
    /// <param name="mostBytes">At most so much in all.</param>
    public static IReadOnlyList<Segment> Choose(IReadOnlyList<Segment> ring, DateTimeOffset at, TimeSpan before, TimeSpan after, long mostBytes)
    {
        var hit = ring.Index().Where(s => s.Item.From <= at && at < s.Item.Until).Select(s => s.Index).DefaultIfEmpty(-1).Last();
        if (hit < 0)
            return [];
        var (first, last) = (hit, hit);
        while (first > 0 && ring[first].From > at - before && Follows(ring[first - 1], ring[first]))
            first--;
        while (last < ring.Count - 1 && ring[last].Until < at + after && Follows(ring[last], ring[last + 1]))
            last++;
        while (first < last && ring.Skip(first).Take(last - first + 1).Sum(s => s.Bytes) > mostBytes)
        {
            if (last == hit || (first < hit && at - ring[first].Until > ring[last].From - at))
                first++;
            else
                last--;
        }
        return ring[first].Bytes > mostBytes ? [] : [.. ring.Skip(first).Take(last - first + 1)];
    }

    private static bool Follows(Segment one, Segment next) => one.Session == next.Session && one.Number + 1 == next.Number;
}
