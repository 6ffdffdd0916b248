using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mingchu.Collector.Core.Cases;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Cases;

/// <summary>A lead as it stands now, with the whole alert as the box sent it; the case's events keep every step.</summary>
public sealed class LeadRow
{
    /// <summary><c>alert:{device}/{alertId}</c>.</summary>
    public required string Id { get; init; }

    public required Guid CaseId { get; init; }

    public required LeadSource Source { get; init; }

    public required string Device { get; init; }

    public required string AlertId { get; init; }

    public required string Camera { get; init; }

    public required string Hazard { get; init; }

    public AlertPhase Phase { get; set; }

    /// <summary>Newest sequence number seen; an older message changes nothing here.</summary>
    public int Sequence { get; set; }

    public double Confidence { get; set; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset RaisedAt { get; init; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>When the broker's message reached the collector.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When its transaction was about to commit.</summary>
    public DateTimeOffset CommittedAt { get; set; }

    /// <summary>Newest alert body, JSON of the contract.</summary>
    public required string Body { get; set; }

    /// <summary>The alert as it was raised: its boxes are those of the evidence pictures. Null until that event came.</summary>
    public string? RaisedBody { get; set; }

    public static string IdOf(string device, string alertId) => $"alert:{device}/{alertId}";
}

internal sealed class LeadMapping : IEntityTypeConfiguration<LeadRow>
{
    public void Configure(EntityTypeBuilder<LeadRow> builder)
    {
        builder.ToTable("leads").HasKey(l => l.Id);
        builder.Property(l => l.Id).HasMaxLength(210);
        builder.Property(l => l.Source).HasConversion<string>().HasMaxLength(16);
        builder.Property(l => l.Phase).HasConversion<string>().HasMaxLength(16);
        builder.HasIndex(l => new { l.CaseId, l.StartedAt });
        builder.HasOne<CaseSummary>().WithMany().HasForeignKey(l => l.CaseId).OnDelete(DeleteBehavior.Restrict);
    }
}
