using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Push;

namespace Mingchu.Collector.Api;

/// <summary>A page of a list.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Next">Cursor of the next page; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

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
    string? Picture);

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
    IReadOnlyList<EvidenceView> Evidence);

/// <summary>A reason of the grade: a stable code and the sentence in the reader's language.</summary>
public sealed record ReasonView(string Code, string Text);

/// <summary>A lead with the times of its way here, UTC.</summary>
/// <param name="Id">Unique over all sources.</param>
/// <param name="AlertId">Id of the alert.</param>
/// <param name="Device">The box.</param>
/// <param name="Camera">Camera id within the box.</param>
/// <param name="CameraName">Its name for people.</param>
/// <param name="Hazard">Code of the hazard list.</param>
/// <param name="Confidence">0..1.</param>
/// <param name="StartedAt">First frame of the violation.</param>
/// <param name="RaisedAt">End of the rule's dwell time.</param>
/// <param name="EndedAt">Last frame; null while it goes on.</param>
/// <param name="ReceivedAt">When the collector had it.</param>
/// <param name="CommittedAt">When it was stored in this case.</param>
public sealed record LeadView(
    string Id,
    string AlertId,
    string Device,
    string Camera,
    string CameraName,
    string Hazard,
    double Confidence,
    DateTimeOffset StartedAt,
    DateTimeOffset RaisedAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset ReceivedAt,
    DateTimeOffset CommittedAt);

/// <summary>One line of the case's file, with its sentence in the reader's language.</summary>
public sealed record EventView(int Sequence, string Type, DateTimeOffset At, string Actor, string Text, string Hash);

/// <summary>One notice to one recipient.</summary>
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
    string? LastError);

/// <summary>A picture or clip.</summary>
/// <param name="Device">The box.</param>
/// <param name="AlertId">The alert it shows.</param>
/// <param name="Kind">clean, boxed or clip.</param>
/// <param name="MediaType">image/jpeg or video/mp4.</param>
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
    DateTimeOffset? CapturedAt);
