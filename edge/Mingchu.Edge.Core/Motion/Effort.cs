namespace Mingchu.Edge.Core.Motion;

/// <summary>How closely a camera in mode <c>adaptive</c> must be watched: at once closely when something stirs or is pending, seldom again after a quiet time.</summary>
public sealed record Effort
{
    /// <summary>Quiet time before it is watched seldom again; starting ffmpeg anew costs about a second of decoding.</summary>
    public static TimeSpan Calm { get; } = TimeSpan.FromSeconds(15);

    private DateTimeOffset? StirredAt { get; init; }

    /// <summary>Nothing known: closely, until the first quiet time has passed.</summary>
    public static Effort Start { get; } = new();

    /// <summary>Whether every picture is needed.</summary>
    public bool Close { get; private init; } = true;

    /// <summary>One picture: whether it shows something new, or something is pending.</summary>
    public Effort Step(bool stirs, DateTimeOffset now)
    {
        // A clock set back begins the quiet time anew.
        if (stirs || StirredAt is not { } last || now < last)
            return this with { StirredAt = now, Close = stirs || Close };
        return now - last >= Calm ? this with { Close = false } : this;
    }
}
