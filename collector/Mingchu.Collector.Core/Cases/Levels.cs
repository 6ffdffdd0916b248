namespace Mingchu.Collector.Core.Cases;

/// <summary>Facts about the line of offices: unit leader and grid member, grid head, village centre, town office, county bureau, city bureau.</summary>
public static class Levels
{
    /// <summary>The line, lowest first.</summary>
    public static IReadOnlyList<Role> Line { get; } =
        [Role.Coordinator, Role.GridHead, Role.VillageCentre, Role.TownOffice, Role.CountyBureau, Role.CityBureau];

    /// <summary>Place in the line, 1..6; the city's brigade stands beside the city bureau; 0 for who stands outside.</summary>
    public static int Rank(this Role role) => role switch
    {
        Role.Coordinator => 1,
        Role.GridHead => 2,
        Role.VillageCentre => 3,
        Role.TownOffice => 4,
        Role.CountyBureau => 5,
        Role.CityBureau or Role.Brigade => 6,
        _ => 0,
    };

    /// <summary>Whether the role is an office of the line, or the brigade.</summary>
    public static bool IsOffice(this Role role) => role.Rank() > 0;

    /// <summary>Whether the role is a department of market supervision in the line, or the brigade.</summary>
    public static bool IsDepartment(this Role role) => role.Rank() >= 4;

    /// <summary>Whether somebody of this role can have a case to handle.</summary>
    public static bool CanHold(this Role role) => role.IsOffice() || role is Role.Merchant or Role.Platform;
}
