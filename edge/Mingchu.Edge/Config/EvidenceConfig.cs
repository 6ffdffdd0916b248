using Mingchu.Edge.Core.Retention;

namespace Mingchu.Edge.Config;

/// <summary>What evidence there is, and how much of it the box keeps.</summary>
public sealed record EvidenceConfig
{
    private const long MiB = 1024 * 1024;

    /// <summary>Pictures, clips and streams kept on the disk, MiB, 16..1,000,000.</summary>
    public int MaxMiB { get; init; } = 2048;

    /// <summary>Left free on the disk, MiB, 1..1,000,000; the alerts themselves need it.</summary>
    public int MinFreeMiB { get; init; } = 100;

    /// <summary>Evidence of an alert that is over waits so long for the collector, 1 h to 1 year.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Evidence the collector has stays for so long, up to 90 days; zero: it goes with the receipt.</summary>
    public TimeSpan KeepDelivered { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Videos.</summary>
    public ClipConfig Clip { get; init; } = new();

    /// <summary>The bounds.</summary>
    public RetentionLimits Limits => new(MaxMiB * MiB, Clip.RingMiB * MiB, MinFreeMiB * MiB, Clip.RingAge, KeepDelivered, MaxAge);
}

/// <summary>A short video around each alert.</summary>
public sealed record ClipConfig
{
    /// <summary>Whether there are any.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>At least so much before the alert, 1..60 s.</summary>
    public TimeSpan Before { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>At least so much after it, 1..60 s.</summary>
    public TimeSpan After { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Size of one, MiB, 1..1024; a longer one is made shorter. The collector takes 32 unless told otherwise.</summary>
    public int MaxMiB { get; init; } = 24;

    /// <summary>What lies ready of all cameras' streams, MiB, 1..1,000,000.</summary>
    public int RingMiB { get; init; } = 512;

    /// <summary>How long after the alert a piece of the stream may still be awaited: the longest distance of key frames, and some.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(45);

    /// <summary>How long a piece of a stream lies ready.</summary>
    public TimeSpan RingAge => Before + After + Patience + TimeSpan.FromSeconds(15);
}
