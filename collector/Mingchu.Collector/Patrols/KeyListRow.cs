using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mingchu.Collector.Core.Premises;
using Mingchu.Collector.Premises;

namespace Mingchu.Collector.Patrols;

/// <summary>The key list that an office got in a month. Never changed; there is one.</summary>
public sealed class KeyListRow
{
    public required Guid Id { get; init; }

    /// <summary>Path of the office's area.</summary>
    public required string Area { get; init; }

    /// <summary><see cref="Core.Premises.Month.Index"/>.</summary>
    public required int Month { get; init; }

    public required int Entries { get; init; }

    public required string Policy { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    public Month MonthOf => new(Month);
}

/// <summary>Premises on a key list.</summary>
public sealed class KeyListEntryRow
{
    public required Guid ListId { get; init; }

    public required string PremisesId { get; init; }

    /// <summary>Why: a JSON list of phrases.</summary>
    public required string Reasons { get; init; }
}

internal sealed class KeyListMapping : IEntityTypeConfiguration<KeyListRow>
{
    public void Configure(EntityTypeBuilder<KeyListRow> builder)
    {
        builder.ToTable("key_lists").HasKey(l => l.Id);
        builder.Property(l => l.Area).HasMaxLength(Core.Areas.Area.MaxPath);
        builder.Property(l => l.Policy).HasMaxLength(32);
        builder.Ignore(l => l.MonthOf);
        // Of several collectors the one whose row is there sent the list.
        builder.HasIndex(l => new { l.Area, l.Month }).IsUnique();
    }
}

internal sealed class KeyListEntryMapping : IEntityTypeConfiguration<KeyListEntryRow>
{
    public void Configure(EntityTypeBuilder<KeyListEntryRow> builder)
    {
        builder.ToTable("key_list_entries").HasKey(e => new { e.ListId, e.PremisesId });
        builder.HasOne<KeyListRow>().WithMany().HasForeignKey(e => e.ListId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<PremisesRow>().WithMany().HasForeignKey(e => e.PremisesId).OnDelete(DeleteBehavior.Restrict);
    }
}
