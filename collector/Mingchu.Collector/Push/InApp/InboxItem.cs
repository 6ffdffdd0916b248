using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mingchu.Collector.Push.InApp;

/// <summary>One line in the bell of the review pages.</summary>
public sealed class InboxItem
{
    /// <summary>Rising number; an account's <see cref="Accounts.Account.InboxSeen"/> refers to it.</summary>
    public long Id { get; set; }

    /// <summary>The delivery that brought it; each at most once.</summary>
    public required Guid DeliveryId { get; init; }

    public required string Audience { get; init; }

    /// <summary>The case it is about; null for work of an office and for what platforms have to do with.</summary>
    public required Guid? CaseId { get; init; }

    /// <summary>Path of the area whose office it is for; empty when it is for a platform, about a case, or of the whole tree.</summary>
    public string Area { get; init; } = "";

    /// <summary>Id of the platform it is for; null when it is for nobody of a platform, or about a case.</summary>
    public string? Platform { get; init; }

    /// <summary>The <see cref="Push.Notice"/> as JSON.</summary>
    public required string Notice { get; init; }
}

internal sealed class InboxItemMapping : IEntityTypeConfiguration<InboxItem>
{
    public void Configure(EntityTypeBuilder<InboxItem> builder)
    {
        builder.ToTable("inbox");
        builder.HasKey(i => i.Id);
        builder.Property(i => i.Audience).HasMaxLength(64);
        builder.Property(i => i.Platform).HasMaxLength(64);
        builder.Property(i => i.Area).HasMaxLength(Core.Areas.Area.MaxPath);
        builder.HasIndex(i => i.DeliveryId).IsUnique();
    }
}
