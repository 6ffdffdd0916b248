using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mingchu.Collector.Core.Calm;

namespace Mingchu.Collector.Push.Calm;

/// <summary>A silence as stored; ended early, never deleted.</summary>
public sealed class SilenceRow
{
    public required Guid Id { get; init; }

    public string? PremisesId { get; init; }

    public string? Hazard { get; init; }

    /// <summary><c>{device}/{camera}</c>.</summary>
    public string? Camera { get; init; }

    public required string Reason { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset StartsAt { get; init; }

    public required DateTimeOffset EndsAt { get; set; }

    /// <summary>Who ended it early; null when nobody did.</summary>
    public string? EndedBy { get; set; }

    public Silence ToSilence() => new(Id, PremisesId, Hazard, Camera, By, Reason, StartsAt, EndsAt);
}

internal sealed class SilenceMapping : IEntityTypeConfiguration<SilenceRow>
{
    public void Configure(EntityTypeBuilder<SilenceRow> builder)
    {
        builder.ToTable("silences").HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.PremisesId).HasMaxLength(64);
        builder.Property(s => s.Hazard).HasMaxLength(64);
        builder.Property(s => s.Camera).HasMaxLength(140);
        builder.Property(s => s.Reason).HasMaxLength(500);
        builder.Property(s => s.By).HasMaxLength(256);
        builder.Property(s => s.EndedBy).HasMaxLength(256);
        builder.HasIndex(s => s.EndsAt);
    }
}
