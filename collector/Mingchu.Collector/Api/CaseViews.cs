using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Push;

namespace Mingchu.Collector.Api;

/// <summary>A page of a list.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Next">Cursor of the next page; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Which cases are asked for; what is missing filters nothing.</summary>
public sealed record CaseQuery
{
    /// <summary>A stage, or <c>unsettled</c>.</summary>
    public string? Stage { get; init; }

    /// <summary>Code of the hazard list.</summary>
    public string? Hazard { get; init; }

    /// <summary>1..3.</summary>
    public int? Grade { get; init; }

    /// <summary>Id of the premises, or part of their name.</summary>
    public string? Premises { get; init; }

    /// <summary><c>{device}/{camera}</c>: cases with an alert of this camera.</summary>
    public string? Camera { get; init; }

    /// <summary>Role of who has it.</summary>
    public string? Holder { get; init; }

    /// <summary>Path of an area.</summary>
    public string? Area { get; init; }

    /// <summary>The filter; null when a word is none.</summary>
    public CaseFilter? ToFilter() => CaseFilter.From(Stage, Hazard, Grade, Premises, Camera, Holder, Area);
}

/// <summary>How many cases there are.</summary>
/// <param name="Count">At most 999.</param>
/// <param name="More">Whether there are more than that.</param>
public sealed record CaseCount(int Count, bool More);

/// <summary>A case in a list.</summary>
/// <param name="Id">The case.</param>
/// <param name="Number">Number for people.</param>
/// <param name="PremisesId">Where.</param>
/// <param name="PremisesName">Its name.</param>
/// <param name="Area">Its area path.</param>
/// <param name="Hazard">Code of the hazard list.</param>
/// <param name="Grade">1..3.</param>
/// <param name="Stage">Where the case stands.</param>
/// <param name="OpenedAt">When it was opened, UTC.</param>
/// <param name="UpdatedAt">When anything last happened to it, UTC.</param>
/// <param name="Leads">Number of leads.</param>
/// <param name="Version">For the next command.</param>
/// <param name="Picture">Address of a picture; null before one is stored.</param>
/// <param name="Holder">Role of who has it; null for nobody.</param>
/// <param name="DueAt">By when they must have answered, UTC; null when nothing is awaited.</param>
public sealed record CaseItem(
    Guid Id,
    string Number,
    string PremisesId,
    string PremisesName,
    string Area,
    string Hazard,
    int Grade,
    Stage Stage,
    DateTimeOffset OpenedAt,
    DateTimeOffset UpdatedAt,
    int Leads,
    int Version,
    string? Picture,
    Role? Holder,
    DateTimeOffset? DueAt);

/// <summary>A whole case.</summary>
public sealed record CaseView(
    Guid Id,
    string Number,
    string PremisesId,
    string PremisesName,
    string Area,
    string Hazard,
    int Grade,
    Stage Stage,
    DateTimeOffset OpenedAt,
    DateTimeOffset UpdatedAt,
    int Version,
    DateTimeOffset FirstAt,
    DateTimeOffset LastAt,
    double Confidence,
    double Seconds,
    string? Assignee,
    string GradePolicy,
    IReadOnlyList<ReasonView> GradeReasons,
    IReadOnlyList<LeadView> Leads,
    IReadOnlyList<EventView> Events,
    IReadOnlyList<DeliveryView> Deliveries,
    IReadOnlyList<EvidenceView> Evidence,
    FlowView Flow)
{
    /// <summary>Whether the reader gets copies with blurred faces, and no clips.</summary>
    public bool FacesHidden { get; init; }
}

/// <summary>In whose hands a case is, and by when they must have answered.</summary>
/// <param name="Holder">Role of who has it; null for nobody.</param>
/// <param name="Way">Roles it went through before, the newest first.</param>
/// <param name="Urgency">How soon it has to be settled.</param>
/// <param name="CollectedBy">Highest department that collected a lead; it never goes below.</param>
/// <param name="StartedAt">When the deadline began, UTC.</param>
/// <param name="DueAt">By when an answer is awaited, UTC; null when none is.</param>
/// <param name="PausedAt">Since when the deadline does not run, UTC.</param>
/// <param name="Reminded">Reminders sent.</param>
/// <param name="Missed">Deadlines missed.</param>
/// <param name="Assisting">Office that was asked to assist.</param>
/// <param name="Major">Whether it was reported as a major incident.</param>
/// <param name="MajorLevel">Level that has to take notice of it; null when all have.</param>
/// <param name="Doubts">What the calendar is not sure about between now and then.</param>
public sealed record FlowView(
    Role? Holder,
    IReadOnlyList<Role> Way,
    Core.Items.Urgency Urgency,
    Role? CollectedBy,
    DateTimeOffset? StartedAt,
    DateTimeOffset? DueAt,
    DateTimeOffset? PausedAt,
    int Reminded,
    int Missed,
    Role? Assisting,
    bool Major,
    Role? MajorLevel,
    IReadOnlyList<string> Doubts);

/// <summary>What somebody could do with a case now.</summary>
/// <param name="Steps">Words of the steps, each a name below <c>/api/v1/cases/{id}/</c>.</param>
/// <param name="To">Whom it could be given to.</param>
/// <param name="Helpers">Whom could be asked to assist.</param>
public sealed record StepsView(IReadOnlyList<string> Steps, IReadOnlyList<Role> To, IReadOnlyList<Role> Helpers);

/// <summary>A reason of the grade: a stable code and the sentence in the reader's language.</summary>
public sealed record ReasonView(string Code, string Text);

/// <summary>A lead with the times of its way here, UTC.</summary>
/// <param name="Id">Unique over all sources.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="AlertId">Id of the alert; empty for other sources, as are the next three.</param>
/// <param name="Device">The box.</param>
/// <param name="Camera">Camera id within the box.</param>
/// <param name="CameraName">Its name for people.</param>
/// <param name="Person">Who handed it in; null for alerts, as are the next two.</param>
/// <param name="Text">What was seen, in words.</param>
/// <param name="Reference">Number under which another system knows it.</param>
/// <param name="Hazard">Code of the hazard list.</param>
/// <param name="Confidence">0..1.</param>
/// <param name="StartedAt">First frame of the violation.</param>
/// <param name="RaisedAt">End of the rule's dwell time.</param>
/// <param name="EndedAt">Last frame; null while it goes on.</param>
/// <param name="ReceivedAt">When the collector had it.</param>
/// <param name="CommittedAt">When it was stored in this case.</param>
public sealed record LeadView(
    string Id,
    LeadSource Source,
    string AlertId,
    string Device,
    string Camera,
    string CameraName,
    string? Person,
    string? Text,
    string? Reference,
    string Hazard,
    double Confidence,
    DateTimeOffset StartedAt,
    DateTimeOffset RaisedAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset ReceivedAt,
    DateTimeOffset CommittedAt);

/// <summary>One line of the case's file, with its sentence in the reader's language.</summary>
public sealed record EventView(int Sequence, string Type, DateTimeOffset At, string Actor, string Text, string Hash);

/// <summary>One notice to one recipient; <c>Quiet</c> says why it makes no noise or waits.</summary>
public sealed record DeliveryView(
    Guid Id,
    string Audience,
    string Channel,
    string Recipient,
    string Occasion,
    DeliveryState State,
    int Attempts,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DeliveredAt,
    string? LastError,
    string? Quiet)
{
    /// <summary>In the reader's language.</summary>
    public static DeliveryView Of(Delivery d) =>
        new(d.Id, d.Audience, d.Channel, d.Recipient, d.Occasion, d.State, d.Attempts, d.CreatedAt, d.DeliveredAt, d.LastError, EventWords.Phrase(d.Quiet));
}

/// <summary>A picture or clip.</summary>
/// <param name="Device">The box.</param>
/// <param name="AlertId">The alert it shows.</param>
/// <param name="Kind">clean, boxed or clip.</param>
/// <param name="MediaType">image/jpeg, image/png or video/mp4.</param>
/// <param name="Url">Where to read it, with the same login.</param>
/// <param name="Sha256">Lower-case hex.</param>
/// <param name="CapturedAt">Time of the frame, UTC.</param>
public sealed record EvidenceView(
    string Device,
    string AlertId,
    Contracts.Messages.EvidenceKind Kind,
    string MediaType,
    string Url,
    string Sha256,
    DateTimeOffset? CapturedAt)
{
    /// <summary>What the box's signature is worth; null for what people added.</summary>
    public Evidence.SealState? Seal { get; init; }
}
