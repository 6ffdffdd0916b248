using Mingchu.Collector.Core.Areas;

namespace Mingchu.Collector.Core.Cases;

/// <summary>Who acts on a case.</summary>
/// <param name="Id">Account id, or <c>system</c>.</param>
/// <param name="Name">Name for people, as it was at the time.</param>
/// <param name="Role">In which role.</param>
public sealed record Actor(string Id, string Name, Role Role)
{
    /// <summary>The area the account is of; null for the whole tree (admin, supervisor) and for merchants and platforms.</summary>
    public Area? Area { get; init; }

    /// <summary>The premises of a merchant.</summary>
    public string? PremisesId { get; init; }

    /// <summary>The id of a platform.</summary>
    public string? Platform { get; init; }

    /// <summary>The collector itself.</summary>
    public static Actor System { get; } = new("system", "system", Role.System);
}
