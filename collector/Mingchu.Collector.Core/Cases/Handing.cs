using Mingchu.Collector.Core.Deadlines;
using Mingchu.Collector.Core.Items;

namespace Mingchu.Collector.Core.Cases;

/// <summary>A case comes into somebody's hands, with the time they have.</summary>
/// <param name="To">Who has it from now on.</param>
/// <param name="Urgency">How soon it has to be settled.</param>
/// <param name="Deadline">By when they must have answered.</param>
/// <param name="Policy">Version of the item list that sent it, or <c>person</c>.</param>
public sealed record Handing(Role To, Urgency Urgency, Deadline Deadline, string Policy);
