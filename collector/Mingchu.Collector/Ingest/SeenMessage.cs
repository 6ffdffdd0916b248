using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mingchu.Collector.Ingest;

/// <summary>A message that was taken in: its key is what makes ingest idempotent.</summary>
public sealed class SeenMessage
{
    public required string Device { get; init; }

    public required string MessageId { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }
}

internal sealed class SeenMessageMapping : IEntityTypeConfiguration<SeenMessage>
{
    public void Configure(EntityTypeBuilder<SeenMessage> builder)
    {
        // The id first: hardly two boxes share one, so that a batch is looked up by its ids alone.
        builder.ToTable("seen_messages").HasKey(m => new { m.MessageId, m.Device });
        builder.Property(m => m.MessageId).HasMaxLength(128);
    }
}
