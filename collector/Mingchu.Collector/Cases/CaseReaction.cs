using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Storage;

namespace Mingchu.Collector.Cases;

/// <summary>
/// What another slice adds to the same transaction when a case changes, e.g. notices to be sent: registered as singletons, called for every
/// change before it is saved, may add rows to <paramref name="db"/> but not query or save.
/// </summary>
/// <param name="db">The open unit of work.</param>
/// <param name="summary">The case after the change.</param>
/// <param name="lines">The new lines of its file.</param>
/// <param name="events">The same as events.</param>
public delegate void CaseReaction(CollectorDb db, CaseSummary summary, IReadOnlyList<CaseRecord> lines, IReadOnlyList<CaseEvent> events);
