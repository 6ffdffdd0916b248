using Mingchu.Collector.Core.Areas;

namespace Mingchu.Collector.Core.Premises;

/// <summary>One food business as the register has it. Texts are trimmed and free of control characters; empty ones are not known.</summary>
/// <param name="Id">1..64 of lower-case letters, digits and inner hyphens.</param>
/// <param name="Name">1..200 characters.</param>
/// <param name="Area">Where it lies.</param>
/// <param name="Kind">What it is.</param>
public sealed record PremisesEntry(string Id, string Name, Area Area, PremisesKind Kind)
{
    /// <summary>At most 400 characters.</summary>
    public string Address { get; init; } = "";

    /// <summary>经营范围: what the licence allows, at most 2000 characters.</summary>
    public string Scope { get; init; } = "";

    /// <summary>Number of the licence, at most 64 characters.</summary>
    public string Licence { get; init; } = "";

    /// <summary>Person in charge, at most 100 characters.</summary>
    public string PersonInCharge { get; init; } = "";

    /// <summary>Telephone or other contact, at most 100 characters.</summary>
    public string Contact { get; init; } = "";

    /// <summary>Degrees north, WGS 84, -90..90; null when not known.</summary>
    public double? Latitude { get; init; }

    /// <summary>Degrees east, WGS 84, -180..180; null when not known.</summary>
    public double? Longitude { get; init; }

    /// <summary>无堂食: takeaway only.</summary>
    public bool NoDineIn { get; init; }

    /// <summary>网红: many orders.</summary>
    public bool Hot { get; init; }

    /// <summary>学校食堂.</summary>
    public bool SchoolCanteen { get; init; }

    /// <summary>学校周边.</summary>
    public bool NearSchool { get; init; }

    /// <summary>月销量: orders a month on takeaway platforms, 0..10,000,000; null when not known.</summary>
    public int? MonthlyOrders { get; init; }

    /// <summary>品类: category of the platforms' rankings, at most 64 characters.</summary>
    public string Category { get; init; } = "";

    /// <summary>月差评数: bad ratings a month, 0..10,000,000; null when not known.</summary>
    public int? BadRatings { get; init; }

    /// <summary>Ids of the platforms it trades on, see <see cref="Platforms.PlatformIds"/>; empty for none.</summary>
    public string OnPlatforms { get; init; } = "";

    /// <summary>Whether it is run.</summary>
    public PremisesStatus Status { get; init; }

    /// <summary>Month in which the entry was last found right; null when never.</summary>
    public Month? Refreshed { get; init; }

    /// <summary>Names of the columns in which another entry differs.</summary>
    public IReadOnlyList<string> Differences(PremisesEntry other) =>
        [.. PremisesColumns.All.Where(c => c.Read(this) != c.Read(other)).Select(c => c.Name)];
}
