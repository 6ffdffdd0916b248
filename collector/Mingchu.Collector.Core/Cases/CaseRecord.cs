namespace Mingchu.Collector.Core.Cases;

/// <summary>One line of a case's file: an event with who, when, and its place in the hash chain.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Sequence">1, 2, ... without gaps.</param>
/// <param name="At">When it was recorded, UTC, whole milliseconds.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="Type">The event's <c>type</c>.</param>
/// <param name="Data">The event as canonical JSON, exactly as hashed.</param>
/// <param name="PreviousHash">Hash of the line before; 64 zeros for the first.</param>
/// <param name="Hash">Lower-case hex SHA-256, see <see cref="CaseChain"/>.</param>
public sealed record CaseRecord(
    Guid CaseId,
    int Sequence,
    DateTimeOffset At,
    Actor Actor,
    string Type,
    string Data,
    string PreviousHash,
    string Hash);
