using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mingchu.Collector.Devices;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.RemoteConfig;

/// <summary>What a device last said of its configuration.</summary>
public sealed class ReportedRow
{
    public required string Device { get; init; }

    public long Revision { get; set; }

    public ConfigState State { get; set; }

    /// <summary>Revision it goes by; 0 is its own file alone.</summary>
    public long Active { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>The problems, as the device's JSON.</summary>
    public required string Problems { get; set; }

    public string? Effective { get; set; }
}

internal sealed class ReportedMapping : IEntityTypeConfiguration<ReportedRow>
{
    public void Configure(EntityTypeBuilder<ReportedRow> builder)
    {
        builder.ToTable("reported_configs").HasKey(r => r.Device);
        builder.Property(r => r.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(r => r.Effective).HasMaxLength(DesiredConfig.MaxChars);
        builder.HasOne<DeviceRow>().WithMany().HasForeignKey(r => r.Device).OnDelete(DeleteBehavior.Cascade);
    }
}
