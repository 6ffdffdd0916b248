using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mingchu.Collector.Platforms;

/// <summary>A takeaway platform.</summary>
public sealed class PlatformRow
{
    /// <summary>1..64 of lower-case letters, digits and inner hyphens; accounts and premises name it.</summary>
    public required string Id { get; init; }

    public required string Name { get; set; }

    /// <summary>Who answers for it here.</summary>
    public string Person { get; set; } = "";

    public string Contact { get; set; } = "";

    /// <summary>Counts changes; also the concurrency token.</summary>
    public int Version { get; set; } = 1;
}

internal sealed class PlatformMapping : IEntityTypeConfiguration<PlatformRow>
{
    public void Configure(EntityTypeBuilder<PlatformRow> builder)
    {
        builder.ToTable("platforms").HasKey(p => p.Id);
        builder.Property(p => p.Id).HasMaxLength(64);
        builder.Property(p => p.Name).HasMaxLength(200);
        builder.Property(p => p.Person).HasMaxLength(100);
        builder.Property(p => p.Contact).HasMaxLength(100);
        builder.Property(p => p.Version).IsConcurrencyToken();
    }
}
