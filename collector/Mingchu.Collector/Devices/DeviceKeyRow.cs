using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mingchu.Collector.Devices;

/// <summary>A public key that a box said is its own. The first one counts at once; another only after an administrator accepted it, and then in place of the one before.</summary>
public sealed class DeviceKeyRow
{
    public required string Device { get; init; }

    /// <summary>First 32 hex digits of the SHA-256 of the key.</summary>
    public required string KeyId { get; init; }

    /// <summary>Base64 of its SubjectPublicKeyInfo.</summary>
    public required string PublicKey { get; init; }

    public DateTimeOffset OfferedAt { get; set; }

    /// <summary>Null while it waits for an administrator.</summary>
    public DateTimeOffset? AcceptedAt { get; set; }

    /// <summary>Name of the administrator; null for the first key of a box.</summary>
    public string? AcceptedBy { get; set; }

    /// <summary>When another key took its place; evidence that came before stays good.</summary>
    public DateTimeOffset? RetiredAt { get; set; }
}

internal sealed class DeviceKeyMapping : IEntityTypeConfiguration<DeviceKeyRow>
{
    public void Configure(EntityTypeBuilder<DeviceKeyRow> builder)
    {
        builder.ToTable("device_keys").HasKey(k => new { k.Device, k.KeyId });
        builder.Property(k => k.KeyId).HasMaxLength(64);
        builder.Property(k => k.PublicKey).HasMaxLength(1000);
        builder.Property(k => k.AcceptedBy).HasMaxLength(256);
        builder.HasOne<DeviceRow>().WithMany().HasForeignKey(k => k.Device).OnDelete(DeleteBehavior.Cascade);
    }
}
