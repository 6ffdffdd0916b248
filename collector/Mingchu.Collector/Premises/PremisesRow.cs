using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mingchu.Collector.Premises;

/// <summary>One food business.</summary>
public sealed class PremisesRow
{
    /// <summary>1..64 of lower-case letters, digits and inner hyphens.</summary>
    public required string Id { get; init; }

    public required string Name { get; set; }

    /// <summary>Path of the area, e.g. <c>putian/xianyou/licheng</c>; the tree follows later.</summary>
    public required string Area { get; set; }

    public DateTimeOffset AddedAt { get; init; }
}

internal sealed class PremisesMapping : IEntityTypeConfiguration<PremisesRow>
{
    public void Configure(EntityTypeBuilder<PremisesRow> builder)
    {
        builder.ToTable("premises").HasKey(p => p.Id);
        builder.Property(p => p.Id).HasMaxLength(64);
        builder.Property(p => p.Name).HasMaxLength(200);
        builder.Property(p => p.Area).HasMaxLength(400);
        builder.HasIndex(p => p.Area);
    }
}
