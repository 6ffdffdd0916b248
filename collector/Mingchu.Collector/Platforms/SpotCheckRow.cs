using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mingchu.Collector.Platforms;

/// <summary>A spot check of a platform; never updated, never deleted.</summary>
public sealed class SpotCheckRow
{
    public required Guid Id { get; init; }

    public required string Platform { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string By { get; init; }

    /// <summary>Version of the policy whose list was used.</summary>
    public required string Policy { get; init; }

    /// <summary>JSON list of <see cref="Core.Platforms.PointResult"/>.</summary>
    public required string Results { get; init; }

    /// <summary>Points that were not in order.</summary>
    public required int Failed { get; init; }

    /// <summary>The guidance letter drafted of it; null when all was in order.</summary>
    public Guid? NoticeId { get; init; }
}

internal sealed class SpotCheckMapping : IEntityTypeConfiguration<SpotCheckRow>
{
    public void Configure(EntityTypeBuilder<SpotCheckRow> builder)
    {
        builder.ToTable("spot_checks").HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Platform).HasMaxLength(64);
        builder.Property(c => c.By).HasMaxLength(256);
        builder.Property(c => c.Policy).HasMaxLength(32);
        builder.HasIndex(c => new { c.Platform, c.At });
    }
}
