using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Mingchu.Collector.Storage;

/// <summary>The database on a PostgreSQL server, for one or many collectors.</summary>
public sealed class PostgresCollectorDb(DbContextOptions<PostgresCollectorDb> options) : CollectorDb(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<WholeMilliseconds>();

    // Both databases keep the same precision, so that what was written is what is read and hashed.
    private sealed class WholeMilliseconds() : ValueConverter<DateTimeOffset, DateTimeOffset>(
        time => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds()), time => time.ToUniversalTime());
}
