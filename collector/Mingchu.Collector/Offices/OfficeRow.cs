using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mingchu.Collector.Core.Offices;

namespace Mingchu.Collector.Offices;

/// <summary>An office of the market supervision.</summary>
public sealed class OfficeRow
{
    public required string Id { get; init; }

    public required string Name { get; set; }

    public required OfficeKind Kind { get; init; }

    /// <summary>Path of the area it is of, of the level that its kind has.</summary>
    public required string Area { get; init; }

    public int Version { get; set; } = 1;
}

internal sealed class OfficeMapping : IEntityTypeConfiguration<OfficeRow>
{
    public void Configure(EntityTypeBuilder<OfficeRow> builder)
    {
        builder.ToTable("offices").HasKey(o => o.Id);
        builder.Property(o => o.Id).HasMaxLength(64);
        builder.Property(o => o.Name).HasMaxLength(200);
        builder.Property(o => o.Kind).HasConversion<string>().HasMaxLength(16);
        builder.Property(o => o.Area).HasMaxLength(Core.Areas.Area.MaxPath);
        builder.Property(o => o.Version).IsConcurrencyToken();
        builder.HasIndex(o => o.Area);
    }
}
