namespace Mingchu.Contracts.Messages;

/// <summary>What the collector asks a device to do with a camera.</summary>
[JsonConverter(typeof(KebabCase<CommandKind>))]
public enum CommandKind
{
    /// <summary>Put the newest picture, as large as the camera gives it.</summary>
    Snapshot,

    /// <summary>Put the camera's video, segment by segment, until stopped.</summary>
    LiveStart,

    /// <summary>End a live view.</summary>
    LiveStop,
}

/// <summary>
/// A request of the collector, never retained. Its id is the CloudEvents id, 32 lower-case hex digits; one that comes twice is done once and answered twice.
/// A picture goes by <c>PUT /evidence/v1/{device}/{id}/snapshot</c>, as evidence does; video by <see cref="LiveTerms"/>.
/// </summary>
/// <param name="Kind">What to do.</param>
/// <param name="Camera">Camera id within the device.</param>
/// <param name="ExpiresAt">UTC; one that is read later than this by the device's clock is refused as expired.</param>
public sealed record CameraCommand(CommandKind Kind, string Camera, DateTimeOffset ExpiresAt)
{
    /// <summary>How the video is to come; with live-start only.</summary>
    public LiveTerms? Live { get; init; }

    /// <summary>Id of the live-start that is to end; with live-stop only.</summary>
    public string? Stops { get; init; }
}

/// <summary>
/// How a live view is put to the collector's evidence address: <c>PUT /live/v1/{device}/{id}/{number}.ts?seconds=S</c>, MPEG-TS with H.264 that begins with a key
/// picture, numbers rise, and one left out is a gap. Any other answer than 2xx, 429 or 5xx ends the view.
/// </summary>
/// <param name="Token">Bearer token of this one view.</param>
/// <param name="MaxSeconds">It ends after so long, 1..3600.</param>
/// <param name="MaxSegmentBytes">Largest segment taken.</param>
public sealed record LiveTerms(string Token, int MaxSeconds, int MaxSegmentBytes);
