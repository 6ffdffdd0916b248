using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mingchu.Collector.Core.Patrols;

namespace Mingchu.Collector.Patrols;

/// <summary>A version of a check list as it was when it was first used. Never updated, never deleted: what was filled in stays readable as it was asked.</summary>
public sealed class CheckListRow
{
    public required string Id { get; init; }

    public required int Version { get; init; }

    /// <summary>The whole list as JSON.</summary>
    public required string Content { get; init; }

    public required DateTimeOffset FirstUsedAt { get; init; }

    /// <summary>As the core sees it.</summary>
    public CheckList ToList() => CheckListFile.Read(Content);
}

internal sealed class CheckListMapping : IEntityTypeConfiguration<CheckListRow>
{
    public void Configure(EntityTypeBuilder<CheckListRow> builder)
    {
        builder.ToTable("check_lists").HasKey(l => new { l.Id, l.Version });
        builder.Property(l => l.Id).HasMaxLength(32);
    }
}
