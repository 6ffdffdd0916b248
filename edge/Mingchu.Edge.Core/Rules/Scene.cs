using Mingchu.Edge.Core.Tracking;

namespace Mingchu.Edge.Core.Rules;

/// <summary>What is known about one camera's view at one moment.</summary>
/// <param name="Tracks">Confirmed tracks, in any order.</param>
public sealed record Scene(IReadOnlyList<Track> Tracks)
{
    /// <summary>Nobody and nothing in view.</summary>
    public static Scene Empty { get; } = new([]);
}
