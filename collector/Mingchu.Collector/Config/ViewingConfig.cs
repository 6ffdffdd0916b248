namespace Mingchu.Collector.Config;

/// <summary>Pictures and live views on demand.</summary>
public sealed class ViewingConfig
{
    /// <summary>A box has so long to begin, by its own clock, 5 s to 5 min.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A live view ends when nobody asked for its playlist for so long, 5 s to 10 min.</summary>
    public TimeSpan Unwatched { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A live view ends after so long, 10 s to 1 h; the box's own limit may be lower.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Live views of one box at the same time, 1 to 16.</summary>
    public int PerDevice { get; init; } = 2;

    /// <summary>Live views of all boxes at the same time, 1 to 1000.</summary>
    public int Most { get; init; } = 16;

    /// <summary>Largest segment taken, bytes: what a camera sends from one key picture to the next.</summary>
    public int SegmentBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Segments of one live view kept in memory, 3 to 60.</summary>
    public int Segments { get; init; } = 10;

    /// <summary>Bytes of one live view kept in memory.</summary>
    public int WindowBytes { get; init; } = 24 * 1024 * 1024;

    /// <summary>How often which section is to look; the progress is shown to its people and to administrators.</summary>
    public PatrolConfig[] Patrols { get; init; } = [];
}
