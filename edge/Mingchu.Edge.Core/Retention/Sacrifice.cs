namespace Mingchu.Edge.Core.Retention;

/// <summary>What a box gives up when files grow too old or too many, or the disk too full.</summary>
public static class Sacrifice
{
    /// <summary>
    /// What is to be deleted now: what is too old, then, as long as a bound is exceeded, the oldest of what is worth least. So evidence of an open alert goes only
    /// when there is nothing else left to go, and only as much as the bounds demand.
    /// </summary>
    /// <param name="holdings">All there is, in any order.</param>
    /// <param name="limits">The bounds.</param>
    /// <param name="free">Bytes free on the disk now.</param>
    /// <param name="now">The time.</param>
    public static IReadOnlyList<Holding> Pick(IEnumerable<Holding> holdings, RetentionLimits limits, long free, DateTimeOffset now)
    {
        var aged = holdings.OrderBy(h => h.Worth).ThenBy(h => h.At).ThenBy(h => h.Id, StringComparer.Ordinal).ToLookup(h => now - h.At > limits.Age(h.Worth));
        List<Holding> goes = [.. aged[true]];
        var (all, ring) = (aged[false].Sum(h => h.Bytes), aged[false].Where(h => h.Worth == Worth.Ring).Sum(h => h.Bytes));
        var wanted = limits.MinFreeBytes - free - goes.Sum(h => h.Bytes);
        foreach (var holding in aged[false])
        {
            var isRing = holding.Worth == Worth.Ring;
            if (all <= limits.MaxBytes && wanted <= 0 && !(isRing && ring > limits.RingBytes))
                continue;
            goes.Add(holding);
            all -= holding.Bytes;
            wanted -= holding.Bytes;
            ring -= isRing ? holding.Bytes : 0;
        }
        return goes;
    }
}
