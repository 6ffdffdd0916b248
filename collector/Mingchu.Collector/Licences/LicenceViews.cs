using Mingchu.Collector.Core.Licences;

namespace Mingchu.Collector.Licences;

/// <summary>What is public of a licence.</summary>
public sealed record LicenceItem(
    string Number, LicenceKind Kind, string Name, string Address, string Scope, string Issuer, DateOnly ValidFrom, DateOnly? ValidTo, bool Revoked);

/// <summary>A licence with what only regulators see.</summary>
/// <param name="Licence">What is public.</param>
/// <param name="PremisesId">Whose; null for platforms, who know their shops by what they show.</param>
/// <param name="Version">For If-Match; null for platforms.</param>
public sealed record LicenceView(LicenceItem Licence, string? PremisesId, int? Version);

/// <summary>What a check of a shop found.</summary>
/// <param name="Id">The finding.</param>
/// <param name="ListingId">The shop.</param>
/// <param name="Platform">On which platform.</param>
/// <param name="PremisesId">The premises.</param>
/// <param name="PremisesName">Their name.</param>
/// <param name="Area">Their area path.</param>
/// <param name="Code">What.</param>
/// <param name="Text">In words.</param>
/// <param name="FoundAt">When, UTC.</param>
/// <param name="EndedAt">When it was not found any more, UTC; null while it is.</param>
/// <param name="CaseId">The case it is in; null for platforms, and before it was filed.</param>
public sealed record FindingItem(
    Guid Id, Guid ListingId, string Platform, string PremisesId, string PremisesName, string Area, FindingCode Code, string Text, DateTimeOffset FoundAt, DateTimeOffset? EndedAt, Guid? CaseId);
