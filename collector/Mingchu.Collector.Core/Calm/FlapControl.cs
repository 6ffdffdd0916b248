namespace Mingchu.Collector.Core.Calm;

/// <summary>A matter that comes and goes.</summary>
/// <param name="Since">Since when it flaps, UTC.</param>
/// <param name="Changes">Changes in the window that ends now.</param>
public sealed record Flap(DateTimeOffset Since, int Changes);

/// <summary>Flap control with hysteresis: begins at one number of changes in a window, ends only after some time below a lower one.</summary>
public static class FlapControl
{
    /// <summary>Whether a matter flaps now; null when it does not.</summary>
    /// <param name="limit">The two numbers, the window and the time of calm.</param>
    /// <param name="changes">When its alerts were raised or cleared, UTC, in any order; what is later than now does not count.</param>
    /// <param name="now">Now, UTC.</param>
    public static Flap? Of(FlapLimit limit, IReadOnlyCollection<DateTimeOffset> changes, DateTimeOffset now)
    {
        var (window, calm) = (TimeSpan.FromMinutes(limit.WindowMinutes), TimeSpan.FromMinutes(limit.CalmMinutes));
        var count = 0;
        DateTimeOffset? since = null;
        DateTimeOffset? calmSince = null;
        // A change counts from its own time until just before it leaves the window.
        foreach (var (at, step) in changes.Select(c => (At: c, Step: 1)).Concat(changes.Select(c => (At: c + window, Step: -1))).Where(s => s.At <= now).OrderBy(s => s.At).ThenBy(s => s.Step))
        {
            if (calmSince + calm <= at)
                (since, calmSince) = (null, null);
            count += step;
            if (count >= limit.Begin)
                since ??= at;
            calmSince = since is null || count >= limit.End ? null : calmSince ?? at;
        }

        return since is { } begun && !(calmSince + calm <= now) ? new(begun, count) : null;
    }
}
