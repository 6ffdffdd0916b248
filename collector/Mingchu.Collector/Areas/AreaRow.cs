using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mingchu.Collector.Core.Areas;

namespace Mingchu.Collector.Areas;

/// <summary>A node of the tree of areas.</summary>
public sealed class AreaRow
{
    /// <summary>Its path; the key.</summary>
    public required string Area { get; init; }

    /// <summary>Name for people.</summary>
    public required string Name { get; set; }

    public required AreaLevel Level { get; init; }

    public int Version { get; set; } = 1;
}

internal sealed class AreaMapping : IEntityTypeConfiguration<AreaRow>
{
    public void Configure(EntityTypeBuilder<AreaRow> builder)
    {
        builder.ToTable("areas").HasKey(a => a.Area);
        builder.Property(a => a.Area).HasMaxLength(Area.MaxPath);
        builder.Property(a => a.Name).HasMaxLength(200);
        builder.Property(a => a.Version).IsConcurrencyToken();
    }
}
