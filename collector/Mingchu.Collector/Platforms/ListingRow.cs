using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mingchu.Collector.Core.Cases;
using Mingchu.Collector.Core.Platforms;
using Mingchu.Collector.Premises;

namespace Mingchu.Collector.Platforms;

/// <summary>A shop on a platform. The row stays when the premises name the platform no more: what was ordered must outlast leaving and coming back.</summary>
public sealed class ListingRow
{
    public required Guid Id { get; init; }

    public required string PremisesId { get; init; }

    public required string Platform { get; init; }

    /// <summary>Whether the premises name the platform now; else the platform sees nothing of it.</summary>
    public bool Named { get; set; } = true;

    public ListingStatus Status { get; set; }

    public ListingStatus? Block { get; set; }

    public Role? OrderedBy { get; set; }

    /// <summary>Number of events; also the concurrency token.</summary>
    public int Version { get; set; }

    /// <summary>Hash of the last event.</summary>
    public string HeadHash { get; set; } = CaseChain.Root;

    /// <summary>Since when the status is so.</summary>
    public required DateTimeOffset ChangedAt { get; set; }

    /// <summary>The state that the events fold to.</summary>
    public ListingState ToState() => new(Version, Status, Block, OrderedBy);

    /// <summary>Takes over a newer state.</summary>
    public void Take(ListingState state, string headHash, DateTimeOffset now) =>
        (Version, Status, Block, OrderedBy, HeadHash, ChangedAt) = (state.Version, state.Status, state.Block, state.OrderedBy, headHash, now);

    /// <summary>Lets the listings of premises follow the platforms that they name.</summary>
    public static void Follow(Storage.CollectorDb db, string premises, string onPlatforms, bool isNew, DateTimeOffset now)
    {
        var named = PlatformIds.Of(onPlatforms).ToHashSet(StringComparer.Ordinal);
        foreach (var row in isNew ? [] : db.Set<ListingRow>().IgnoreQueryFilters().Where(l => l.PremisesId == premises).ToList())
            row.Named = named.Remove(row.Platform);
        foreach (var platform in named)
            db.Add(new ListingRow { Id = Guid.CreateVersion7(now), PremisesId = premises, Platform = platform, ChangedAt = now });
    }
}

internal sealed class ListingMapping : IEntityTypeConfiguration<ListingRow>
{
    public void Configure(EntityTypeBuilder<ListingRow> builder)
    {
        builder.ToTable("listings").HasKey(l => l.Id);
        builder.Property(l => l.Id).ValueGeneratedNever();
        builder.Property(l => l.Platform).HasMaxLength(64);
        builder.Property(l => l.Status).HasConversion<string>().HasMaxLength(16);
        builder.Property(l => l.Block).HasConversion<string>().HasMaxLength(16);
        builder.Property(l => l.OrderedBy).HasConversion<string>().HasMaxLength(16);
        builder.Property(l => l.HeadHash).HasMaxLength(64);
        builder.Property(l => l.Version).IsConcurrencyToken();
        builder.HasIndex(l => new { l.PremisesId, l.Platform }).IsUnique();
        builder.HasIndex(l => new { l.Platform, l.Status });
        builder.HasIndex(l => new { l.ChangedAt, l.Id });
        builder.HasOne<PremisesRow>().WithMany().HasForeignKey(l => l.PremisesId).OnDelete(DeleteBehavior.Restrict);
    }
}
