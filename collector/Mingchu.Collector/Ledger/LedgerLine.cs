using Mingchu.Collector.Core.Cases;

namespace Mingchu.Collector.Ledger;

/// <summary>A lead in the ledger 线索台账.</summary>
/// <param name="Id">The lead.</param>
/// <param name="CaseId">Its case.</param>
/// <param name="Number">The case's number.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="RegisteredAt">When it was registered here, UTC.</param>
/// <param name="Premises">Where.</param>
/// <param name="PremisesName">Its name.</param>
/// <param name="Area">Path of its area.</param>
/// <param name="Hazard">Code of the hazard list.</param>
/// <param name="Summary">What was seen; for alerts the hazard's name.</param>
/// <param name="Unit">Who handles it, by role; null for nobody.</param>
/// <param name="UnitName">The same for people: name of the office, the business or the platform's role.</param>
/// <param name="Result">Where the case stands.</param>
/// <param name="ResultText">Its result in words; null while there is none.</param>
/// <param name="System">System that it came from, if any.</param>
/// <param name="Reference">Its number there.</param>
public sealed record LedgerLine(
    string Id, Guid CaseId, string Number, LeadSource Source, DateTimeOffset RegisteredAt, string Premises, string PremisesName, string Area, string Hazard, string Summary,
    Role? Unit, string UnitName, Stage Result, string? ResultText, string? System, string? Reference);
