namespace Mingchu.Edge.Core.Motion;

/// <summary>How closely a camera in mode <c>adaptive</c> must be watched: at once closely when something stirs or is pending, seldom again after a quiet time.</summary>
public sealed record Effort
{
    /// <summary>Quiet time before it is watched seldom again; starting ffmpeg anew costs about a second of decoding.</summary>
    public static TimeSpan Calm { get; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// A dwell time from here on gets its five looks from key frames alone, as long as these come at least every four seconds; a shorter one needs every picture.
    /// </summary>
    public static TimeSpan Patient { get; } = TimeSpan.FromSeconds(20);

    private DateTimeOffset? StirredAt { get; init; }

    /// <summary>Nothing known: closely, until the first quiet time has passed.</summary>
    public static Effort Start { get; } = new();

    /// <summary>Whether every picture is needed.</summary>
    public bool Close { get; private init; } = true;

    /// <summary>One picture.</summary>
    /// <param name="moved">Whether it shows something new.</param>
    /// <param name="pending">Shortest dwell time that runs; null when none does.</param>
    /// <param name="now">When it was taken.</param>
    public Effort Step(bool moved, TimeSpan? pending, DateTimeOffset now)
    {
        var stirs = moved || pending < Patient;
        // A clock set back begins the quiet time anew.
        if (stirs || StirredAt is not { } last || now < last)
            return this with { StirredAt = now, Close = stirs || Close };
        return now - last >= Calm ? this with { Close = false } : this;
    }
}
