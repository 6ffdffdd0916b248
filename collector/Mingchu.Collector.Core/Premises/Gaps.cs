using Mingchu.Collector.Core.Cases;

namespace Mingchu.Collector.Core.Premises;

/// <summary>What premises lack.</summary>
/// <param name="Supervisors">How many supervisors are missing, &gt;= 0.</param>
/// <param name="Coordinators">How many coordinators are missing, &gt;= 0.</param>
/// <param name="IsStale">The entry was not refreshed in time.</param>
public sealed record Gaps(int Supervisors, int Coordinators, bool IsStale)
{
    /// <summary>Whether nothing is lacking.</summary>
    public bool AreNone => Supervisors == 0 && Coordinators == 0 && !IsStale;

    /// <summary>The gaps of premises; those that stopped business lack nothing.</summary>
    /// <param name="status">Whether it is run.</param>
    /// <param name="refreshed">Month of the last look.</param>
    /// <param name="assigned">Roles of those assigned; people of the grid count as coordinators, those of the market supervision as supervisors.</param>
    /// <param name="policy">How many there must be.</param>
    /// <param name="now">The current month.</param>
    public static Gaps Of(PremisesStatus status, Month? refreshed, IReadOnlyCollection<Role> assigned, PremisesPolicy policy, Month now) =>
        status == PremisesStatus.Stopped
            ? new(0, 0, false)
            : new(
                Math.Max(0, policy.Supervisors - assigned.Count(r => r.IsRegulator())),
                Math.Max(0, policy.Coordinators - assigned.Count(r => r.IsGrid())),
                refreshed is not { } month || month < policy.FreshSince(now));
}
