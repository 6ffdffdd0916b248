namespace Mingchu.Collector.Storage;

/// <summary>
/// Group commit: items that come while a transaction runs are written together in the next one. A disk that is made to keep what it is told takes
/// about as long for one line as for a hundred.
/// </summary>
/// <typeparam name="TItem">What is written.</typeparam>
/// <typeparam name="TResult">What comes of each.</typeparam>
public sealed class Together<TItem, TResult>
{
    private readonly Func<IReadOnlyList<TItem>, CancellationToken, Task<IReadOnlyList<TResult>>> write;
    private readonly int most;
    private readonly Lock gate = new();
    private readonly Queue<(TItem Item, TaskCompletionSource<TResult> Done)> waiting = new();
    private bool running;

    /// <summary>Writes by this function: results in the order of the items. When it throws for several items, each is tried alone.</summary>
    public Together(Func<IReadOnlyList<TItem>, CancellationToken, Task<IReadOnlyList<TResult>>> write, int most) => (this.write, this.most) = (write, most);

    /// <summary>Writes an item with others; when it returns it is written.</summary>
    public Task<TResult> Write(TItem item)
    {
        var done = new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            waiting.Enqueue((item, done));
            if (running)
                return done.Task;
            running = true;
        }

        _ = Task.Run(Run);
        return done.Task;
    }

    private async Task Run()
    {
        while (true)
        {
            List<(TItem Item, TaskCompletionSource<TResult> Done)> batch = [];
            lock (gate)
            {
                while (batch.Count < most && waiting.TryDequeue(out var next))
                    batch.Add(next);
                if (batch.Count == 0)
                {
                    running = false;
                    return;
                }
            }

            await Batch(batch);
        }
    }

    private async Task Batch(List<(TItem Item, TaskCompletionSource<TResult> Done)> batch)
    {
        try
        {
            var results = await write([.. batch.Select(b => b.Item)], CancellationToken.None);
            for (var i = 0; i < batch.Count; i++)
                batch[i].Done.SetResult(results[i]);
        }
        catch (Exception) when (batch.Count > 1)
        {
            // One of them is to blame, and the others shall not fail with it.
            foreach (var one in batch)
                await Batch([one]);
        }
        catch (Exception e)
        {
            batch[0].Done.SetException(e);
        }
    }
}
