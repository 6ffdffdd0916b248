namespace Mingchu.Edge.Core.Sensing;

/// <summary>Where the rules of one sensor stand between two steps. Belongs to one <see cref="Sensor"/>.</summary>
public sealed record SensorState
{
    internal DateTimeOffset? At { get; init; }

    /// <summary>When the watch began.</summary>
    internal DateTimeOffset? Since { get; init; }

    /// <summary>Last reading and when it was heard.</summary>
    internal (double Value, DateTimeOffset At)? Last { get; init; }

    /// <summary>Watched time since the last reading, or since the watch began.</summary>
    internal TimeSpan Age { get; init; }

    internal IReadOnlyList<SensorMatter> Matters { get; init; } = [];

    /// <summary>Nothing heard yet.</summary>
    public static SensorState Start(Sensor sensor) => new() { Matters = [.. sensor.Rules.Select(_ => new SensorMatter.Quiet())] };

    /// <summary>Open alerts.</summary>
    public int OpenAlerts => Matters.Count(m => m is SensorMatter.Open);
}

/// <summary>Where one rule stands.</summary>
internal abstract record SensorMatter
{
    /// <summary>Start of the latest alert, so that no two share one.</summary>
    public DateTimeOffset? LastStart { get; init; }

    /// <summary>All is well.</summary>
    public sealed record Quiet : SensorMatter;

    /// <summary>Broken, not for long enough yet.</summary>
    public sealed record Pending(DateTimeOffset StartedAt) : SensorMatter
    {
        /// <summary>Watched time since the start.</summary>
        public TimeSpan Lasted { get; init; }
    }

    /// <summary>An alert that was raised and not ended.</summary>
    public sealed record Open(DateTimeOffset StartedAt, DateTimeOffset RaisedAt, DateTimeOffset LastSeenAt) : SensorMatter
    {
        /// <summary>Sequence number of the next event.</summary>
        public int Next { get; init; } = 1;

        /// <summary>Watched time without violation since it was last seen.</summary>
        public TimeSpan Over { get; init; }

        /// <summary>Watched time since the last event.</summary>
        public TimeSpan SinceEvent { get; init; }

        /// <summary>Furthest beyond the threshold that was told.</summary>
        public double Told { get; init; }
    }
}
