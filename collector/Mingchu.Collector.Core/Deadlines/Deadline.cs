using System.Text.Json.Serialization;

namespace Mingchu.Collector.Core.Deadlines;

/// <summary>By when whoever has a case must have answered. Two reminders come before; each fires once, whatever the clock does.</summary>
/// <param name="Policy">Version of the policy it comes from, or <c>person</c>.</param>
/// <param name="StartedAt">When it began to run, UTC.</param>
/// <param name="FirstReminderAt">When the first reminder is due, UTC.</param>
/// <param name="SecondReminderAt">When the second reminder is due, UTC, not before the first.</param>
/// <param name="DueAt">When it is missed, UTC.</param>
/// <param name="Reminded">Reminders sent, 0..2.</param>
/// <param name="PausedAt">Since when it does not run, UTC; null while it runs.</param>
/// <param name="Working">Whether it counts office time, so that a pause is made up in office time.</param>
public sealed record Deadline(
    string Policy,
    DateTimeOffset StartedAt,
    DateTimeOffset FirstReminderAt,
    DateTimeOffset SecondReminderAt,
    DateTimeOffset DueAt,
    int Reminded,
    DateTimeOffset? PausedAt,
    bool Working)
{
    /// <summary>When something has to happen next, UTC; null while it is paused.</summary>
    [JsonIgnore]
    public DateTimeOffset? NextAt => PausedAt is not null ? null : Reminded switch { 0 => FirstReminderAt, 1 => SecondReminderAt, _ => DueAt };

    /// <summary>A deadline of this allowance that begins now.</summary>
    /// <param name="calendar">Working days.</param>
    /// <param name="allowance">How long.</param>
    /// <param name="reminders">Shares of the time after which the two reminders come, 0..1, in order.</param>
    /// <param name="policy">Version of the policy.</param>
    /// <param name="now">Now, UTC.</param>
    public static Deadline Begin(BusinessCalendar calendar, Allowance allowance, (double First, double Second) reminders, string policy, DateTimeOffset now) =>
        Until(calendar, calendar.Due(now, allowance), allowance.Hours is null, reminders, policy, now);

    /// <summary>A deadline that begins now and ends at a moment.</summary>
    /// <param name="calendar">Working days.</param>
    /// <param name="due">When it is missed, UTC, later than now.</param>
    /// <param name="working">Whether it counts office time.</param>
    /// <param name="reminders">Shares of the time after which the two reminders come, 0..1, in order.</param>
    /// <param name="policy">Version of the policy, or <c>person</c>.</param>
    /// <param name="now">Now, UTC.</param>
    public static Deadline Until(
        BusinessCalendar calendar, DateTimeOffset due, bool working, (double First, double Second) reminders, string policy, DateTimeOffset now)
    {
        var whole = working ? calendar.WorkingTime(now, due) : due - now;
        DateTimeOffset Share(double share) => working ? calendar.AddWorkingTime(now, whole * share) : now + (whole * share);
        return new(policy, now, Share(reminders.First), Share(reminders.Second), due, 0, null, working);
    }

    /// <summary>It stops running.</summary>
    public Deadline Pause(DateTimeOffset now) => this with { PausedAt = now };

    /// <summary>It runs on: what was left at the pause is left now, of the reminders too.</summary>
    public Deadline Resume(BusinessCalendar calendar, DateTimeOffset now)
    {
        if (PausedAt is not { } paused)
            return this;
        DateTimeOffset Moved(DateTimeOffset at) => at <= paused ? at
            : Working ? calendar.AddWorkingTime(now, calendar.WorkingTime(paused, at))
            : now + (at - paused);
        return this with { FirstReminderAt = Moved(FirstReminderAt), SecondReminderAt = Moved(SecondReminderAt), DueAt = Moved(DueAt), PausedAt = null };
    }

    /// <summary>How many reminders are due by now, 0..2, those sent included.</summary>
    public int RemindersBy(DateTimeOffset now) => Math.Max(Reminded, SecondReminderAt <= now ? 2 : FirstReminderAt <= now ? 1 : 0);
}
