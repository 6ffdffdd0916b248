namespace Mingchu.Edge.Core.Tracking;

/// <summary>Settings of <see cref="Tracker"/>. The defaults fit heads of 20 to 100 pixels at 2 to 10 frames per second.</summary>
public sealed record TrackerSettings
{
    /// <summary>The defaults.</summary>
    public static TrackerSettings Default { get; } = new();

    /// <summary>How long a track that is not seen is waited for.</summary>
    public TimeSpan KeepLost { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Frames a track must be seen in before it is reported.</summary>
    public int ConfirmAfter { get; init; } = 2;

    /// <summary>Overlap with the predicted box that makes a detection the same thing, 0..1.</summary>
    public float MinIou { get; init; } = 0.2f;

    /// <summary>Overlap asked of a tentative detection, 0..1.</summary>
    public float MinTentativeIou { get; init; } = 0.35f;

    /// <summary>
    /// Fastest motion off the prediction, in box sizes per second. A head is about 0.2 m wide and a walking cook does 1.5 m/s:
    /// 7.5 head widths per second, so at 5 frames per second two boxes of one walker need not overlap.
    /// </summary>
    public float MaxSpeed { get; init; } = 8;

    /// <summary>Farthest jump off the prediction, in box sizes, however long it was lost.</summary>
    public float MaxDistance { get; init; } = 3;

    /// <summary>Readings older than this do not vote.</summary>
    public TimeSpan VoteWindow { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>Age at which a vote counts half.</summary>
    public TimeSpan VoteHalfLife { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Votes the winning value needs.</summary>
    public int MinVotes { get; init; } = 3;

    /// <summary>Share of the weight the winning value needs, above 0.5.</summary>
    public float MinShare { get; init; } = 0.65f;

    /// <summary>Age at which a settled attribute is read again; at least twice <see cref="MinVotes"/> fit into the window, so that it stays settled.</summary>
    public TimeSpan RereadAfter { get; init; } = TimeSpan.FromSeconds(0.95);

    /// <summary>Age at which a reading that told nothing is repeated though the thing hardly moved.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(0.35);

    /// <summary>Overlap with the box it was read in from which a thing counts as hardly moved, 0..1.</summary>
    public float SameViewIou { get; init; } = 0.6f;

    /// <summary>
    /// The same for pictures that come <paramref name="every"/> so often: what is lost is waited for two and a half steps, and votes count long enough for one more than
    /// <see cref="MinVotes"/>. For usual frame rates nothing changes.
    /// </summary>
    public TrackerSettings At(TimeSpan every)
    {
        var (lost, window) = (every * 2.5, every * (MinVotes + 1));
        return lost <= KeepLost && window <= VoteWindow ? this
            : this with { KeepLost = Longer(lost, KeepLost), VoteWindow = Longer(window, VoteWindow), VoteHalfLife = Longer(window / 3, VoteHalfLife) };
    }

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
