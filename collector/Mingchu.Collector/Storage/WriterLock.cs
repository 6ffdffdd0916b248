namespace Mingchu.Collector.Storage;

/// <summary>
/// One writer at a time inside this process. SQLite allows one anyway; waiting here is fair and cheap, waiting there is polling.
/// Other processes (commands) are held off by SQLite's busy timeout, other collectors by PostgreSQL's row locks.
/// </summary>
public sealed class WriterLock : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);

    /// <summary>Waits for the turn; dispose the result to pass it on.</summary>
    public async Task<IDisposable> Enter(CancellationToken ct)
    {
        await gate.WaitAsync(ct);
        return new Turn(gate);
    }

    /// <summary>
    /// Waits for the turn where the database lets one write at a time. For a transaction whose rows nobody else in this process writes: PostgreSQL
    /// takes it beside the others, and it need not wait until they are through.
    /// </summary>
    public Task<IDisposable> EnterForOwnRows(CollectorDb db, CancellationToken ct) => db is PostgresCollectorDb ? Task.FromResult<IDisposable>(new Turn(null)) : Enter(ct);

    public void Dispose() => gate.Dispose();

    private sealed class Turn(SemaphoreSlim? gate) : IDisposable
    {
        private SemaphoreSlim? held = gate;

        public void Dispose() => Interlocked.Exchange(ref held, null)?.Release();
    }
}
