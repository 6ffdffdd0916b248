namespace Mingchu.Edge.Config;

/// <summary>What the collector may ask to see.</summary>
public sealed record ViewingConfig
{
    /// <summary>Whether it may ask for a picture.</summary>
    public bool Snapshots { get; init; } = true;

    /// <summary>Whether it may ask for a live view.</summary>
    public bool Live { get; init; } = true;

    /// <summary>Live views at the same time, 1..16.</summary>
    public int Most { get; init; } = 2;

    /// <summary>A live view ends after so long, 10 s to 1 h; sooner when the collector says so.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Turn what is not H.264 into it, on the processor, at most 1280 wide; otherwise such a camera has no live view.</summary>
    public bool Transcode { get; init; }
}
