namespace Mingchu.Contracts.Messages;

/// <summary>What became of a command.</summary>
[JsonConverter(typeof(KebabCase<CommandOutcome>))]
public enum CommandOutcome
{
    /// <summary>Begun; another answer follows when it is over.</summary>
    Accepted,

    /// <summary>Done. A live view: it ended as it was meant to, see the reason.</summary>
    Done,

    /// <summary>Nothing was done, see the reason.</summary>
    Refused,

    /// <summary>It was tried and did not work, see the reason.</summary>
    Failed,
}

/// <summary>A device's answer to a command; one or, when it takes time, two. It gets no receipt.</summary>
/// <param name="CommandId">The CloudEvents id of the command.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="At">When that was so; of a picture when it was taken; UTC.</param>
/// <param name="Reason">A code of <see cref="CommandReasons"/> or <see cref="CameraReasons"/>; null when there is nothing to say.</param>
/// <param name="Detail">The same as a sentence for a person, without credentials.</param>
public sealed record CommandReply(string CommandId, CommandOutcome Outcome, DateTimeOffset At, string? Reason = null, string? Detail = null);

/// <summary>Why a command was not done, or a live view ended; beside the codes of <see cref="CameraReasons"/>.</summary>
public static class CommandReasons
{
    /// <summary>It came too late by the device's clock.</summary>
    public const string Expired = "expired";

    /// <summary>The device has no such camera.</summary>
    public const string UnknownCamera = "unknown-camera";

    /// <summary>Live-stop: no such view runs.</summary>
    public const string UnknownView = "unknown-view";

    /// <summary>The device's configuration does not allow it.</summary>
    public const string SwitchedOff = "switched-off";

    /// <summary>The device shows as many views as it may, or has too much to do.</summary>
    public const string TooMany = "too-many";

    /// <summary>A field is missing or out of its range.</summary>
    public const string Invalid = "invalid";

    /// <summary>The camera's codec can't be passed on (no H.264), and the device does not transcode.</summary>
    public const string CodecNotShown = "codec-not-shown";

    /// <summary>The collector did not take what was put.</summary>
    public const string Upload = "upload";

    /// <summary>A live view ended by live-stop.</summary>
    public const string Stopped = "stopped";

    /// <summary>A live view ended since the collector has no use for it any more.</summary>
    public const string Unwatched = "unwatched";

    /// <summary>A live view ended since it had its time.</summary>
    public const string TimeOver = "time-over";
}
