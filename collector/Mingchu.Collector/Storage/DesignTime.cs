using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Mingchu.Collector.Storage;

/// <summary>For <c>tools/migrations</c> only; connects to nothing.</summary>
internal sealed class SqliteDesign : IDesignTimeDbContextFactory<SqliteCollectorDb>
{
    public SqliteCollectorDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<SqliteCollectorDb>().UseSqlite("Data Source=:memory:").Options);
}

/// <summary>For <c>tools/migrations</c> only; connects to nothing.</summary>
internal sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresCollectorDb>
{
    public PostgresCollectorDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<PostgresCollectorDb>().UseNpgsql("Host=localhost").Options);
}
