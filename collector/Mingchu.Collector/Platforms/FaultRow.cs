using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mingchu.Collector.Core.Platforms;

namespace Mingchu.Collector.Platforms;

/// <summary>A bad answer of a platform, which cards are given for; never deleted.</summary>
public sealed class FaultRow
{
    public required Guid NoticeId { get; init; }

    /// <summary>The line of the notice's file.</summary>
    public required int Sequence { get; init; }

    public required string Platform { get; init; }

    public required string Number { get; init; }

    public required FaultKind Kind { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The card it was counted for; null while it was for none. An answer counts once.</summary>
    public Guid? CardId { get; set; }
}

internal sealed class FaultMapping : IEntityTypeConfiguration<FaultRow>
{
    public void Configure(EntityTypeBuilder<FaultRow> builder)
    {
        builder.ToTable("platform_faults").HasKey(f => new { f.NoticeId, f.Sequence });
        builder.Property(f => f.Platform).HasMaxLength(64);
        builder.Property(f => f.Number).HasMaxLength(16);
        builder.Property(f => f.Kind).HasConversion<string>().HasMaxLength(8);
        builder.HasIndex(f => new { f.Platform, f.At });
    }
}
