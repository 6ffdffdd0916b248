using Mingchu.Collector.Core.Areas;
using Mingchu.Collector.Core.Cases;
using Mingchu.Contracts;

namespace Mingchu.Collector.Accounts;

/// <summary>As what an account acts, and of what.</summary>
/// <param name="Role">Its role.</param>
/// <param name="Area">Its area; null for the whole tree (admin, supervisor), merchants and platforms.</param>
/// <param name="PremisesId">The premises of a merchant.</param>
/// <param name="Platform">The platform.</param>
public sealed record Duty(Role Role, Area? Area = null, string? PremisesId = null, string? Platform = null)
{
    /// <summary>The duty from words of a command line or request, or why there is none.</summary>
    public static (Duty? Duty, string? Error) From(string role, string? area, string? premises, string? platform)
    {
        if (RoleRules.Parse(role) is not { } known)
            return (null, $"role '{role}' does not exist; use {string.Join(" or ", Roles.All)}");
        Area? place = null;
        if (area is not null && !Area.TryParse(area, out place))
            return (null, $"'{area}' can't be an area: one to six parts of letters, digits and inner hyphens, joined by '/', e.g. putian/xianyou");
        var duty = new Duty(known, place, premises, platform);
        return duty.Fault() is { } fault ? (null, fault) : (duty, null);
    }

    private string? Fault()
    {
        var (word, levels) = (Role.Word(), Role.Levels());
        if (Area is null && levels.Count > 0 && Role is not (Role.Supervisor or Role.Admin))
            return $"a {word} needs --area, the path of a {string.Join(" or ", levels.Select(l => l.Word()))}";
        if (Area is { } area && !levels.Contains(area.Level))
            return levels.Count == 0 ? $"a {word} has no area" : $"'{area}' is a {area.Level.Word()}; a {word} is of a {string.Join(" or ", levels.Select(l => l.Word()))}";
        if (Role == Role.Merchant ? !Topics.IsId(PremisesId) : PremisesId is not null)
            return Role == Role.Merchant ? "a merchant needs --premises, the id of its premises" : $"a {word} has no premises";
        if (Role == Role.Platform ? !Topics.IsId(Platform) : Platform is not null)
            return Role == Role.Platform ? "a platform account needs --platform, the platform's id" : $"a {word} has no platform";
        return null;
    }
}
