using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mingchu.Collector.Core.Licences;

namespace Mingchu.Collector.Licences;

/// <summary>What a check of a shop found; it stays, with its end, when it is put right.</summary>
public sealed class FindingRow
{
    public required Guid Id { get; init; }

    public required Guid ListingId { get; init; }

    public required string PremisesId { get; init; }

    public required FindingCode Code { get; init; }

    /// <summary>The newest words, a phrase as JSON.</summary>
    public required string Because { get; set; }

    public required DateTimeOffset FoundAt { get; init; }

    /// <summary>When it was not found any more; null while it is.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The case that its lead is in; null before it was filed.</summary>
    public Guid? CaseId { get; set; }
}

internal sealed class FindingMapping : IEntityTypeConfiguration<FindingRow>
{
    public void Configure(EntityTypeBuilder<FindingRow> builder)
    {
        builder.ToTable("licence_findings").HasKey(f => f.Id);
        builder.Property(f => f.Id).ValueGeneratedNever();
        builder.Property(f => f.PremisesId).HasMaxLength(64);
        builder.Property(f => f.Code).HasConversion<string>().HasMaxLength(16);
        builder.HasIndex(f => new { f.ListingId, f.Code }).HasFilter("\"EndedAt\" IS NULL").IsUnique();
        builder.HasIndex(f => new { f.FoundAt, f.Id });
        builder.HasIndex(f => new { f.PremisesId, f.EndedAt });
        builder.HasOne<ShopRow>().WithMany().HasForeignKey(f => f.ListingId).OnDelete(DeleteBehavior.Restrict);
    }
}
