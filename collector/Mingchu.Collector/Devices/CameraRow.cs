using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mingchu.Contracts.Messages;

namespace Mingchu.Collector.Devices;

/// <summary>A camera of a box and what it gives.</summary>
public sealed class CameraRow
{
    public required string Device { get; init; }

    public required string Camera { get; init; }

    /// <summary>Name for people; the id until the box's birth names it.</summary>
    public required string Name { get; set; }

    /// <summary>Null until the first status.</summary>
    public CameraState? State { get; set; }

    public DateTimeOffset? Since { get; set; }

    public string? Reason { get; set; }

    public string? Detail { get; set; }

    /// <summary>When the box said so.</summary>
    public DateTimeOffset? StatusAt { get; set; }

    public double? AnalysedFps { get; set; }

    public long? Dropped { get; set; }

    public long? Reconnects { get; set; }

    /// <summary>In the newest birth; false for one that was taken away.</summary>
    public bool Present { get; set; } = true;
}

internal sealed class CameraMapping : IEntityTypeConfiguration<CameraRow>
{
    public void Configure(EntityTypeBuilder<CameraRow> builder)
    {
        builder.ToTable("cameras").HasKey(c => new { c.Device, c.Camera });
        builder.Property(c => c.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(c => c.Name).HasMaxLength(200);
        builder.Property(c => c.Reason).HasMaxLength(64);
        builder.Property(c => c.Detail).HasMaxLength(1000);
        builder.HasOne<DeviceRow>().WithMany().HasForeignKey(c => c.Device).OnDelete(DeleteBehavior.Cascade);
    }
}
