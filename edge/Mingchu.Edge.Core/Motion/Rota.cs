namespace Mingchu.Edge.Core.Motion;

/// <summary>
/// Which cameras of mode adaptive are watched closely when the box can't carry all that need it: so many at a time, in turns, the others by key frames meanwhile.
/// Without it decoders take the processor from the networks and nobody is watched well. A fold with about one step a second; holds no clock.
/// </summary>
public sealed record Rota
{
    /// <summary>Longer than every dwell time that needs all pictures (<see cref="Effort.Patient"/>), so that what a turn finds can be settled within it.</summary>
    public static TimeSpan Turn { get; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a number of places is tried before it is judged.</summary>
    public static TimeSpan Trial { get; } = TimeSpan.FromSeconds(10);

    // Shares of dropped frames: from the one on there are too many places, below the other one more is tried.
    private const double TooMany = 0.05, Few = 0.01;

    private IReadOnlyList<Watch> watches = [];
    private DateTimeOffset judgedAt;
    private long analysed, dropped;

    /// <summary>Before the first step: everybody may be watched closely.</summary>
    public static Rota Start { get; } = new();

    /// <summary>How many cameras may be watched closely at once, &gt;= 1; null while the box carries all that need it.</summary>
    public int? Places { get; private init; }

    /// <summary>Whether a camera may be watched closely.</summary>
    public bool Allows(int camera) => Places is null || (camera < watches.Count && watches[camera].Close);

    /// <summary>The next turn.</summary>
    /// <param name="wants">By camera: whether it needs to be watched closely.</param>
    /// <param name="analysedSoFar">Frames analysed since the start, of all cameras.</param>
    /// <param name="droppedSoFar">Frames dropped since the start, of all cameras.</param>
    /// <param name="now">When; a clock set back begins a new trial.</param>
    public Rota Step(IReadOnlyList<bool> wants, long analysedSoFar, long droppedSoFar, DateTimeOffset now)
    {
        var next = this;
        if (watches.Count != wants.Count || now < judgedAt)
            next = this with { watches = [.. wants.Select(_ => new Watch(false, now))], judgedAt = now, analysed = analysedSoFar, dropped = droppedSoFar };
        else if (now - judgedAt >= Trial)
            next = this with { Places = Judge(wants, analysedSoFar - analysed, droppedSoFar - dropped), judgedAt = now, analysed = analysedSoFar, dropped = droppedSoFar };
        return next with { watches = next.Share(wants, now) };
    }

    private int? Judge(IReadOnlyList<bool> wants, long done, long lost)
    {
        var share = done + lost == 0 ? 0 : (double)lost / (done + lost);
        var close = watches.Count(w => w.Close);
        // Where nobody is watched closely by turns, cameras in mode full drop the frames, and fewer places would save nothing.
        if (share > TooMany)
            return close == 0 ? Places : Math.Max(1, (int)(close * Math.Max(0.5, 1 - share)));
        if (share >= Few || Places is not { } places || wants.Count(w => w) <= places)
            return Places;
        return places + 1 < wants.Count ? places + 1 : null;
    }

    // First those whose turn it is, then who waited longest, then those whose turn is over.
    private Watch[] Share(IReadOnlyList<bool> wants, DateTimeOffset now)
    {
        var close = Enumerable.Range(0, wants.Count).Where(i => wants[i])
            .OrderBy(i => !watches[i].Close ? 1 : now - watches[i].Since < Turn ? 0 : 2).ThenBy(i => watches[i].Since)
            .Take(Places ?? wants.Count).ToHashSet();
        return [.. watches.Select((w, i) => close.Contains(i) == w.Close && (wants[i] || w.Close) ? w : new Watch(close.Contains(i), now))];
    }

    /// <summary>How a camera is watched, and since when; one that needs nothing waits from now on.</summary>
    private sealed record Watch(bool Close, DateTimeOffset Since);
}
