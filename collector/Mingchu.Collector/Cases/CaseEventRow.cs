using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mingchu.Collector.Core.Cases;

namespace Mingchu.Collector.Cases;

/// <summary>One line of a case's file as stored; never updated, never deleted.</summary>
public sealed class CaseEventRow
{
    public required Guid CaseId { get; init; }

    public required int Sequence { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string ActorId { get; init; }

    public required string ActorName { get; init; }

    public required Role ActorRole { get; init; }

    public required string Type { get; init; }

    /// <summary>Canonical JSON, exactly as hashed; text in every database, since a JSON column would reorder it.</summary>
    public required string Data { get; init; }

    public required string PreviousHash { get; init; }

    public required string Hash { get; init; }

    public static CaseEventRow From(CaseRecord line) => new()
    {
        CaseId = line.CaseId,
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

    public CaseRecord ToRecord() =>
        new(CaseId, Sequence, At, new Actor(ActorId, ActorName, ActorRole), Type, Data, PreviousHash, Hash);
}

internal sealed class CaseEventMapping : IEntityTypeConfiguration<CaseEventRow>
{
    public void Configure(EntityTypeBuilder<CaseEventRow> builder)
    {
        builder.ToTable("case_events").HasKey(e => new { e.CaseId, e.Sequence });
        builder.Property(e => e.ActorRole).HasConversion<string>().HasMaxLength(16);
        builder.Property(e => e.Type).HasMaxLength(32);
        builder.Property(e => e.PreviousHash).HasMaxLength(64);
        builder.Property(e => e.Hash).HasMaxLength(64);
        builder.HasOne<CaseSummary>().WithMany().HasForeignKey(e => e.CaseId).OnDelete(DeleteBehavior.Restrict);
    }
}
