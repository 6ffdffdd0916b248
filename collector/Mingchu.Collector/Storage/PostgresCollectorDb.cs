using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Mingchu.Collector.Storage;

/// <summary>The database on a PostgreSQL server, for one or many collectors.</summary>
public sealed class PostgresCollectorDb(DbContextOptions<PostgresCollectorDb> options) : CollectorDb(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<WholeMilliseconds>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        // By bytes, as SQLite does: ranges of paths are wrong in the order of a language.
        foreach (var area in builder.Model.GetEntityTypes().Select(t => t.FindProperty("Area") ?? t.FindProperty("AreaKey")).OfType<IMutableProperty>())
            area.SetCollation("C");
    }

    // Both databases keep the same precision, so that what was written is what is read and hashed.
    private sealed class WholeMilliseconds() : ValueConverter<DateTimeOffset, DateTimeOffset>(
        time => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds()), time => time.ToUniversalTime());
}
