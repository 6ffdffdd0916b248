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
