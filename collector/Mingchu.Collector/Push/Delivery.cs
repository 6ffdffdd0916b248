using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mingchu.Collector.Cases;

namespace Mingchu.Collector.Push;

/// <summary>Where a delivery is.</summary>
public enum DeliveryState
{
    /// <summary>Due at <see cref="Delivery.DueAtMs"/>.</summary>
    Pending,

    /// <summary>The receiver took it.</summary>
    Delivered,

    /// <summary>Given up; <see cref="Delivery.LastError"/> says why.</summary>
    Failed,

    /// <summary>Made no noise on purpose; <see cref="Delivery.Quiet"/> says why.</summary>
    Muted,
}

/// <summary>The record of one notice to one recipient: outbox entry and delivery record in one row.</summary>
public sealed class Delivery
{
    public required Guid Id { get; init; }

    /// <summary>The case it is about; null for work of an office and for what platforms have to do with.</summary>
    public required Guid? CaseId { get; init; }

    /// <summary>Path of the area whose people see it; empty for a case, which has its own, and for what is of the whole tree.</summary>
    public string Area { get; init; } = "";

    /// <summary>Path of the page that shows what it is about; empty for a case.</summary>
    public string Page { get; init; } = "";

    /// <summary>The line of the case's file that is told; each recipient is told of it once. 0 when it is about no case.</summary>
    public required int Sequence { get; init; }

    /// <summary>One of <see cref="Occasions"/>.</summary>
    public required string Occasion { get; init; }
    public required string Audience { get; init; }
    public required string Channel { get; init; }
    public required string Recipient { get; init; }

    /// <summary>Version of the routing policy that sent it here.</summary>
    public required string Policy { get; init; }

    /// <summary>The <see cref="Push.Notice"/> as JSON.</summary>
    public required string Notice { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public DeliveryState State { get; set; }

    /// <summary>When it is due, or until when a collector has it in hand; Unix milliseconds, so that both databases compare it alike.</summary>
    public required long DueAtMs { get; set; }

    /// <summary>Attempts begun.</summary>
    public int Attempts { get; set; }

    /// <summary>Who has it in hand.</summary>
    public Guid? Claim { get; set; }

    public DateTimeOffset? DeliveredAt { get; set; }
    public string? LastError { get; set; }

    /// <summary>Why it makes no noise, or waits: a phrase as JSON; null when it is told like any other.</summary>
    public string? Quiet { get; set; }

    /// <summary>A delivery that is due at once.</summary>
    /// <param name="notice">What is told.</param>
    /// <param name="sequence">See <see cref="Sequence"/>.</param>
    /// <param name="audience">Who is told.</param>
    /// <param name="channel">Through what.</param>
    /// <param name="recipient">One of the channel's.</param>
    /// <param name="policy">Version of the routing policy.</param>
    public static Delivery Of(Notice notice, int sequence, string audience, string channel, string recipient, string policy) => new()
    {
        Id = Guid.CreateVersion7(notice.At),
        CaseId = notice.CaseId == Guid.Empty ? null : notice.CaseId,
        Area = notice.CaseId == Guid.Empty ? notice.Area : "",
        Page = notice.CaseId == Guid.Empty ? notice.Page : "",
        Sequence = sequence,
        Occasion = notice.Occasion,
        Audience = audience,
        Channel = channel,
        Recipient = recipient,
        Policy = policy,
        Notice = JsonSerializer.Serialize(notice, NoticeJson.Default.Notice),
        CreatedAt = notice.At,
        DueAtMs = notice.At.ToUnixTimeMilliseconds(),
    };
}

internal sealed class DeliveryMapping : IEntityTypeConfiguration<Delivery>
{
    public void Configure(EntityTypeBuilder<Delivery> builder)
    {
        builder.ToTable("deliveries");
        builder.HasKey(d => d.Id);
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.Property(d => d.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(d => d.Occasion).HasMaxLength(32);
        builder.Property(d => d.Audience).HasMaxLength(64);
        builder.Property(d => d.Channel).HasMaxLength(32);
        builder.Property(d => d.Recipient).HasMaxLength(320);
        builder.Property(d => d.Policy).HasMaxLength(32);
        builder.Property(d => d.Claim).IsConcurrencyToken();
        builder.Property(d => d.LastError).HasMaxLength(500);
        builder.Property(d => d.Area).HasMaxLength(Core.Areas.Area.MaxPath);
        builder.Property(d => d.Page).HasMaxLength(128);
        builder.HasIndex(d => new { d.CaseId, d.Sequence, d.Audience, d.Channel, d.Recipient }).IsUnique();
        builder.HasIndex(d => new { d.State, d.DueAtMs });
        builder.HasIndex(d => d.Claim);
        // The list of what is about no case, whole and per page; cases have theirs by the first index.
        builder.HasIndex(d => d.Id).HasFilter("\"CaseId\" IS NULL");
        builder.HasIndex(d => d.Page).HasFilter("\"CaseId\" IS NULL");
        builder.HasOne<CaseSummary>().WithMany().HasForeignKey(d => d.CaseId).OnDelete(DeleteBehavior.Restrict);
    }
}
