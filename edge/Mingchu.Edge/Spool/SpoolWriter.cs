using System.Threading.Channels;

namespace Mingchu.Edge.Spool;

/// <summary>The one thread that writes the spool: wishes in their order, up to 50 per durable transaction. A wish is done when it is on the disk.</summary>
internal sealed class SpoolWriter : IAsyncDisposable
{
    private const int BatchSize = 50;
    private readonly Channel<Wish> wishes = Channel.CreateUnbounded<Wish>(new() { SingleReader = true });
    private readonly SpoolStore store;
    private readonly string folder;
    private readonly Actions actions;
    private readonly Serilog.ILogger log;
    private readonly Task writing;
    private bool stale;

    /// <param name="store">What it writes.</param>
    /// <param name="folder">For messages.</param>
    /// <param name="actions">What the owner does around transactions.</param>
    /// <param name="log">Hears of every failure.</param>
    /// <param name="stale">The store is to be opened anew before the first transaction.</param>
    public SpoolWriter(SpoolStore store, string folder, Actions actions, Serilog.ILogger log, bool stale)
    {
        (this.store, this.folder, this.actions, this.log, this.stale) = (store, folder, actions, log, stale);
        // LiteDB ties a transaction to its thread, so the writer keeps one thread of its own.
        writing = Task.Factory.StartNew(Write, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>The fault that stopped it; null while all is well.</summary>
    public Exception? Fault => writing.Exception?.InnerException;

    /// <summary>Asks for a change; fails with <see cref="IOException"/> when the disk takes none, and nothing of the change is left then.</summary>
    public Task AskAsync(Action change)
    {
        var wish = new Wish(change, new(TaskCreationOptions.RunContinuationsAsynchronously));
        return wishes.Writer.TryWrite(wish) ? wish.Done.Task : Task.FromException(new ObjectDisposedException(nameof(AlertSpool)));
    }

    /// <summary>Writes what was asked for and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        wishes.Writer.TryComplete();
        await writing.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private void Write()
    {
        var batch = new List<Wish>(BatchSize);
        while (wishes.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (batch.Count < BatchSize && wishes.Reader.TryRead(out var wish))
                batch.Add(wish);
            WriteBatch(batch);
            batch.Clear();
        }
    }

    private void WriteBatch(List<Wish> batch)
    {
        if (store.Refusal() is { } refusal)
        {
            Fail(batch, new IOException(refusal));
            return;
        }
        try
        {
            if (stale)
            {
                store.Reopen();
                actions.Restore();
                stale = false;
            }
            store.Commit(() =>
            {
                foreach (var wish in batch)
                    wish.Change();
                actions.Seal();
            });
        }
        catch (Exception e)
        {
            stale = true;
            actions.Failed();
            Fail(batch, e);
            return;
        }
        actions.Kept();
        foreach (var wish in batch)
            wish.Done.SetResult();
    }

    private void Fail(List<Wish> batch, Exception why)
    {
        log.Error(why, "The spool could not write {Count} changes in {Folder}", batch.Count, folder);
        foreach (var wish in batch)
            wish.Done.SetException(new IOException($"the spool in {folder} can't be written: {why.Message}", why));
    }

    /// <summary>What the owner does, on the writer's thread.</summary>
    /// <param name="Seal">Last in every transaction.</param>
    /// <param name="Kept">After every transaction, before its wishes are done.</param>
    /// <param name="Failed">After a transaction that failed.</param>
    /// <param name="Restore">Before the first transaction after a failed one: what is known in memory goes back to what is on the disk.</param>
    public sealed record Actions(Action Seal, Action Kept, Action Failed, Action Restore);

    private sealed record Wish(Action Change, TaskCompletionSource Done);
}
