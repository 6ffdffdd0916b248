using Mingchu.Collector.Core.Cases;

namespace Mingchu.Collector.Accounts;

/// <summary>Names of roles as Identity stores them; what they mean is in <see cref="RoleRules"/>.</summary>
public static class Roles
{
    /// <summary>Reviews and settles cases.</summary>
    public const string Supervisor = "supervisor";

    /// <summary>A supervisor who also runs the system.</summary>
    public const string Admin = "admin";

    /// <summary>All roles, for checking input.</summary>
    public static IReadOnlyList<string> All { get; } = [.. RoleRules.OfAccounts.Select(r => r.Word())];

    /// <summary>All of the market supervision, as <c>AuthorizeView</c> wants them.</summary>
    public static string Regulators { get; } = string.Join(',', RoleRules.OfAccounts.Where(r => r.IsRegulator()).Select(r => r.Word()));
}
