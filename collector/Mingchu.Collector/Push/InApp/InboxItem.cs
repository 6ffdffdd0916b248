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
    public required Guid CaseId { get; init; }

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
        builder.HasIndex(i => i.DeliveryId).IsUnique();
    }
}
