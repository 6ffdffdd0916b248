using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mingchu.Collector.Core.Patrols;

namespace Mingchu.Collector.Patrols;

/// <summary>A point of an inspection; a failed one has its lead.</summary>
public sealed class InspectionPointRow
{
    public required Guid InspectionId { get; init; }

    public required string Point { get; init; }

    public required Answer Answer { get; init; }

    public required string Note { get; init; }

    /// <summary>The lead of a failed point, and the case that has it.</summary>
    public string? LeadId { get; init; }

    public Guid? CaseId { get; init; }
}

/// <summary>A picture of a point, without traces of whoever took it.</summary>
public sealed class InspectionPictureRow
{
    public required Guid InspectionId { get; init; }

    public required string Point { get; init; }

    public required string Sha256 { get; init; }

    public required string MediaType { get; init; }

    public required long Bytes { get; init; }
}

internal sealed class InspectionPointMapping : IEntityTypeConfiguration<InspectionPointRow>
{
    public void Configure(EntityTypeBuilder<InspectionPointRow> builder)
    {
        builder.ToTable("inspection_points").HasKey(p => new { p.InspectionId, p.Point });
        builder.Property(p => p.Point).HasMaxLength(32);
        builder.Property(p => p.Answer).HasConversion<string>().HasMaxLength(16);
        builder.Property(p => p.Note).HasMaxLength(Filling.MaxNote);
        builder.Property(p => p.LeadId).HasMaxLength(210);
        builder.HasOne<InspectionRow>().WithMany().HasForeignKey(p => p.InspectionId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class InspectionPictureMapping : IEntityTypeConfiguration<InspectionPictureRow>
{
    public void Configure(EntityTypeBuilder<InspectionPictureRow> builder)
    {
        builder.ToTable("inspection_pictures").HasKey(p => new { p.InspectionId, p.Point, p.Sha256 });
        builder.Property(p => p.Point).HasMaxLength(32);
        builder.Property(p => p.Sha256).HasMaxLength(64);
        builder.Property(p => p.MediaType).HasMaxLength(64);
        builder.HasOne<InspectionPointRow>().WithMany().HasForeignKey(p => new { p.InspectionId, p.Point }).OnDelete(DeleteBehavior.Restrict);
    }
}
