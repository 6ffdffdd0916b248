using Mingchu.Edge.Core.Geometry;
using Mingchu.Edge.Core.Tracking;

namespace Mingchu.Edge.Core.Sight;

/// <summary>Where people are, by their heads: what is seen there says nothing about things.</summary>
public static class PersonAreas
{
    /// <summary>The part of the picture a person may take who has this head: four heads wide and six and a half high, for arms held out.</summary>
    public static Box Of(Box head) =>
        new Box(head.Centre.X - (2 * head.Width), head.Top - (0.3f * head.Height), head.Centre.X + (2 * head.Width), head.Top + (6.5f * head.Height)).Clipped();

    /// <summary>Of all tracks of heads, also those just lost.</summary>
    public static IReadOnlyList<Box> Of(IReadOnlyList<Track> tracks) => [.. tracks.Where(t => t.Class == "head").Select(t => Of(t.Box))];
}
