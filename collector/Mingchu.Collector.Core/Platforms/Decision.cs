using Mingchu.Collector.Core.Cases;

namespace Mingchu.Collector.Core.Platforms;

/// <summary>Outcome of a command: what happened, or why not; exactly one of the two.</summary>
/// <param name="Events">At least one when it was done.</param>
/// <param name="Refusal">Why nothing was done.</param>
public sealed record Decision<TEvent>(IReadOnlyList<TEvent> Events, Refusal? Refusal);
