using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mingchu.Collector.Feed;

/// <summary>The place of one line of a case's file in the feed of all events. Never updated, never deleted.</summary>
public sealed class FeedRow
{
    /// <summary>Rises in the order of commits; given by <see cref="FeedBook"/>. Numbers may be left out, none comes late.</summary>
    public long Position { get; init; }

    public required Guid CaseId { get; init; }

    public required int Sequence { get; init; }
}

internal sealed class FeedMapping : IEntityTypeConfiguration<FeedRow>
{
    public void Configure(EntityTypeBuilder<FeedRow> builder) =>
        builder.ToTable("case_feed").HasKey(f => f.Position);
}
