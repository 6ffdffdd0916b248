using Mingchu.Collector.Core.Cases;

namespace Mingchu.Collector.Core.Privacy;

/// <summary>How evidence is shown to somebody.</summary>
public enum Showing
{
    /// <summary>As it was taken.</summary>
    AsTaken,

    /// <summary>A copy in which faces are unrecognisable.</summary>
    Blurred,

    /// <summary>Not at all: there is no copy without faces.</summary>
    Hidden,
}

/// <summary>Who sees faces: market supervision. Whatever leaves it, to merchants, platforms, the grid and by every channel, is a copy without them.</summary>
public static class PictureRules
{
    /// <summary>How a picture or clip is shown.</summary>
    /// <param name="to">Who looks.</param>
    /// <param name="isClip">Of clips there are no copies.</param>
    /// <param name="addedBy">Account of the person who added it; null for what a camera took.</param>
    public static Showing Of(Actor to, bool isClip, string? addedBy)
    {
        if (SeesFaces(to) || addedBy == to.Id)
            return Showing.AsTaken;
        if (isClip)
            return Showing.Hidden;
        // Whoever has to judge whether something was put right must see it; nobody says where heads are in pictures that people add.
        return addedBy is not null && to.Role.IsGrid() ? Showing.AsTaken : Showing.Blurred;
    }

    /// <summary>Whether somebody sees what cameras took as it is.</summary>
    public static bool SeesFaces(Actor to) => to.Role == Role.System || to.Role.IsRegulator();
}
