namespace Mingchu.Edge.Core.Calendars;

/// <summary>
/// Hours by weekday. They belong to the day they begin on: Friday's shift till 2 o'clock covers Saturday's first two hours even when Saturday
/// is a holiday, and none begins on a holiday. Wall time: where clocks are set back an hour counts twice, where they are set ahead it is skipped.
/// </summary>
/// <param name="Shifts">In any order, may overlap; none at all is never.</param>
/// <param name="Holidays">Local dates on which no shift begins.</param>
public sealed record Hours(IReadOnlyList<Shift> Shifts, IReadOnlySet<DateOnly> Holidays)
{
    /// <summary>Without holidays.</summary>
    public Hours(IReadOnlyList<Shift> shifts)
        : this(shifts, new HashSet<DateOnly>())
    {
    }

    /// <summary>Whether a local wall time lies inside.</summary>
    public bool Contains(DateTime local)
    {
        var (day, time) = (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
        foreach (var shift in Shifts)
        {
            if (Begins(shift, day) && time >= shift.From && (shift.OverMidnight || time < shift.To))
                return true;
            if (shift.OverMidnight && day > DateOnly.MinValue && Begins(shift, day.AddDays(-1)) && time < shift.To)
                return true;
        }
        return false;
    }

    private bool Begins(Shift shift, DateOnly day) => shift.Days.Contains(day.DayOfWeek) && !Holidays.Contains(day);
}
