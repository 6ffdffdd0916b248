using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Premises;

namespace Mingchu.Collector.Premises;

/// <summary>Premises in a list; without contacts.</summary>
public sealed record PremisesItem(
    string Id, string Name, string Area, PremisesKind Kind, string Address, PremisesStatus Status, bool NoDineIn, bool Hot, bool SchoolCanteen,
    double? Latitude, double? Longitude, string? Refreshed, int Devices, int Version, Gaps Gaps);

/// <summary>Whole premises.</summary>
/// <param name="Data">Every column by its name, as in files.</param>
/// <param name="Version">For If-Match.</param>
/// <param name="Gaps">What is lacking.</param>
/// <param name="Cameras">Names of cameras by device.</param>
/// <param name="People">Who looks after it.</param>
/// <param name="Cases">The newest cases, at most 20.</param>
/// <param name="History">Changes of the entry, newest first, at most 50.</param>
public sealed record PremisesView(
    IReadOnlyDictionary<string, string> Data, int Version, Gaps Gaps, IReadOnlyList<PremisesCamera> Cameras, IReadOnlyList<AssignedPerson> People,
    IReadOnlyList<PremisesCase> Cases, IReadOnlyList<PremisesChange> History);

/// <summary>A camera in these premises.</summary>
public sealed record PremisesCamera(string Device, string Camera, string Name, bool Online);

/// <summary>Somebody assigned.</summary>
public sealed record AssignedPerson(string Id, string Name, Role Role, string Area, string Phone);

/// <summary>A case of these premises.</summary>
public sealed record PremisesCase(Guid Id, string Number, string Hazard, int Grade, Stage Stage, DateTimeOffset OpenedAt);

/// <summary>One change of the entry: column to before and after.</summary>
public sealed record PremisesChange(int Version, DateTimeOffset At, string By, IReadOnlyDictionary<string, string[]> Fields);

/// <summary>How many premises an area has.</summary>
/// <param name="Area">Its path.</param>
/// <param name="Name">Its name.</param>
/// <param name="Premises">In it and below.</param>
/// <param name="Stopped">Of them stopped.</param>
public sealed record AreaCount(string Area, string Name, int Premises, int Stopped);
