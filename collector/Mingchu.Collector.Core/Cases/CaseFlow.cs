using System.Text.Json.Serialization;
using Mingchu.Collector.Core.Deadlines;
using Mingchu.Collector.Core.Items;

namespace Mingchu.Collector.Core.Cases;

/// <summary>In whose hands a case is, and by when they must have answered. A value: two flows are equal when all of it is.</summary>
/// <param name="Source">Where the first lead came from.</param>
/// <param name="Holder">Who has it; null only for cases without an item list.</param>
/// <param name="Urgency">How soon it has to be settled.</param>
/// <param name="Floor">Highest department that collected a lead of it; it never goes to a lower one (B8). Null when none did.</param>
/// <param name="Deadline">The running or paused deadline; null while nobody's answer is awaited.</param>
/// <param name="Missed">Deadlines missed so far, by anybody.</param>
/// <param name="MissedByMerchant">Those of them that the merchant missed; they count against the premises.</param>
/// <param name="Assisting">The lower office that was asked to help and has not answered yet.</param>
/// <param name="Major">How far it was reported as a major incident; null when it is none.</param>
public sealed record CaseFlow(
    LeadSource Source, Holder? Holder, Urgency Urgency, Role? Floor, Deadline? Deadline, int Missed, int MissedByMerchant, Role? Assisting, MajorReport? Major)
{
    /// <summary>Nobody has it.</summary>
    public static CaseFlow Start { get; } = new(LeadSource.Alert, null, Urgency.ByDeadline, null, null, 0, 0, null, null);

    /// <summary>When something has to happen next, UTC; null when nothing has to.</summary>
    [JsonIgnore]
    public DateTimeOffset? NextAt => Major is { Level: not null, DueAt: var due } && !(Deadline?.NextAt < due) ? due : Deadline?.NextAt;

    /// <summary>In these hands now.</summary>
    public CaseFlow Give(Handing to) => this with
    {
        Holder = Holder is null ? new Holder(to.To) : Holder.Role == to.To ? Holder : Holder.Next(to.To),
        Urgency = to.Urgency,
        Deadline = to.Deadline,
    };

    /// <summary>Back in the hands it came from.</summary>
    public CaseFlow Return(Handing to) => this with { Holder = Holder?.From ?? new Holder(to.To), Deadline = to.Deadline };

    /// <summary>A lead came from somebody of this role.</summary>
    public CaseFlow Collected(Role? by) =>
        by is { } role && role.IsDepartment() && role.Rank() > (Floor?.Rank() ?? 0) ? this with { Floor = role } : this;

    /// <summary>Nothing is awaited any more; a major incident is still reported up to the top.</summary>
    public CaseFlow Ended() => this with { Deadline = null, Assisting = null };
}
