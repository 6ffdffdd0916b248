using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;

namespace Mingchu.Collector.Core.Viewing;

/// <summary>Through whose cameras somebody may look.</summary>
public static class LookRules
{
    /// <summary>Market supervision in its area, the business itself, and the system on its round; nobody of the grid and no platform.</summary>
    /// <param name="by">Who wants to look.</param>
    /// <param name="premisesId">Premises that the camera hangs in.</param>
    /// <param name="area">Path of their area.</param>
    public static bool MayLook(Actor by, string premisesId, string area) =>
        by.Role == Role.System || (by.Role == Role.Merchant ? by.PremisesId == premisesId : by.Role.IsRegulator() && (by.Area is not { } own || Area.IsWithin(area, own.Path)));

    /// <summary>Whether somebody may see the picture of a look: what the market supervision took shows faces and stays with it; the business sees what it asked of its own cameras itself.</summary>
    /// <param name="to">Who wants to see it.</param>
    /// <param name="askedBy">Account that asked for the look.</param>
    public static bool MaySeePicture(Actor to, string askedBy) => to.Role.IsRegulator() || to.Id == askedBy;
}
