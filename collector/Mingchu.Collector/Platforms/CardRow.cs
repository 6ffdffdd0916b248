using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mingchu.Collector.Core.Platforms;

namespace Mingchu.Collector.Platforms;

/// <summary>A yellow or red card of a platform; never deleted. What happened to it is in its file, chained like a case's.</summary>
public sealed class CardRow
{
    public required Guid Id { get; init; }

    public required string Platform { get; init; }

    /// <summary>Which card of the platform it is, from 1.</summary>
    public required int Number { get; init; }

    public required CardColour Colour { get; init; }

    /// <summary>JSON list of phrases.</summary>
    public required string Reasons { get; init; }

    /// <summary>Version of the policy.</summary>
    public required string Policy { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Number of events; also the concurrency token.</summary>
    public int Version { get; set; } = 1;

    /// <summary>Hash of the last event.</summary>
    public required string HeadHash { get; set; }

    /// <summary>When it was taken back; null while it counts.</summary>
    public DateTimeOffset? TakenBackAt { get; set; }

    /// <summary>Who took it back, by name.</summary>
    public string? TakenBackBy { get; set; }

    /// <summary>Why.</summary>
    public string? TakenBackFor { get; set; }

    /// <summary>The state that the events fold to.</summary>
    public CardState ToState() => new(Version, TakenBackAt is not null);
}

internal sealed class CardMapping : IEntityTypeConfiguration<CardRow>
{
    public void Configure(EntityTypeBuilder<CardRow> builder)
    {
        builder.ToTable("platform_cards").HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Platform).HasMaxLength(64);
        builder.Property(c => c.Colour).HasConversion<string>().HasMaxLength(8);
        builder.Property(c => c.Policy).HasMaxLength(32);
        builder.Property(c => c.HeadHash).HasMaxLength(64);
        builder.Property(c => c.TakenBackBy).HasMaxLength(256);
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.HasIndex(c => new { c.Platform, c.Number }).IsUnique();
    }
}
