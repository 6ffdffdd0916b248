namespace Mingchu.Rig;

/// <summary>A page of <c>GET /api/v1/cases</c>.</summary>
public sealed record CasePage(IReadOnlyList<CaseItem> Items, string? Next);

/// <summary>A case in the list.</summary>
public sealed record CaseItem(
    Guid Id, string Number, string PremisesId, string PremisesName, string Hazard, int Grade, string Stage, DateTimeOffset OpenedAt, DateTimeOffset UpdatedAt);

/// <summary><c>GET /api/v1/cases/{id}</c>.</summary>
public sealed record CaseDetail(
    Guid Id, string Number, string Hazard, int Grade, string Stage, int Version, IReadOnlyList<CaseLead> Leads, IReadOnlyList<CaseEvent> Events,
    IReadOnlyList<CaseDelivery> Deliveries, IReadOnlyList<CaseEvidence> Evidence);

/// <summary>An alert that led to a case; <c>committedAt</c> is when the case could be seen.</summary>
public sealed record CaseLead(
    string AlertId, string Camera, string Hazard, DateTimeOffset StartedAt, DateTimeOffset RaisedAt, DateTimeOffset ReceivedAt, DateTimeOffset CommittedAt);

/// <summary>An event of a case.</summary>
public sealed record CaseEvent(int Sequence, string Type, DateTimeOffset At, string? Actor, string? Text, string Hash);

/// <summary>A push of a case.</summary>
public sealed record CaseDelivery(
    string Audience, string Channel, string State, int Attempts, DateTimeOffset CreatedAt, DateTimeOffset? DeliveredAt, string? LastError);

/// <summary>A piece of evidence.</summary>
public sealed record CaseEvidence(string Kind, string MediaType, string Url, string Sha256);
