using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mingchu.Collector.Devices;

/// <summary>A sensor of a box and its newest reading.</summary>
public sealed class SensorRow
{
    public required string Device { get; init; }

    public required string Sensor { get; init; }

    /// <summary>Name for people; the id until the box's birth names it.</summary>
    public required string Name { get; set; }

    /// <summary>Null until the box's birth says it.</summary>
    public string? Kind { get; set; }

    public string? Unit { get; set; }

    public double? Value { get; set; }

    /// <summary>When the newest reading was measured.</summary>
    public DateTimeOffset? At { get; set; }

    /// <summary>In the newest birth, or heard of since.</summary>
    public bool Present { get; set; } = true;
}

internal sealed class SensorMapping : IEntityTypeConfiguration<SensorRow>
{
    public void Configure(EntityTypeBuilder<SensorRow> builder)
    {
        builder.ToTable("sensors").HasKey(s => new { s.Device, s.Sensor });
        builder.Property(s => s.Sensor).HasMaxLength(64);
        builder.Property(s => s.Name).HasMaxLength(200);
        builder.Property(s => s.Kind).HasMaxLength(64);
        builder.Property(s => s.Unit).HasMaxLength(64);
        builder.HasOne<DeviceRow>().WithMany().HasForeignKey(s => s.Device).OnDelete(DeleteBehavior.Cascade);
    }
}
