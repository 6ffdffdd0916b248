using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mingchu.Collector.Cases;

/// <summary>A command that was done under a sender's key, so that the same request sent again is not done again.</summary>
public sealed class DoneCommand
{
    /// <summary>How long a key is remembered.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    public required string ActorId { get; init; }

    public required string Key { get; init; }

    public required Guid CaseId { get; init; }

    public required DateTimeOffset At { get; init; }
}

internal sealed class DoneCommandMapping : IEntityTypeConfiguration<DoneCommand>
{
    public void Configure(EntityTypeBuilder<DoneCommand> builder)
    {
        builder.ToTable("done_commands").HasKey(d => new { d.ActorId, d.Key });
        builder.Property(d => d.ActorId).HasMaxLength(256);
        builder.Property(d => d.Key).HasMaxLength(128);
        builder.HasIndex(d => d.At);
    }
}
