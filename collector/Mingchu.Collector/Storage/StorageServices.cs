using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Mingchu.Collector.Config;
using Mingchu.Collector.Core.Areas;

namespace Mingchu.Collector.Storage;

/// <summary>Registers the database: <c>IDbContextFactory&lt;CollectorDb&gt;</c> for services, a scoped <c>CollectorDb</c> for Identity and pages.</summary>
public static class StorageServices
{
    public static IServiceCollection AddStorage(this IServiceCollection services, StorageConfig config)
    {
        if (config.Provider == "postgres")
        {
            services.AddPooledDbContextFactory<PostgresCollectorDb>(o => o.UseNpgsql(config.ConnectionString));
            services.AddSingleton<IDbContextFactory<CollectorDb>, Factory<PostgresCollectorDb>>();
        }
        else
        {
            var connection = new SqliteConnectionStringBuilder(config.ConnectionString);
            if (Path.GetDirectoryName(Path.GetFullPath(connection.DataSource)) is { Length: > 0 } folder)
                Directory.CreateDirectory(folder);
            services.AddPooledDbContextFactory<SqliteCollectorDb>(o =>
                o.UseSqlite(connection.ConnectionString).AddInterceptors(new SqlitePragmas()));
            services.AddSingleton<IDbContextFactory<CollectorDb>, Factory<SqliteCollectorDb>>();
        }

        services.AddScoped(p => p.GetRequiredService<IDbContextFactory<CollectorDb>>().CreateDbContext());
        services.AddSingleton<ScopedDbs>();
        services.AddSingleton<WriterLock>();
        return services;
    }

    private sealed class Factory<TDb>(IDbContextFactory<TDb> inner) : IDbContextFactory<CollectorDb>
        where TDb : CollectorDb
    {
        public CollectorDb CreateDbContext()
        {
            var db = inner.CreateDbContext();
            // It comes from a pool and may have shown somebody less.
            db.Show(Scope.Everything);
            return db;
        }
    }
}
