using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mingchu.Collector.Core.Patrols;

namespace Mingchu.Collector.Patrols;

/// <summary>A campaign of an area; the offices in it see it too.</summary>
public sealed class CampaignRow
{
    public required Guid Id { get; init; }

    /// <summary>Path of the area that it is in.</summary>
    public required string Area { get; set; }

    public required string Name { get; set; }

    public required DateOnly From { get; set; }

    public required DateOnly Until { get; set; }

    /// <summary>The whole <see cref="Campaign"/> as JSON, without its early end.</summary>
    public required string Plan { get; set; }

    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Who changed or ended it last; null when nobody did.</summary>
    public string? ChangedBy { get; set; }

    /// <summary>Last day that counts when it was ended early; null when it was not.</summary>
    public DateOnly? EndedOn { get; set; }

    /// <summary>Why it was ended early.</summary>
    public string? EndReason { get; set; }

    /// <summary>Counts changes; also the concurrency token.</summary>
    public int Version { get; set; } = 1;

    /// <summary>As the core sees it.</summary>
    public Campaign ToCampaign() => JsonSerializer.Deserialize<Campaign>(Plan)! with { EndedOn = EndedOn };

    /// <summary>Takes over what a person wrote.</summary>
    public void Take(Core.Areas.Area area, Campaign campaign) =>
        (Area, Name, From, Until, Plan) = (area.Path, campaign.Name.Trim(), campaign.From, campaign.Until, JsonSerializer.Serialize(campaign));
}

/// <summary>A report of an office in a campaign.</summary>
public sealed class CampaignReportRow
{
    public required Guid CampaignId { get; init; }

    /// <summary>Number of the report in the campaign, 0 for the first.</summary>
    public required int Report { get; init; }

    /// <summary>Path of the office's area.</summary>
    public required string Area { get; init; }

    /// <summary>As handed in last.</summary>
    public required string Text { get; set; }

    public required string By { get; set; }

    /// <summary>When it was handed in first; this counts.</summary>
    public required DateTimeOffset At { get; init; }

    public required DateTimeOffset ChangedAt { get; set; }
}

/// <summary>That an office was reminded of a report; never twice.</summary>
public sealed class CampaignReminderRow
{
    public required Guid CampaignId { get; init; }

    public required int Report { get; init; }

    /// <summary>Path of the office's area.</summary>
    public required string Area { get; init; }

    public required bool IsLate { get; init; }

    public required DateTimeOffset At { get; init; }
}

internal sealed class CampaignMapping : IEntityTypeConfiguration<CampaignRow>
{
    public void Configure(EntityTypeBuilder<CampaignRow> builder)
    {
        builder.ToTable("campaigns").HasKey(c => c.Id);
        builder.Property(c => c.Area).HasMaxLength(Core.Areas.Area.MaxPath);
        builder.Property(c => c.Name).HasMaxLength(200);
        builder.Property(c => c.By).HasMaxLength(256);
        builder.Property(c => c.ChangedBy).HasMaxLength(256);
        builder.Property(c => c.EndReason).HasMaxLength(CampaignDesk.MaxReason);
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.HasIndex(c => new { c.At, c.Id });
        builder.HasIndex(c => c.Until);
    }
}

internal sealed class CampaignReportMapping : IEntityTypeConfiguration<CampaignReportRow>
{
    public void Configure(EntityTypeBuilder<CampaignReportRow> builder)
    {
        builder.ToTable("campaign_reports").HasKey(r => new { r.CampaignId, r.Report, r.Area });
        builder.Property(r => r.Area).HasMaxLength(Core.Areas.Area.MaxPath);
        builder.Property(r => r.By).HasMaxLength(256);
        builder.HasOne<CampaignRow>().WithMany().HasForeignKey(r => r.CampaignId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CampaignReminderMapping : IEntityTypeConfiguration<CampaignReminderRow>
{
    public void Configure(EntityTypeBuilder<CampaignReminderRow> builder)
    {
        builder.ToTable("campaign_reminders").HasKey(r => new { r.CampaignId, r.Report, r.Area, r.IsLate });
        builder.Property(r => r.Area).HasMaxLength(Core.Areas.Area.MaxPath);
        builder.HasOne<CampaignRow>().WithMany().HasForeignKey(r => r.CampaignId).OnDelete(DeleteBehavior.Restrict);
    }
}
