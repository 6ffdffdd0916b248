using Mingchu.Edge.Core.Calendars;

namespace Mingchu.Edge.Config;

/// <summary>When people work, as far as the file says it.</summary>
public sealed record HoursConfig
{
    /// <summary>When people may be in the kitchen; null is not said.</summary>
    public IReadOnlyList<Shift>? Opening { get; init; }

    /// <summary>When posts must be manned; null is not said.</summary>
    public IReadOnlyList<Shift>? Duty { get; init; }

    /// <summary>Dates on which nothing begins.</summary>
    public IReadOnlySet<DateOnly> Holidays { get; init; } = new HashSet<DateOnly>();

    /// <summary>Of all times in the file.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Local;

    /// <summary>With the holidays; null stays null.</summary>
    public Hours? Of(IReadOnlyList<Shift>? shifts) => shifts is null ? null : new(shifts, Holidays);
}
