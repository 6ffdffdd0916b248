using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mingchu.Collector.Platforms;

/// <summary>A picture that a platform handed in as evidence; the file lies with all other evidence by its hash.</summary>
public sealed class NoticeFileRow
{
    public required Guid NoticeId { get; init; }

    /// <summary>Lower-case hex SHA-256.</summary>
    public required string Sha256 { get; init; }

    public required long Bytes { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The line of the notice's file that is the answer it belongs to; null before it was answered with.</summary>
    public int? Sequence { get; set; }
}

internal sealed class NoticeFileMapping : IEntityTypeConfiguration<NoticeFileRow>
{
    public void Configure(EntityTypeBuilder<NoticeFileRow> builder)
    {
        builder.ToTable("platform_notice_files").HasKey(f => new { f.NoticeId, f.Sha256 });
        builder.Property(f => f.Sha256).HasMaxLength(64);
        builder.Property(f => f.By).HasMaxLength(256);
        builder.HasOne<NoticeRow>().WithMany().HasForeignKey(f => f.NoticeId).OnDelete(DeleteBehavior.Restrict);
    }
}
