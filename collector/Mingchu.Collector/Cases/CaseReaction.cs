using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Premises;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Cases;

/// <summary>What one command did to one case.</summary>
/// <param name="Summary">The case after it.</param>
/// <param name="Premises">Where it happened.</param>
/// <param name="Lines">The new lines of its file.</param>
/// <param name="Events">The same as events.</param>
public sealed record CaseChange(CaseSummary Summary, PremisesRow Premises, IReadOnlyList<CaseRecord> Lines, IReadOnlyList<CaseEvent> Events);

/// <summary>
/// What another slice adds to the same transaction when a case changes, e.g. notices to be sent: registered as singletons, called for every
/// change before it is saved; may add rows to <paramref name="db"/> but not query or save.
/// </summary>
public delegate void CaseReaction(CollectorDb db, CaseChange change);
