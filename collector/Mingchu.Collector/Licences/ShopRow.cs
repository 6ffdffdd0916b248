using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Mingchu.Collector.Core.Licences;
using Mingchu.Collector.Platforms;

namespace Mingchu.Collector.Licences;

/// <summary>What a platform shows of a shop and how it trades there, as it was handed in last; see <see cref="ShopData"/>.</summary>
public sealed class ShopRow
{
    public required Guid ListingId { get; init; }

    public required string PremisesId { get; init; }

    public required string Licence { get; set; }

    public required string Issuer { get; set; }

    public required string PickUpAddress { get; set; }

    /// <summary>JSON list of texts.</summary>
    public required string Dishes { get; set; }

    public bool Online { get; set; }

    public DateOnly? TradedFrom { get; set; }

    public DateOnly? TradedTo { get; set; }

    public required string By { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>When it is to be compared anew, Unix milliseconds: licences end by themselves.</summary>
    public long CheckDueAtMs { get; set; }

    /// <summary>As the core sees it.</summary>
    public ShopData ToData() => new(PremisesId, Licence, Issuer, PickUpAddress, JsonSerializer.Deserialize<List<string>>(Dishes)!, Online, TradedFrom, TradedTo);
}

internal sealed class ShopMapping : IEntityTypeConfiguration<ShopRow>
{
    public void Configure(EntityTypeBuilder<ShopRow> builder)
    {
        builder.ToTable("shops").HasKey(s => s.ListingId);
        builder.Property(s => s.ListingId).ValueGeneratedNever();
        builder.Property(s => s.PremisesId).HasMaxLength(64);
        builder.Property(s => s.Licence).HasMaxLength(64);
        builder.Property(s => s.Issuer).HasMaxLength(200);
        builder.Property(s => s.PickUpAddress).HasMaxLength(400);
        builder.Property(s => s.By).HasMaxLength(256);
        builder.HasIndex(s => s.Licence);
        builder.HasIndex(s => s.CheckDueAtMs);
        builder.HasOne<ListingRow>().WithOne().HasForeignKey<ShopRow>(s => s.ListingId).OnDelete(DeleteBehavior.Restrict);
    }
}
