using Mingchu.Edge.Core.Geometry;

namespace Mingchu.Edge.Core.Tracking;

/// <summary>What the tracker remembers between two frames of one camera. Begin with <see cref="Empty"/>.</summary>
public sealed record TrackerState
{
    /// <summary>Nothing seen yet.</summary>
    public static TrackerState Empty { get; } = new();

    internal long NextId { get; init; } = 1;

    internal DateTimeOffset? At { get; init; }

    internal IReadOnlyList<TrackMemory> Tracks { get; init; } = [];

    /// <summary>Whether the latest frame showed something that is not reported yet; the next will tell whether it is there.</summary>
    public bool HasUnconfirmed { get; internal init; }
}

/// <summary>One track with what prediction and voting need.</summary>
internal sealed record TrackMemory(long Id, string Class, Box Box, float Score, DateTimeOffset FirstSeenAt, DateTimeOffset SeenAt)
{
    /// <summary>Of the centre, picture widths and heights per second.</summary>
    public (float X, float Y) Velocity { get; init; }

    public int Hits { get; init; } = 1;

    /// <summary>See <see cref="Track.Tentative"/>.</summary>
    public bool Tentative { get; init; }

    /// <summary>Seen in the latest frame. Not the same as its time: two frames may carry one.</summary>
    public bool Visible { get; init; } = true;

    public IReadOnlyList<Votes> Votes { get; init; } = [];

    /// <summary>Where it should be now. Velocity is believed for a second only: people stop.</summary>
    public Box Predict(DateTimeOffset now)
    {
        var seconds = (float)Math.Clamp((now - SeenAt).TotalSeconds, 0, 1);
        return Box.Moved(Velocity.X * seconds, Velocity.Y * seconds);
    }

    /// <summary>The same after the clock was set back by <paramref name="by"/> (negative).</summary>
    public TrackMemory Shifted(TimeSpan by) => this with
    {
        FirstSeenAt = FirstSeenAt + by,
        SeenAt = SeenAt + by,
        Votes = [.. Votes.Select(v => v with { Cast = [.. v.Cast.Select(c => c with { At = c.At + by })], Last = v.Last with { At = v.Last.At + by } })],
    };
}
