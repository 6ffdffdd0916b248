using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mingchu.Collector.Broker;

/// <summary>A retained message of the embedded broker, kept over restarts.</summary>
public sealed class RetainedMessage
{
    public required string Topic { get; init; }

    public required byte[] Payload { get; set; }

    public string? ContentType { get; set; }

    public int Qos { get; set; }
}

internal sealed class RetainedMessageMapping : IEntityTypeConfiguration<RetainedMessage>
{
    public void Configure(EntityTypeBuilder<RetainedMessage> builder) => builder.ToTable("retained_messages").HasKey(m => m.Topic);
}
