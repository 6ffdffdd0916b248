namespace Mingchu.Collector.Core.Platforms;

/// <summary>What a notice says. Texts are trimmed.</summary>
/// <param name="Kind">What it asks.</param>
/// <param name="Platform">Of whom.</param>
/// <param name="PremisesId">About which shop; null when it is about the platform itself. Orders to suspend or delist need one.</param>
/// <param name="CaseId">The case it follows from; null for none.</param>
/// <param name="Line">Id of the business line in charge.</param>
/// <param name="Facts">What was found, 1..4000 characters.</param>
/// <param name="Basis">The rules it rests on, 1..4000 characters.</param>
/// <param name="Demand">What the platform has to do, 1..4000 characters.</param>
/// <param name="DueOn">By when, local date; null for the policy's time from the sending on.</param>
public sealed record NoticeDraft(
    NoticeKind Kind, string Platform, string? PremisesId, Guid? CaseId, string Line, string Facts, string Basis, string Demand, DateOnly? DueOn = null);
