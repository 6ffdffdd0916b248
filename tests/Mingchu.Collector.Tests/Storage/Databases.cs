using Mingchu.Collector.Config;
using Mingchu.Rig;

[assembly: AssemblyFixture(typeof(Mingchu.Collector.Tests.Storage.Databases))]

namespace Mingchu.Collector.Tests.Storage;

/// <summary>Databases of either kind for tests, each empty and its own; one PostgreSQL server serves them all and starts when first needed.</summary>
public sealed class Databases : IAsyncLifetime
{
    private readonly RunFolder folder = new();
    private readonly SemaphoreSlim gate = new(1, 1);
    private PostgresCluster? postgres;
    private int count;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Settings of a new database.</summary>
    public async Task<StorageConfig> New(string provider, CancellationToken ct)
    {
        var name = $"t{Interlocked.Increment(ref count)}";
        if (provider == "sqlite")
            return new() { Provider = provider, ConnectionString = $"Data Source={folder.At(name + ".db")}" };
        await gate.WaitAsync(ct);
        try
        {
            postgres ??= await PostgresCluster.Start(folder, ct);
        }
        finally
        {
            gate.Release();
        }

        return new() { Provider = provider, ConnectionString = postgres.ConnectionString(name) };
    }

    public async ValueTask DisposeAsync()
    {
        if (postgres is not null)
            await postgres.DisposeAsync();
        await folder.DisposeAsync();
        gate.Dispose();
    }
}
