using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Premises;

namespace Mingchu.Collector.Patrols;

/// <summary>One inspection: a check list filled in at premises. Never changed; pictures may still be added to its points.</summary>
public sealed class InspectionRow
{
    public required Guid Id { get; init; }

    public required string PremisesId { get; init; }

    public required string ListId { get; init; }

    public required int ListVersion { get; init; }

    public required string ById { get; init; }

    public required string By { get; init; }

    public required Role ByRole { get; init; }

    /// <summary>The sender's key of this submission: sent again, it is the same inspection.</summary>
    public required string Key { get; init; }

    /// <summary>When the premises were looked at.</summary>
    public required DateTimeOffset At { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    public required string Note { get; init; }

    /// <summary>Points failed; 0 is a clean record.</summary>
    public required int Failed { get; init; }
}

internal sealed class InspectionMapping : IEntityTypeConfiguration<InspectionRow>
{
    public void Configure(EntityTypeBuilder<InspectionRow> builder)
    {
        builder.ToTable("inspections").HasKey(i => i.Id);
        builder.Property(i => i.ListId).HasMaxLength(32);
        builder.Property(i => i.ById).HasMaxLength(450);
        builder.Property(i => i.By).HasMaxLength(256);
        builder.Property(i => i.ByRole).HasConversion<string>().HasMaxLength(16);
        builder.Property(i => i.Key).HasMaxLength(128);
        builder.Property(i => i.Note).HasMaxLength(4000);
        builder.HasIndex(i => new { i.ById, i.Key }).IsUnique();
        builder.HasIndex(i => new { i.PremisesId, i.At });
        builder.HasIndex(i => new { i.At, i.Id });
        builder.HasOne<PremisesRow>().WithMany().HasForeignKey(i => i.PremisesId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<CheckListRow>().WithMany().HasForeignKey(i => new { i.ListId, i.ListVersion }).OnDelete(DeleteBehavior.Restrict);
    }
}
