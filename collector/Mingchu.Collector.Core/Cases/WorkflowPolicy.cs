using Mingchu.Collector.Core.Deadlines;
using Mingchu.Collector.Core.Items;
using Mingchu.Contracts.Hazards;

namespace Mingchu.Collector.Core.Cases;

/// <summary>What the workflow decides by: the item list, deadlines and the calendar.</summary>
public sealed record WorkflowPolicy(ItemPolicy Items, DeadlinePolicy Deadlines, BusinessCalendar Calendar)
{
    /// <summary>The policies compiled into this assembly.</summary>
    public static WorkflowPolicy Default { get; } = new(ItemPolicy.Default, DeadlinePolicy.Default, BusinessCalendar.Default);

    /// <summary>Whether the premises trade on a platform that could have the matter; without one it goes to the town's office instead.</summary>
    public bool OnPlatform { get; init; } = true;

    /// <summary>Who has a matter of this hazard, grade and source first, and until when.</summary>
    public Handing First(string hazard, int grade, LeadSource source, Role? collectedBy, DateTimeOffset now)
    {
        var item = Items.Find(new(grade, hazard, HazardList.Current.Find(hazard)?.Group ?? "", ""), source);
        return Hand(ItemPolicy.First(item, collectedBy), item.Urgency, grade, Items.Version, now);
    }

    /// <summary>The case in these hands from now on.</summary>
    /// <param name="to">Whose.</param>
    /// <param name="urgency">How soon.</param>
    /// <param name="grade">1..3.</param>
    /// <param name="by">Version of the item list that says so, or <c>person</c>.</param>
    /// <param name="now">Now, UTC.</param>
    public Handing Hand(Role to, Urgency urgency, int grade, string by, DateTimeOffset now)
    {
        if (to is Role.Platform && !OnPlatform)
            to = Role.TownOffice;
        var rule = Deadlines.RuleFor(urgency, grade, to);
        return new(to, urgency, Deadline.Begin(Calendar, rule.Allow, (rule.Reminders[0], rule.Reminders[1]), Deadlines.Version, now), by);
    }

    /// <summary>The deadline for verifying what was answered now, with reminders after half and nine tenths of it.</summary>
    public Deadline Verify(DateTimeOffset now) => Deadline.Begin(Calendar, Deadlines.Verify, (0.5, 0.9), Deadlines.Version, now);

    /// <summary>The deadline of a long matter: a reminder at the next look and a working day after it, missed after three.</summary>
    public Deadline NextLook(DateTimeOffset at, DateTimeOffset now) =>
        new("person", now, at, Calendar.Due(at, new(WorkingDays: 1)), Calendar.Due(at, new(WorkingDays: 3)), 0, null, true);
}
