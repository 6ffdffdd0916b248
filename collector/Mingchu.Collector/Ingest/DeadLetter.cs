using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mingchu.Collector.Ingest;

/// <summary>A rejected message, kept so that a person can see why and replay it after a fix.</summary>
public sealed class DeadLetter
{
    public required Guid Id { get; init; }

    /// <summary>Device of the topic or of the session; empty when the topic names none.</summary>
    public required string Device { get; init; }

    public required string Topic { get; init; }

    /// <summary>Id of the receipt: the message's own, or <c>sha256:...</c>.</summary>
    public required string MessageId { get; init; }

    /// <summary>Lower-case hex SHA-256 of topic, line feed and the whole payload; the same bad message again only raises <see cref="Times"/>.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Code of the contract's reject reasons.</summary>
    public required string Reason { get; set; }

    public string? Pointer { get; set; }

    public required string Detail { get; set; }

    /// <summary>The payload, cut at the contract's largest size.</summary>
    public required byte[] Payload { get; init; }

    /// <summary>Size before cutting.</summary>
    public required int PayloadBytes { get; init; }

    public required DateTimeOffset FirstAt { get; init; }

    public required DateTimeOffset LastAt { get; set; }

    public int Times { get; set; } = 1;

    /// <summary>When a replay was accepted; null while it still lies here.</summary>
    public DateTimeOffset? ReplayedAt { get; set; }
}

internal sealed class DeadLetterMapping : IEntityTypeConfiguration<DeadLetter>
{
    public void Configure(EntityTypeBuilder<DeadLetter> builder)
    {
        builder.ToTable("dead_letters").HasKey(d => d.Id);
        builder.Property(d => d.Reason).HasMaxLength(32);
        builder.HasIndex(d => d.Fingerprint).IsUnique();
        builder.HasIndex(d => new { d.Device, d.LastAt });
        builder.HasIndex(d => new { d.LastAt, d.Id });
    }
}
