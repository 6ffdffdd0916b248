namespace Mingchu.Collector.Core.Deadlines;

/// <summary>How much time somebody gets. Exactly one of the three is set.</summary>
/// <param name="Hours">Hours by the clock, day and night, &gt; 0.</param>
/// <param name="WorkingHours">Hours within the office hours of working days, &gt; 0.</param>
/// <param name="WorkingDays">Working days after the day it begins, to the end of office hours of the last, &gt;= 1.</param>
public sealed record Allowance(double? Hours = null, double? WorkingHours = null, int? WorkingDays = null)
{
    /// <summary>Why it can't be used; null when it can.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string? Error
    {
        get
        {
            var set = (Hours is null ? 0 : 1) + (WorkingHours is null ? 0 : 1) + (WorkingDays is null ? 0 : 1);
            if (set != 1)
                return "give exactly one of hours, workingHours, workingDays";
            // A year is more than any deadline of the field, and keeps the search through the calendar short.
            return Hours is not (null or (> 0 and <= 8760)) || WorkingHours is not (null or (> 0 and <= 2000)) || WorkingDays is not (null or (>= 1 and <= 250))
                ? "must be greater than 0 and at most a year"
                : null;
        }
    }
}
