using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mingchu.Collector.Access;

/// <summary>One read of sensitive data: who, what, when. Never updated, never deleted.</summary>
public sealed class AccessEntry
{
    public long Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Account id, or <c>token:NAME</c>.</summary>
    public required string AccountId { get; init; }

    public required string AccountName { get; init; }

    /// <summary>Kind of data: one of <see cref="AccessKinds"/>.</summary>
    public required string What { get; init; }

    /// <summary>Which: a hash, an id, a filter.</summary>
    public required string Subject { get; init; }

    /// <summary>Area of what was read; empty when it is not of one.</summary>
    public required string Area { get; init; }
}

/// <summary>Kinds of sensitive data.</summary>
public static class AccessKinds
{
    /// <summary>A picture or clip.</summary>
    public const string Evidence = "evidence";

    /// <summary>Person in charge and contact of premises.</summary>
    public const string Contact = "contact";

    /// <summary>Telephone numbers of people.</summary>
    public const string People = "people";

    /// <summary>Premises with contacts, as a file.</summary>
    public const string Export = "export";
}

internal sealed class AccessEntryMapping : IEntityTypeConfiguration<AccessEntry>
{
    public void Configure(EntityTypeBuilder<AccessEntry> builder)
    {
        builder.ToTable("access_log").HasKey(e => e.Id);
        builder.Property(e => e.AccountId).HasMaxLength(80);
        builder.Property(e => e.AccountName).HasMaxLength(100);
        builder.Property(e => e.What).HasMaxLength(32);
        builder.Property(e => e.Subject).HasMaxLength(400);
        builder.Property(e => e.Area).HasMaxLength(Core.Areas.Area.MaxPath);
        builder.HasIndex(e => e.At);
    }
}
