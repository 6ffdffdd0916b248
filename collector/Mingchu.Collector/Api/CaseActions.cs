namespace Mingchu.Collector.Api;

/// <summary>Body of confirm and false-alarm.</summary>
/// <param name="Version">Version of the case the sender looked at.</param>
/// <param name="Note">A remark, at most 4000 characters.</param>
public sealed record SettleRequest(int? Version, string? Note);

/// <summary>Body of assign.</summary>
/// <param name="Version">Version of the case the sender looked at.</param>
/// <param name="Assignee">User name of a supervisor or admin.</param>
/// <param name="Note">A remark, at most 4000 characters.</param>
public sealed record AssignRequest(int? Version, string? Assignee, string? Note);

/// <summary>Body of note.</summary>
/// <param name="Version">Optional: a note does not depend on what others did.</param>
/// <param name="Text">The note, 1..4000 characters.</param>
public sealed record NoteRequest(int? Version, string? Text);

/// <summary>Body of close.</summary>
/// <param name="Version">Version of the case the sender looked at.</param>
/// <param name="Result">What came of it, 1..4000 characters.</param>
public sealed record CloseRequest(int? Version, string? Result);

/// <summary>Body of a step that needs words at most.</summary>
/// <param name="Version">Version of the case the sender looked at; the header <c>If-Match</c> says it as well.</param>
/// <param name="Text">What, or why; at most 4000 characters.</param>
public sealed record StepRequest(int? Version, string? Text);

/// <summary>Body of dispatch and ask-assist.</summary>
/// <param name="Version">Version of the case the sender looked at.</param>
/// <param name="To">A role: merchant, platform, coordinator, grid-head, village-centre, town-office, county-bureau, city-bureau, brigade.</param>
/// <param name="Text">A remark, or what is asked for; at most 4000 characters.</param>
public sealed record ToRequest(int? Version, string? To, string? Text);

/// <summary>Body of verify.</summary>
/// <param name="Version">Version of the case the sender looked at.</param>
/// <param name="Passed">Whether it is really settled.</param>
/// <param name="Text">What was seen, 1..4000 characters.</param>
public sealed record VerifyRequest(int? Version, bool? Passed, string? Text);

/// <summary>Body of track.</summary>
/// <param name="Version">Version of the case the sender looked at.</param>
/// <param name="NextLook">When to look again, within a year.</param>
/// <param name="Text">How it stands, 1..4000 characters.</param>
public sealed record TrackRequest(int? Version, DateTimeOffset? NextLook, string? Text);

/// <summary>Body of to-enforcement.</summary>
/// <param name="Version">Version of the case the sender looked at.</param>
/// <param name="Text">Which rule was broken, how; 1..4000 characters.</param>
/// <param name="Number">Number of the enforcement file, if there is one.</param>
public sealed record EnforcementRequest(int? Version, string? Text, string? Number);

/// <summary>Body of grade.</summary>
/// <param name="Version">Version of the case the sender looked at.</param>
/// <param name="Grade">1..3.</param>
/// <param name="Text">Why, 1..4000 characters.</param>
public sealed record GradeRequest(int? Version, int? Grade, string? Text);
