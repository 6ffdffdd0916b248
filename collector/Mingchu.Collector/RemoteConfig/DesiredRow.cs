using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mingchu.Collector.Devices;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.RemoteConfig;

/// <summary>A revision of what a device is to go by; the one with the highest number counts, the others are its history.</summary>
public sealed class DesiredRow
{
    public required string Device { get; init; }

    public long Revision { get; init; }

    /// <summary>YAML, as <see cref="DesiredConfig.Text"/>.</summary>
    public required string Text { get; init; }

    /// <summary>Who asked for it.</summary>
    public required string By { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Why, in that person's words.</summary>
    public required string Why { get; init; }
}

internal sealed class DesiredMapping : IEntityTypeConfiguration<DesiredRow>
{
    public void Configure(EntityTypeBuilder<DesiredRow> builder)
    {
        builder.ToTable("desired_configs").HasKey(d => new { d.Device, d.Revision });
        builder.Property(d => d.Text).HasMaxLength(DesiredConfig.MaxChars);
        builder.Property(d => d.By).HasMaxLength(256);
        builder.Property(d => d.Why).HasMaxLength(ConfigDesk.MaxWhy);
        builder.HasOne<DeviceRow>().WithMany().HasForeignKey(d => d.Device).OnDelete(DeleteBehavior.Cascade);
    }
}
