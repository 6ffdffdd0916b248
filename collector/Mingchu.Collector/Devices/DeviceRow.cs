using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mingchu.Collector.Premises;

namespace Mingchu.Collector.Devices;

/// <summary>A registered edge box: who it is, and what it last said of itself.</summary>
public sealed class DeviceRow
{
    public required string Id { get; init; }

    public required string PremisesId { get; set; }

    public DateTimeOffset AddedAt { get; init; }

    /// <summary>16 random bytes, lower-case hex.</summary>
    public required string TokenSalt { get; set; }

    /// <summary>Lower-case hex SHA-256 of salt and token; the token itself has 256 random bits and is kept nowhere.</summary>
    public required string TokenHash { get; set; }

    /// <summary>Switched off: may not log in, its messages are rejected.</summary>
    public bool Disabled { get; set; }

    public bool Online { get; set; }

    /// <summary>Session of the newest birth; an older will is ignored.</summary>
    public long Session { get; set; }

    public string? Software { get; set; }

    public DateTimeOffset? BornAt { get; set; }

    public DateTimeOffset? StatusAt { get; set; }

    public DateTimeOffset? LastSeenAt { get; set; }

    /// <summary>Messages waiting on the box at the last telemetry.</summary>
    public long? SpoolMessages { get; set; }

    public long? MemoryBytes { get; set; }

    public DateTimeOffset? TelemetryAt { get; set; }
}

internal sealed class DeviceMapping : IEntityTypeConfiguration<DeviceRow>
{
    public void Configure(EntityTypeBuilder<DeviceRow> builder)
    {
        builder.ToTable("devices").HasKey(d => d.Id);
        builder.Property(d => d.Id).HasMaxLength(64);
        builder.Property(d => d.Software).HasMaxLength(200);
        builder.HasOne<PremisesRow>().WithMany().HasForeignKey(d => d.PremisesId).OnDelete(DeleteBehavior.Restrict);
    }
}
