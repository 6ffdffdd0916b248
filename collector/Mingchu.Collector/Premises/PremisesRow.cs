using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mingchu.Collector.Core.Premises;

namespace Mingchu.Collector.Premises;

/// <summary>One food business; see <see cref="PremisesEntry"/> for what the fields mean.</summary>
public sealed class PremisesRow
{
    /// <summary>1..64 of lower-case letters, digits and inner hyphens.</summary>
    public required string Id { get; init; }

    public required string Name { get; set; }

    /// <summary>Path of the area, e.g. <c>putian/xianyou/licheng</c>.</summary>
    public required string Area { get; set; }

    public PremisesKind Kind { get; set; }

    public string Address { get; set; } = "";

    public string Scope { get; set; } = "";

    public string Licence { get; set; } = "";

    public string PersonInCharge { get; set; } = "";

    public string Contact { get; set; } = "";

    public double? Latitude { get; set; }

    public double? Longitude { get; set; }

    public bool NoDineIn { get; set; }

    public bool Hot { get; set; }

    public bool SchoolCanteen { get; set; }

    public bool NearSchool { get; set; }

    public int? MonthlyOrders { get; set; }

    public string Category { get; set; } = "";

    public int? BadRatings { get; set; }

    /// <summary>Ids of the platforms it names; what holds there is in the listings.</summary>
    public string OnPlatforms { get; set; } = "";

    public PremisesStatus Status { get; set; }

    /// <summary><see cref="Month.Index"/> of the last look; null when never.</summary>
    public int? RefreshedMonth { get; set; }

    public DateTimeOffset AddedAt { get; init; }

    /// <summary>Risk index, 0..100; null before it was made.</summary>
    public double? RiskIndex { get; set; }

    /// <summary>When the index is to be made anew, Unix milliseconds; 0 for at once.</summary>
    public long RiskDueAtMs { get; set; }

    /// <summary>Counts changes; also the concurrency token.</summary>
    public int Version { get; set; } = 1;

    /// <summary>As the core sees it.</summary>
    public PremisesEntry ToEntry() => new(Id, Name, Core.Areas.Area.Of(Area), Kind)
    {
        Address = Address,
        Scope = Scope,
        Licence = Licence,
        PersonInCharge = PersonInCharge,
        Contact = Contact,
        Latitude = Latitude,
        Longitude = Longitude,
        NoDineIn = NoDineIn,
        Hot = Hot,
        SchoolCanteen = SchoolCanteen,
        NearSchool = NearSchool,
        MonthlyOrders = MonthlyOrders,
        Category = Category,
        BadRatings = BadRatings,
        OnPlatforms = OnPlatforms,
        Status = Status,
        Refreshed = RefreshedMonth is { } month ? new(month) : null,
    };

    /// <summary>Takes everything but the id.</summary>
    public void Take(PremisesEntry entry)
    {
        (Name, Area, Kind, Address, Scope, Licence) = (entry.Name, entry.Area.Path, entry.Kind, entry.Address, entry.Scope, entry.Licence);
        (PersonInCharge, Contact, Latitude, Longitude) = (entry.PersonInCharge, entry.Contact, entry.Latitude, entry.Longitude);
        (NearSchool, MonthlyOrders, Category, BadRatings) = (entry.NearSchool, entry.MonthlyOrders, entry.Category, entry.BadRatings);
        (NoDineIn, Hot, SchoolCanteen, OnPlatforms) = (entry.NoDineIn, entry.Hot, entry.SchoolCanteen, entry.OnPlatforms);
        (Status, RefreshedMonth) = (entry.Status, entry.Refreshed?.Index);
    }
}

internal sealed class PremisesMapping : IEntityTypeConfiguration<PremisesRow>
{
    public void Configure(EntityTypeBuilder<PremisesRow> builder)
    {
        builder.ToTable("premises").HasKey(p => p.Id);
        builder.Property(p => p.Id).HasMaxLength(64);
        builder.Property(p => p.Name).HasMaxLength(200);
        builder.Property(p => p.Area).HasMaxLength(Core.Areas.Area.MaxPath);
        builder.Property(p => p.Kind).HasConversion<string>().HasMaxLength(32);
        builder.Property(p => p.Address).HasMaxLength(400);
        builder.Property(p => p.Scope).HasMaxLength(2000);
        builder.Property(p => p.Licence).HasMaxLength(64);
        builder.Property(p => p.PersonInCharge).HasMaxLength(100);
        builder.Property(p => p.Contact).HasMaxLength(100);
        builder.Property(p => p.Category).HasMaxLength(64);
        builder.Property(p => p.OnPlatforms).HasMaxLength(65 * Core.Platforms.PlatformIds.Most);
        builder.Property(p => p.Status).HasConversion<string>().HasMaxLength(16);
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.HasIndex(p => p.RiskDueAtMs);
        builder.HasIndex(p => p.RiskIndex);
        // With what is counted per area, so that counting reads no entry.
        builder.HasIndex(p => new { p.Area, p.Status, p.Id });
        builder.HasIndex(p => new { p.Kind, p.Area });
    }
}
