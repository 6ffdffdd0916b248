namespace Mingchu.Edge.Core.Motion;

/// <summary>When a picture that shows nothing new is not worth a run of the models.</summary>
public sealed record MotionSettings
{
    /// <summary>The defaults.</summary>
    public static MotionSettings Default { get; } = new();

    /// <summary>Whether still pictures are passed over at all.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Longest time between two runs while nobody is in view, 0.2 s to 1 min.</summary>
    public TimeSpan Recheck { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Longest time between two runs while somebody or something is in view, 0.2 to 5 s: attributes need three readings in six seconds, see
    /// <see cref="Tracking.TrackerSettings.MinVotes"/>.
    /// </summary>
    public TimeSpan RecheckWatched { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How long the models go on looking after a movement while somebody or something is in view, so that the votes of its attributes can agree.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(1.5);
}
