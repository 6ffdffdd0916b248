using Mingchu.Edge.Core.Sight;
using Mingchu.Edge.Core.Tracking;

namespace Mingchu.Edge.Core.Rules;

/// <summary>What is known about one camera's view at one moment.</summary>
/// <param name="Tracks">Confirmed tracks, in any order.</param>
public sealed record Scene(IReadOnlyList<Track> Tracks)
{
    /// <summary>Nobody and nothing in view.</summary>
    public static Scene Empty { get; } = new([]);

    /// <summary>What the picture is fit for.</summary>
    public ViewState View { get; init; } = ViewState.Clear;

    /// <summary>New things that stand still, against the camera's clean reference; empty without a reference.</summary>
    public IReadOnlyList<StaticObject> Objects { get; init; } = [];

    /// <summary>Wall time where the camera hangs; null is unknown, and what goes by the calendar is undetermined.</summary>
    public DateTime? LocalTime { get; init; }

    /// <summary>The usual time between two scenes of the camera; zero while unknown. Rules bear gaps of a few times that.</summary>
    public TimeSpan Every { get; init; }
}
