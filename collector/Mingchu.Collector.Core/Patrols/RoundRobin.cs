namespace Mingchu.Collector.Core.Patrols;

/// <summary>A kitchen of the round.</summary>
/// <param name="Premises">Its id.</param>
/// <param name="LastAt">When the system looked there last, UTC; null when never.</param>
public sealed record RoundKitchen(string Premises, DateTimeOffset? LastAt);

/// <summary>When the system looks, and into which kitchen.</summary>
public static class RoundRobin
{
    /// <summary>Begin of the slot of time that a moment lies in, Unix milliseconds; in every slot there is one look. Null when there are none.</summary>
    public static long? Slot(RoundPolicy policy, DateTimeOffset now)
    {
        if (policy.LooksPerHour == 0)
            return null;
        var length = 3_600_000L / policy.LooksPerHour;
        return now.ToUnixTimeMilliseconds() / length * length;
    }

    /// <summary>Whether what keeps a camera from seeing has lasted long enough to be filed; it has when nobody knows since when.</summary>
    public static bool IsFault(RoundPolicy policy, DateTimeOffset? since, DateTimeOffset now) => since is not { } at || now - at >= TimeSpan.FromMinutes(policy.FaultMinutes);

    /// <summary>The kitchen not looked into for the longest time, those never looked into first; null when none is due.</summary>
    public static string? Next(IEnumerable<RoundKitchen> kitchens, RoundPolicy policy, DateTimeOffset now) =>
        kitchens.Where(k => k.LastAt is not { } at || now - at >= TimeSpan.FromHours(policy.LeastHours))
            .OrderBy(k => k.LastAt ?? DateTimeOffset.MinValue).ThenBy(k => k.Premises, StringComparer.Ordinal).FirstOrDefault()?.Premises;
}
