using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mingchu.Collector.Viewing;

/// <summary>What a person asked to see.</summary>
public enum LookKind
{
    /// <summary>One picture.</summary>
    Snapshot,

    /// <summary>A live view.</summary>
    Live,
}

/// <summary>How far it is.</summary>
public enum LookState
{
    /// <summary>The box has not answered.</summary>
    Asked,

    /// <summary>The box is at it.</summary>
    Running,

    /// <summary>The picture is here, or the live view is over.</summary>
    Done,

    /// <summary>Nothing was shown, see the reason.</summary>
    Refused,

    /// <summary>It was tried and did not work, see the reason.</summary>
    Failed,
}

/// <summary>One look into a kitchen: who asked for it, when, and what came of it. Never changed by anybody but the box's answer, and kept when the box is gone.</summary>
public sealed class LookRow
{
    /// <summary>Also the id of the command, without hyphens.</summary>
    public required Guid Id { get; init; }

    public required string Device { get; init; }

    public required string Camera { get; init; }

    public required LookKind Kind { get; init; }

    /// <summary>Account, or <c>token:NAME</c>.</summary>
    public required string ById { get; init; }

    /// <summary>Name of that person or system.</summary>
    public required string By { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The box does not begin later than this.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public LookState State { get; set; }

    /// <summary>Code of the contract's command or camera reasons.</summary>
    public string? Reason { get; set; }

    public string? Detail { get; set; }

    /// <summary>When it was over.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Of the picture; null while there is none.</summary>
    public string? Sha256 { get; set; }

    public long? Bytes { get; set; }

    /// <summary>Lower-case hex SHA-256 of the live view's token, which has 256 random bits and is kept nowhere.</summary>
    public string? TokenHash { get; init; }
}

internal sealed class LookMapping : IEntityTypeConfiguration<LookRow>
{
    public void Configure(EntityTypeBuilder<LookRow> builder)
    {
        builder.ToTable("looks").HasKey(l => l.Id);
        builder.Property(l => l.Device).HasMaxLength(64);
        builder.Property(l => l.Camera).HasMaxLength(64);
        builder.Property(l => l.Kind).HasConversion<string>().HasMaxLength(16);
        builder.Property(l => l.State).HasConversion<string>().HasMaxLength(16);
        builder.Property(l => l.ById).HasMaxLength(450);
        builder.Property(l => l.By).HasMaxLength(256);
        builder.Property(l => l.Reason).HasMaxLength(64);
        builder.Property(l => l.Detail).HasMaxLength(1000);
        builder.Property(l => l.Sha256).HasMaxLength(64);
        builder.Property(l => l.TokenHash).HasMaxLength(64);
        builder.HasIndex(l => new { l.Device, l.At });
        builder.HasIndex(l => l.At);
    }
}
