namespace Mingchu.Collector.Core.Deadlines;

/// <summary>Which days and hours offices work. Days of years the file does not know are working days from Monday to Friday; <see cref="Doubts"/> says so.</summary>
/// <param name="Version">The file's own version.</param>
/// <param name="Offset">Difference of local time from UTC; the area has no summer time.</param>
/// <param name="Hours">Office hours of a working day, in order, not overlapping.</param>
/// <param name="Years">What is known, by year.</param>
public sealed record BusinessCalendar(string Version, TimeSpan Offset, IReadOnlyList<OfficeHours> Hours, IReadOnlyDictionary<int, CalendarYear> Years)
{
    /// <summary>The calendar compiled into this assembly.</summary>
    public static BusinessCalendar Default { get; } = CalendarFile.LoadDefault();

    /// <summary>Whether offices work on this day.</summary>
    public bool IsWorkingDay(DateOnly day)
    {
        var known = Years.GetValueOrDefault(day.Year);
        if (known?.Work.Contains(day) is true)
            return true;
        return known?.Off.Contains(day) is not true && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
    }

    /// <summary>When the allowance is used up that begins at <paramref name="from"/>; always later than it.</summary>
    public DateTimeOffset Due(DateTimeOffset from, Allowance allowance)
    {
        if (allowance.Hours is { } hours)
            return from + TimeSpan.FromHours(hours);
        if (allowance.WorkingHours is { } working)
            return AddWorkingTime(from, TimeSpan.FromHours(working));
        var day = DayOf(from);
        for (var left = allowance.WorkingDays!.Value; left > 0;)
            if (IsWorkingDay(day = day.AddDays(1)))
                left--;
        return EndOf(day);
    }

    /// <summary>When office hours end on this local day, whether or not offices work on it.</summary>
    public DateTimeOffset EndOf(DateOnly day) => At(day, Hours[^1].To);

    /// <summary>The moment at which this much office time has passed since <paramref name="from"/>.</summary>
    public DateTimeOffset AddWorkingTime(DateTimeOffset from, TimeSpan time)
    {
        foreach (var (start, end) in Spans(from))
        {
            if (end - start >= time)
                return start + time;
            time -= end - start;
        }

        throw new InvalidOperationException("a calendar has working days");
    }

    /// <summary>Office time between two moments; zero when the second is not later.</summary>
    public TimeSpan WorkingTime(DateTimeOffset from, DateTimeOffset to)
    {
        var sum = TimeSpan.Zero;
        foreach (var (start, end) in Spans(from))
        {
            if (start >= to)
                break;
            sum += (end < to ? end : to) - start;
        }

        return sum;
    }

    /// <summary>What is not sure about days between two moments: years that are missing, or known by the law only.</summary>
    public IReadOnlyList<Phrase> Doubts(DateTimeOffset from, DateTimeOffset to)
    {
        List<Phrase> doubts = [];
        for (var year = DayOf(from).Year; year <= DayOf(to).Year; year++)
            if (Years.GetValueOrDefault(year) is not { } known)
                doubts.Add(Phrase.Of("calendar.unknown", $"{year}"));
            else if (!known.Arranged)
                doubts.Add(Phrase.Of("calendar.not-arranged", $"{year}"));
        return doubts;
    }

    /// <summary>The local day of a moment.</summary>
    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(Offset).DateTime);

    // Office time from a moment on, without end.
    private IEnumerable<(DateTimeOffset Start, DateTimeOffset End)> Spans(DateTimeOffset from)
    {
        for (var day = DayOf(from); ; day = day.AddDays(1))
        {
            if (!IsWorkingDay(day))
                continue;
            foreach (var hours in Hours)
            {
                var (start, end) = (At(day, hours.From), At(day, hours.To));
                if (end > from)
                    yield return (start > from ? start : from.ToUniversalTime(), end);
            }
        }
    }

    private DateTimeOffset At(DateOnly day, TimeOnly time) => new DateTimeOffset(day.ToDateTime(time), Offset).ToUniversalTime();
}

/// <summary>A stretch of office hours, local time.</summary>
public sealed record OfficeHours(TimeOnly From, TimeOnly To);

/// <summary>What is known of a year.</summary>
/// <param name="Arranged">Whether the yearly arrangement of holidays and make-up days is in it; false: only the days the law names.</param>
/// <param name="Off">Days without work that may fall on a weekday.</param>
/// <param name="Work">Make-up days: worked although they are a weekend.</param>
public sealed record CalendarYear(bool Arranged, IReadOnlySet<DateOnly> Off, IReadOnlySet<DateOnly> Work);
