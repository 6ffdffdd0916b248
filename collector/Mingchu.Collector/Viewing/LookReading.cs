using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mingchu.Collector.Viewing;

/// <summary>Somebody was shown the picture of a look.</summary>
public sealed class LookReading
{
    public required Guid Id { get; init; }

    public required Guid LookId { get; init; }

    public required string ById { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }
}

internal sealed class LookReadingMapping : IEntityTypeConfiguration<LookReading>
{
    public void Configure(EntityTypeBuilder<LookReading> builder)
    {
        builder.ToTable("look_readings").HasKey(r => r.Id);
        builder.Property(r => r.ById).HasMaxLength(450);
        builder.Property(r => r.By).HasMaxLength(256);
        builder.HasIndex(r => r.LookId);
        builder.HasOne<LookRow>().WithMany().HasForeignKey(r => r.LookId).OnDelete(DeleteBehavior.Restrict);
    }
}
