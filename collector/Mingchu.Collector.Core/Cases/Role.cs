using System.Text.Json.Serialization;
using Mingchu.Collector.Core.Areas;
using Mingchu.Contracts;

namespace Mingchu.Collector.Core.Cases;

/// <summary>As what somebody acts.</summary>
[JsonConverter(typeof(KebabCase<Role>))]
public enum Role
{
    /// <summary>The collector itself: intake, grading, push.</summary>
    System,

    /// <summary>Reviews and settles cases: of its area, or of the whole tree when it has none.</summary>
    Supervisor,

    /// <summary>A supervisor who also manages accounts and devices.</summary>
    Admin,

    /// <summary>The business itself; sees its own premises.</summary>
    Merchant,

    /// <summary>Grid member 网格员 or unit leader 单元长.</summary>
    Coordinator,

    /// <summary>Head of a grid 网格长.</summary>
    GridHead,

    /// <summary>Centre of a village 村居.</summary>
    VillageCentre,

    /// <summary>Market supervision office 市场监管所 of a town.</summary>
    TownOffice,

    /// <summary>Bureau of a county.</summary>
    CountyBureau,

    /// <summary>Bureau of the city.</summary>
    CityBureau,

    /// <summary>Enforcement brigade 执法支队 of the city.</summary>
    Brigade,

    /// <summary>A takeaway platform.</summary>
    Platform,
}

/// <summary>Words and facts about roles.</summary>
public static class RoleRules
{
    /// <summary>Everything an account can be.</summary>
    public static IReadOnlyList<Role> OfAccounts { get; } = [.. Enum.GetValues<Role>().Where(r => r != Role.System)];

    /// <summary>The word on the wire, in texts and at the command line: <c>grid-head</c>.</summary>
    public static string Word(this Role role) => role switch
    {
        Role.System => "system",
        Role.Supervisor => "supervisor",
        Role.Admin => "admin",
        Role.Merchant => "merchant",
        Role.Coordinator => "coordinator",
        Role.GridHead => "grid-head",
        Role.VillageCentre => "village-centre",
        Role.TownOffice => "town-office",
        Role.CountyBureau => "county-bureau",
        Role.CityBureau => "city-bureau",
        Role.Brigade => "brigade",
        Role.Platform => "platform",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };

    /// <summary>The role of a word; null when no account can have it.</summary>
    public static Role? Parse(string? word)
    {
        foreach (var role in OfAccounts)
            if (role.Word() == word)
                return role;
        return null;
    }

    /// <summary>Belongs to the market supervision: supervisor, admin, office, bureau, brigade.</summary>
    public static bool IsRegulator(this Role role) =>
        role is Role.Supervisor or Role.Admin or Role.TownOffice or Role.CountyBureau or Role.CityBureau or Role.Brigade;

    /// <summary>Belongs to the grid: coordinator, head of a grid, centre of a village.</summary>
    public static bool IsGrid(this Role role) => role is Role.Coordinator or Role.GridHead or Role.VillageCentre;

    /// <summary>Levels an area of this role can have; empty for those that have none.</summary>
    public static IReadOnlyList<AreaLevel> Levels(this Role role) => role switch
    {
        Role.Supervisor or Role.Admin => Enum.GetValues<AreaLevel>(),
        Role.Coordinator => [AreaLevel.Grid, AreaLevel.Unit],
        Role.GridHead => [AreaLevel.Grid],
        Role.VillageCentre => [AreaLevel.Village],
        Role.TownOffice => [AreaLevel.Town],
        Role.CountyBureau => [AreaLevel.County],
        Role.CityBureau or Role.Brigade => [AreaLevel.City],
        _ => [],
    };
}
