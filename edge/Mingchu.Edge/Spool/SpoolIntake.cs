namespace Mingchu.Edge.Spool;

/// <summary>
/// Puts messages into the spool, and holds on to them in memory while the disk takes nothing. Any thread.
/// </summary>
public sealed class SpoolIntake(AlertSpool spool, Serilog.ILogger log) : IDisposable
{
    private const int Most = 1000;
    private readonly Queue<IReadOnlyList<SpoolMessage>> held = [];
    private readonly SemaphoreSlim gate = new(1);

    /// <summary>Takes messages that belong together; they are on the disk when this is done, or held.</summary>
    public async Task TakeAsync(IReadOnlyList<SpoolMessage> messages)
    {
        await gate.WaitAsync();
        try
        {
            if (held.Count == Most)
                log.Error("Alert {AlertId} is lost: the spool has not been writable for {Count} alerts", held.Dequeue()[0].AlertId, Most);
            held.Enqueue(messages);
            await PutAsync();
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Tries what is held, in order.</summary>
    public async Task RetryAsync()
    {
        await gate.WaitAsync();
        try
        {
            await PutAsync();
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private async Task PutAsync()
    {
        try
        {
            while (held.TryPeek(out var messages))
            {
                await spool.PutAsync(messages);
                held.Dequeue();
            }
        }
        catch (IOException e)
        {
            log.Error("{Count} alert events wait in memory: {Why}", held.Count, e.Message);
        }
    }
}
