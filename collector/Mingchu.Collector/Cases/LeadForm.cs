using Mingchu.Collector.Core.Cases;

namespace Mingchu.Collector.Cases;

/// <summary>What a person or another system hands in.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="PremisesId">Where it happened.</param>
/// <param name="Hazard">Code of the hazard list.</param>
/// <param name="Text">What was seen, 1..4000 characters.</param>
/// <param name="SeenAt">When; null for now. Not in the future.</param>
/// <param name="Reference">Number under which another system knows it, at most 64 characters.</param>
public sealed record LeadForm(LeadSource Source, string PremisesId, string Hazard, string Text, DateTimeOffset? SeenAt = null, string? Reference = null)
{
    /// <summary>Name of the system whose number the reference is, at most 64 characters; null when the source says enough.</summary>
    public string? System { get; init; }

    /// <summary>Number of the case here that it is about, where the sender knows it; the lead joins that case.</summary>
    public string? CaseNumber { get; init; }
}

/// <summary>A lead was taken in, or why not.</summary>
/// <param name="LeadId">The lead.</param>
/// <param name="CaseId">The case it is in.</param>
/// <param name="IsNew">False when the same was handed in before.</param>
/// <param name="Refusal">Why not; null when it was.</param>
public sealed record LeadResult(string? LeadId, Guid? CaseId, bool IsNew, Refusal? Refusal)
{
    internal static LeadResult No(string code, params string[] values) => new(null, null, false, Refusal.Of(code, values));
}
