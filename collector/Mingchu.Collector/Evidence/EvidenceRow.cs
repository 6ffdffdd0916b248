using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Evidence;

/// <summary>
/// A picture or clip of an alert. The file, the announcement by MQTT and the alert may come in any order; the row waits for the others.
/// </summary>
public sealed class EvidenceRow
{
    public required string Device { get; init; }

    public required string AlertId { get; init; }

    public required EvidenceKind Kind { get; init; }

    public required string MediaType { get; init; }

    public required string Sha256 { get; init; }

    public required long Bytes { get; init; }

    /// <summary>Time of the frame; null until announced.</summary>
    public DateTimeOffset? CapturedAt { get; set; }

    /// <summary>When the file was stored; null while it is only announced.</summary>
    public DateTimeOffset? StoredAt { get; set; }

    /// <summary>The case whose file has it; null while the alert is not there.</summary>
    public Guid? CaseId { get; set; }

    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The camera that took it; null until announced, and for what people added.</summary>
    public string? Camera { get; set; }

    /// <summary>Where heads are, as JSON; null when nobody said so.</summary>
    public string? Heads { get; set; }

    /// <summary>Key of the signature; null when it is not signed.</summary>
    public string? KeyId { get; set; }

    /// <summary>The box's signature, base64.</summary>
    public string? Signature { get; set; }

    /// <summary>Account of the person who added it; null for what a camera took.</summary>
    public string? AddedBy { get; init; }

    /// <summary>Where heads are; null when nobody said so.</summary>
    public IReadOnlyList<PictureArea>? HeadAreas() => Heads is null ? null : JsonSerializer.Deserialize<List<PictureArea>>(Heads);
}

internal sealed class EvidenceMapping : IEntityTypeConfiguration<EvidenceRow>
{
    public void Configure(EntityTypeBuilder<EvidenceRow> builder)
    {
        builder.ToTable("evidence").HasKey(e => new { e.AlertId, e.Device, e.Kind });
        builder.Property(e => e.Kind).HasConversion<string>().HasMaxLength(16);
        builder.Property(e => e.MediaType).HasMaxLength(64);
        builder.Property(e => e.Sha256).HasMaxLength(64);
        builder.Property(e => e.Camera).HasMaxLength(64);
        builder.Property(e => e.KeyId).HasMaxLength(64);
        builder.Property(e => e.Signature).HasMaxLength(200);
        builder.HasIndex(e => e.CaseId);
        builder.HasIndex(e => e.Sha256);
    }
}
