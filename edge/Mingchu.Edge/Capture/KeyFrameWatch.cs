namespace Mingchu.Edge.Capture;

/// <summary>
/// Notices when a camera that is watched by its key frames sends them too seldom: the median of three distances on end is beyond the limit. Told once, and again only after it was within it.
/// One caller.
/// </summary>
/// <param name="limit">Longest distance that will do.</param>
public sealed class KeyFrameWatch(TimeSpan limit)
{
    private readonly Queue<TimeSpan> distances = new();
    private DateTimeOffset? last;
    private bool told;

    /// <summary>Forgets the last key frame: another connection begins.</summary>
    public void Begin() => last = null;

    /// <summary>A key frame came; the distance that is to be told of now, or null.</summary>
    public TimeSpan? Look(DateTimeOffset now)
    {
        var before = last;
        last = now;
        if (before is null || now <= before)
            return null;
        distances.Enqueue(now - before.Value);
        if (distances.Count > 3)
            distances.Dequeue();
        if (distances.Count < 3)
            return null;
        var usual = distances.Order().ElementAt(1);
        var news = usual > limit && !told;
        told = usual > limit;
        return news ? usual : null;
    }
}
