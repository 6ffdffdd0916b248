namespace Mingchu.Collector.Push;

/// <summary>Wakes this process's pipeline when work was committed here; work of other collectors is found by the regular look.</summary>
public sealed class PushSignal : IDisposable
{
    private readonly SemaphoreSlim raised = new(0, 1);

    /// <summary>Something is due.</summary>
    public void Raise()
    {
        try
        {
            raised.Release();
        }
        catch (SemaphoreFullException)
        {
            // Raised already and not yet seen: one look finds all work.
        }
    }

    /// <summary>Returns when raised or after <paramref name="atMost"/>.</summary>
    public Task Wait(TimeSpan atMost, CancellationToken ct) => raised.WaitAsync(atMost, ct);

    /// <inheritdoc/>
    public void Dispose() => raised.Dispose();
}
