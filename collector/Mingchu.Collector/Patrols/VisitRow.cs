using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mingchu.Collector.Premises;

namespace Mingchu.Collector.Patrols;

/// <summary>A look of the system into a kitchen on its round, and what it found.</summary>
public sealed class VisitRow
{
    public required Guid Id { get; init; }

    public required string PremisesId { get; init; }

    /// <summary>Begin of its slot of time, Unix milliseconds: of several collectors the one whose row is there looks.</summary>
    public required long SlotMs { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Cameras there.</summary>
    public int Cameras { get; set; }

    /// <summary>Cameras that a picture was asked of.</summary>
    public int Asked { get; set; }

    /// <summary>Cameras without a good picture, each filed as a lead.</summary>
    public int Faults { get; set; }

    /// <summary>Cases from alerts of its boxes in which something is left to do.</summary>
    public int OpenCases { get; set; }
}

internal sealed class VisitMapping : IEntityTypeConfiguration<VisitRow>
{
    public void Configure(EntityTypeBuilder<VisitRow> builder)
    {
        builder.ToTable("visits").HasKey(v => v.Id);
        builder.HasIndex(v => v.SlotMs).IsUnique();
        builder.HasIndex(v => new { v.PremisesId, v.At });
        builder.HasIndex(v => new { v.At, v.Id });
        builder.HasOne<PremisesRow>().WithMany().HasForeignKey(v => v.PremisesId).OnDelete(DeleteBehavior.Restrict);
    }
}
