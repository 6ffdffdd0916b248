using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;

namespace Mingchu.Collector.Core.Viewing;

/// <summary>Through whose cameras somebody may look.</summary>
public static class LookRules
{
    /// <summary>Market supervision in its area, and the business itself; nobody of the grid and no platform.</summary>
    /// <param name="by">Who wants to look.</param>
    /// <param name="premisesId">Premises that the camera hangs in.</param>
    /// <param name="area">Path of their area.</param>
    public static bool MayLook(Actor by, string premisesId, string area) =>
        by.Role == Role.Merchant ? by.PremisesId == premisesId : by.Role.IsRegulator() && (by.Area is not { } own || Area.IsWithin(area, own.Path));
}
