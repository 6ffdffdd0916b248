namespace Mingchu.Rig;

/// <summary>A page of <c>GET /api/v1/cases</c>.</summary>
public sealed record CasePage(IReadOnlyList<CaseItem> Items, string? Next);

/// <summary>A case in the list.</summary>
public sealed record CaseItem(
    Guid Id, string Number, string PremisesId, string PremisesName, string Hazard, int Grade, string Stage, DateTimeOffset OpenedAt, DateTimeOffset UpdatedAt,
    int Leads, int Version, string? Picture);

/// <summary><c>GET /api/v1/cases/{id}</c>.</summary>
public sealed record CaseDetail(
    Guid Id, string Number, string Hazard, int Grade, string Stage, int Version, IReadOnlyList<GradeReason> GradeReasons, IReadOnlyList<CaseLead> Leads,
    IReadOnlyList<CaseEvent> Events, IReadOnlyList<CaseDelivery> Deliveries, IReadOnlyList<CaseEvidence> Evidence);

/// <summary>Why a case has its grade.</summary>
public sealed record GradeReason(string Code, string Text);

/// <summary>An alert that led to a case; <c>CommittedAt</c> is when it was stored.</summary>
public sealed record CaseLead(
    string AlertId, string Device, string Camera, string CameraName, string Hazard, DateTimeOffset StartedAt, DateTimeOffset RaisedAt, DateTimeOffset? EndedAt,
    DateTimeOffset ReceivedAt, DateTimeOffset CommittedAt);

/// <summary>An event of a case.</summary>
public sealed record CaseEvent(int Sequence, string Type, DateTimeOffset At, string? Actor, string? Text, string Hash);

/// <summary>A push of a case.</summary>
public sealed record CaseDelivery(
    string Audience, string Channel, string State, int Attempts, DateTimeOffset CreatedAt, DateTimeOffset? DeliveredAt, string? LastError);

/// <summary>A piece of evidence.</summary>
public sealed record CaseEvidence(string AlertId, string Kind, string MediaType, string Url, string Sha256);

/// <summary>Answer of <c>GET /api/v1/devices</c>.</summary>
public sealed record DevicePage(IReadOnlyList<DeviceItem> Items, string? Next);

/// <summary>A box in <c>GET /api/v1/devices</c>.</summary>
public sealed record DeviceItem(string Id, bool Online, IReadOnlyList<CameraItem> Cameras);

/// <summary>A camera of a box.</summary>
public sealed record CameraItem(string Id, string Name, string? State, DateTimeOffset? Since, string? Reason, string? Detail);

/// <summary><c>/healthz</c> of an edge worker.</summary>
public sealed record EdgeHealth(bool Ok, IReadOnlyList<string> Problems, bool Connected, long Waiting);
