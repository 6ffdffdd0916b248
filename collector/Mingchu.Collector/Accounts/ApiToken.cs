using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Mingchu.Collector.Accounts;

/// <summary>A bearer token of another system. Only its hash is kept, so it can be shown once and never again.</summary>
public sealed class ApiToken
{
    public required string Name { get; init; }

    /// <summary>Lower-case hex SHA-256 of the token; the token has 256 random bits, so no salt or stretching is needed.</summary>
    public required string Hash { get; set; }

    public required DateTimeOffset CreatedAt { get; set; }

    /// <summary>Path of the area that its holder sees; null for the whole tree.</summary>
    public string? Area { get; set; }
}

internal sealed class ApiTokenMapping : IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<ApiToken> builder)
    {
        builder.ToTable("api_tokens");
        builder.HasKey(t => t.Name);
        builder.Property(t => t.Name).HasMaxLength(64);
        builder.Property(t => t.Hash).HasMaxLength(64);
        builder.Property(t => t.Area).HasMaxLength(Core.Areas.Area.MaxPath);
        builder.HasIndex(t => t.Hash).IsUnique();
    }
}
