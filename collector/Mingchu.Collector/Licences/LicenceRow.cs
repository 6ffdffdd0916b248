using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mingchu.Collector.Core.Licences;
using Mingchu.Collector.Premises;

namespace Mingchu.Collector.Licences;

/// <summary>A licence of the electronic library; see <see cref="LicenceEntry"/> for what the fields mean.</summary>
public sealed class LicenceRow
{
    public required string Number { get; init; }

    public required string PremisesId { get; set; }

    public LicenceKind Kind { get; set; }

    public required string Name { get; set; }

    public required string Address { get; set; }

    public required string Scope { get; set; }

    public required string Issuer { get; set; }

    public DateOnly ValidFrom { get; set; }

    public DateOnly? ValidTo { get; set; }

    public bool Revoked { get; set; }

    /// <summary>Who wrote it last, and when.</summary>
    public required string By { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>Counts changes; also the concurrency token.</summary>
    public int Version { get; set; } = 1;

    /// <summary>As the core sees it.</summary>
    public LicenceEntry ToEntry() => new(Number, PremisesId, Kind, Name, Address, Scope, Issuer, ValidFrom, ValidTo, Revoked);

    /// <summary>Takes everything but the number.</summary>
    public void Take(LicenceEntry entry, string by, DateTimeOffset now)
    {
        (PremisesId, Kind, Name, Address, Scope, Issuer) = (entry.PremisesId, entry.Kind, entry.Name, entry.Address, entry.Scope, entry.Issuer);
        (ValidFrom, ValidTo, Revoked, By, At) = (entry.ValidFrom, entry.ValidTo, entry.Revoked, by, now);
    }

    /// <summary>A new row.</summary>
    public static LicenceRow From(LicenceEntry entry, string by, DateTimeOffset now)
    {
        var row = new LicenceRow { Number = entry.Number, PremisesId = entry.PremisesId, Name = "", Address = "", Scope = "", Issuer = "", By = by };
        row.Take(entry, by, now);
        return row;
    }
}

internal sealed class LicenceMapping : IEntityTypeConfiguration<LicenceRow>
{
    public void Configure(EntityTypeBuilder<LicenceRow> builder)
    {
        builder.ToTable("licences").HasKey(l => l.Number);
        builder.Property(l => l.Number).HasMaxLength(64);
        builder.Property(l => l.Kind).HasConversion<string>().HasMaxLength(32);
        builder.Property(l => l.Name).HasMaxLength(200);
        builder.Property(l => l.Address).HasMaxLength(400);
        builder.Property(l => l.Scope).HasMaxLength(2000);
        builder.Property(l => l.Issuer).HasMaxLength(200);
        builder.Property(l => l.By).HasMaxLength(256);
        builder.Property(l => l.Version).IsConcurrencyToken();
        builder.HasOne<PremisesRow>().WithMany().HasForeignKey(l => l.PremisesId).OnDelete(DeleteBehavior.Restrict);
    }
}
