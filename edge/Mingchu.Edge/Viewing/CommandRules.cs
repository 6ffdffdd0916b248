using System.Globalization;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Config;

namespace Mingchu.Edge.Viewing;

/// <summary>Which commands are taken.</summary>
public static class CommandRules
{
    /// <summary>Pictures taken at the same time.</summary>
    public const int MostSnapshots = 2;

    /// <summary>Why a command is refused; null when it is taken.</summary>
    /// <param name="now">By the box's clock.</param>
    /// <param name="snapshots">Pictures being taken.</param>
    /// <param name="views">Ids of the live views that run.</param>
    public static (string Reason, string Detail)? Refusal(CameraCommand command, DateTimeOffset now, EdgeConfig config, int snapshots, IReadOnlyCollection<string> views)
    {
        if (now > command.ExpiresAt)
            return (CommandReasons.Expired, string.Create(CultureInfo.InvariantCulture,
                $"expired at {command.ExpiresAt:u}, and it is {now:u} by the box's clock; ask again, and check that clock when it is wrong"));
        if (command.Kind == CommandKind.LiveStop)
            return command.Stops is { } id && views.Contains(id) ? null : (CommandReasons.UnknownView, "no such live view runs here");
        if (config.Cameras.All(c => c.Id != command.Camera))
            return (CommandReasons.UnknownCamera, $"this box has the cameras {string.Join(", ", config.Cameras.Select(c => c.Id))}");
        return command.Kind switch
        {
            CommandKind.Snapshot when !config.Viewing.Snapshots => (CommandReasons.SwitchedOff, "viewing.snapshots is off in the box's configuration"),
            CommandKind.Snapshot when snapshots >= MostSnapshots => (CommandReasons.TooMany, $"{MostSnapshots} pictures are being taken; ask again in some seconds"),
            CommandKind.LiveStart when !config.Viewing.Live => (CommandReasons.SwitchedOff, "viewing.live is off in the box's configuration"),
            CommandKind.LiveStart when command.Live is not { Token.Length: > 0 and <= 256, MaxSeconds: >= 1 and <= 3600, MaxSegmentBytes: > 0 } =>
                (CommandReasons.Invalid, "live must hold token, maxSeconds 1..3600 and maxSegmentBytes"),
            CommandKind.LiveStart when views.Count >= config.Viewing.Most => (CommandReasons.TooMany, $"{config.Viewing.Most} live views run, as many as viewing.most allows"),
            _ => null,
        };
    }
}
