using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mingchu.Collector.Core.Cases;

namespace Mingchu.Collector.People;

/// <summary>Somebody of the grid or the market supervision who can be assigned to premises; need not have an account.</summary>
public sealed class PersonRow
{
    public required string Id { get; init; }

    public required string Name { get; set; }

    /// <summary>A role of the grid or of the market supervision.</summary>
    public required Role Role { get; set; }

    /// <summary>Path of the area the person is of.</summary>
    public required string Area { get; set; }

    /// <summary>Telephone; sensitive.</summary>
    public string Phone { get; set; } = "";

    /// <summary>User name of the account, or null.</summary>
    public string? Account { get; set; }

    public int Version { get; set; } = 1;
}

internal sealed class PersonMapping : IEntityTypeConfiguration<PersonRow>
{
    public void Configure(EntityTypeBuilder<PersonRow> builder)
    {
        builder.ToTable("people").HasKey(p => p.Id);
        builder.Property(p => p.Id).HasMaxLength(64);
        builder.Property(p => p.Name).HasMaxLength(100);
        builder.Property(p => p.Role).HasConversion<string>().HasMaxLength(16);
        builder.Property(p => p.Area).HasMaxLength(Core.Areas.Area.MaxPath);
        builder.Property(p => p.Phone).HasMaxLength(100);
        builder.Property(p => p.Account).HasMaxLength(64);
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.HasIndex(p => p.Area);
        builder.HasIndex(p => p.Account);
    }
}
