using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mingchu.Collector.Core.Cases;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Cases;

/// <summary>A lead as it stands now; of an alert with the whole alert as the box sent it. The case's events keep every step.</summary>
public sealed class LeadRow
{
    /// <summary><c>alert:{device}/{alertId}</c>, or <c>{source}:{id}</c> of what a person or another system handed in.</summary>
    public required string Id { get; init; }

    public required Guid CaseId { get; init; }

    public required LeadSource Source { get; init; }

    /// <summary>The box; empty when no box saw it, as are the next two.</summary>
    public string Device { get; init; } = "";

    public string AlertId { get; init; } = "";

    public string Camera { get; init; } = "";

    /// <summary>Who handed it in, by name; null for alerts.</summary>
    public string? Person { get; init; }

    /// <summary>What was seen, in words as last told; null for alerts.</summary>
    public string? Text { get; set; }

    /// <summary>Number under which another system knows it.</summary>
    public string? Reference { get; init; }

    /// <summary>Name of that system.</summary>
    public string? System { get; init; }

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
    public string Body { get; set; } = "{}";

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
        builder.Property(l => l.Person).HasMaxLength(256);
        builder.Property(l => l.Reference).HasMaxLength(64);
        builder.Property(l => l.System).HasMaxLength(64);
        builder.Property(l => l.Source).HasConversion<string>().HasMaxLength(20);
        builder.Property(l => l.Phase).HasConversion<string>().HasMaxLength(16);
        builder.HasIndex(l => new { l.CaseId, l.StartedAt });
        builder.HasIndex(l => new { l.Device, l.Camera, l.CaseId });
        builder.HasIndex(l => new { l.ReceivedAt, l.Id });
        // What people and other systems hand in is a small part of all. SQLite takes a partial index only for a query that says its very words.
        builder.HasIndex(l => new { l.Source, l.ReceivedAt, l.CaseId }).HasDatabaseName("IX_leads_handed_in").HasFilter($"\"Source\" <> '{nameof(LeadSource.Alert)}'");
        builder.HasOne<CaseSummary>().WithMany().HasForeignKey(l => l.CaseId).OnDelete(DeleteBehavior.Restrict);
    }
}
