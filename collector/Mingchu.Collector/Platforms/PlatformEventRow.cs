using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mingchu.Collector.Core.Cases;

namespace Mingchu.Collector.Platforms;

/// <summary>One line of the file of a notice or a listing, chained by hash like a case's; never updated, never deleted.</summary>
public sealed class PlatformEventRow
{
    /// <summary>Id of the notice or the listing.</summary>
    public required Guid FileId { get; init; }

    public required int Sequence { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string ActorId { get; init; }

    public required string ActorName { get; init; }

    public required Role ActorRole { get; init; }

    public required string Type { get; init; }

    /// <summary>JSON exactly as hashed.</summary>
    public required string Data { get; init; }

    public required string PreviousHash { get; init; }

    public required string Hash { get; init; }

    public static PlatformEventRow From(CaseRecord line) => new()
    {
        FileId = line.CaseId,
        Sequence = line.Sequence,
        At = line.At,
        ActorId = line.Actor.Id,
        ActorName = line.Actor.Name,
        ActorRole = line.Actor.Role,
        Type = line.Type,
        Data = line.Data,
        PreviousHash = line.PreviousHash,
        Hash = line.Hash,
    };

    public CaseRecord ToRecord() => new(FileId, Sequence, At, new Actor(ActorId, ActorName, ActorRole), Type, Data, PreviousHash, Hash);
}

internal sealed class PlatformEventMapping : IEntityTypeConfiguration<PlatformEventRow>
{
    public void Configure(EntityTypeBuilder<PlatformEventRow> builder)
    {
        builder.ToTable("platform_events").HasKey(e => new { e.FileId, e.Sequence });
        builder.Property(e => e.ActorId).HasMaxLength(256);
        builder.Property(e => e.ActorName).HasMaxLength(256);
        builder.Property(e => e.ActorRole).HasConversion<string>().HasMaxLength(16);
        builder.Property(e => e.Type).HasMaxLength(32);
        builder.Property(e => e.PreviousHash).HasMaxLength(64);
        builder.Property(e => e.Hash).HasMaxLength(64);
    }
}
