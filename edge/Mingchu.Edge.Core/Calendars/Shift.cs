namespace Mingchu.Edge.Core.Calendars;

/// <summary>A stretch of the day on some days of the week, in local wall time.</summary>
/// <param name="Days">Days it begins on.</param>
/// <param name="From">First moment.</param>
/// <param name="To">First moment after it; not after <paramref name="From"/> means on the next day, equal means 24 hours.</param>
public sealed record Shift(IReadOnlyList<DayOfWeek> Days, TimeOnly From, TimeOnly To)
{
    /// <summary>Monday to Sunday.</summary>
    public static IReadOnlyList<DayOfWeek> EveryDay { get; } =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    /// <summary>Whether it ends on the day after it began.</summary>
    public bool OverMidnight => To <= From;
}
