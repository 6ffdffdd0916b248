using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mingchu.Collector.Accounts;

/// <summary>A person who may sign in. Has one role and, by that role, an area, premises, a platform or (admin, supervisor) nothing for the whole tree.</summary>
public sealed class Account : IdentityUser
{
    /// <summary>Path of the area that the account sees.</summary>
    public string? Area { get; set; }

    /// <summary>The premises that a merchant sees.</summary>
    public string? PremisesId { get; set; }

    /// <summary>Id of the platform that the account belongs to.</summary>
    public string? Platform { get; set; }

    /// <summary>Highest inbox item this person has seen; later ones count in the bell.</summary>
    public long InboxSeen { get; set; }
}

internal sealed class AccountMapping : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.Property(a => a.Area).HasMaxLength(Core.Areas.Area.MaxPath);
        builder.Property(a => a.PremisesId).HasMaxLength(64);
        builder.Property(a => a.Platform).HasMaxLength(64);
    }
}
