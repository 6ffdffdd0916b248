using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mingchu.Collector.Premises;

/// <summary>One change of an entry: who, when, what was and what is. Never updated, never deleted.</summary>
public sealed class PremisesChangeRow
{
    public required string PremisesId { get; init; }

    /// <summary>The entry's version after it.</summary>
    public required int Version { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string By { get; init; }

    /// <summary>JSON object of column to [before, after]; all columns that are not empty for a new entry.</summary>
    public required string Fields { get; init; }
}

internal sealed class PremisesChangeMapping : IEntityTypeConfiguration<PremisesChangeRow>
{
    public void Configure(EntityTypeBuilder<PremisesChangeRow> builder)
    {
        builder.ToTable("premises_changes").HasKey(c => new { c.PremisesId, c.Version });
        builder.Property(c => c.By).HasMaxLength(100);
        builder.HasOne<PremisesRow>().WithMany().HasForeignKey(c => c.PremisesId).OnDelete(DeleteBehavior.Restrict);
    }
}
