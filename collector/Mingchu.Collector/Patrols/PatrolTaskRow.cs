using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mingchu.Collector.Premises;

namespace Mingchu.Collector.Patrols;

/// <summary>Premises that an office is to inspect by a time, because they were drawn. Done by the first inspection after it was given.</summary>
public sealed class PatrolTaskRow
{
    public required Guid Id { get; init; }

    public required string PremisesId { get; init; }

    /// <summary>Path of the area of the office that is to go there.</summary>
    public required string Office { get; init; }

    public required Guid DrawId { get; init; }

    public required DateTimeOffset GivenAt { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public Guid? InspectionId { get; set; }

    public DateTimeOffset? DoneAt { get; set; }
}

internal sealed class PatrolTaskMapping : IEntityTypeConfiguration<PatrolTaskRow>
{
    public void Configure(EntityTypeBuilder<PatrolTaskRow> builder)
    {
        builder.ToTable("patrol_tasks").HasKey(t => t.Id);
        builder.Property(t => t.Office).HasMaxLength(Core.Areas.Area.MaxPath);
        builder.HasIndex(t => new { t.DrawId, t.PremisesId }).IsUnique();
        builder.HasIndex(t => new { t.PremisesId, t.DoneAt });
        builder.HasIndex(t => new { t.DueAt, t.Id });
        builder.HasOne<PremisesRow>().WithMany().HasForeignKey(t => t.PremisesId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<DrawRow>().WithMany().HasForeignKey(t => t.DrawId).OnDelete(DeleteBehavior.Restrict);
    }
}
