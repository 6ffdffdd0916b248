using Mingchu.Collector.Cases;

namespace Mingchu.Collector.Pages;

/// <summary>Calls a page back when cases changed: at once for changes of this process, by a regular look for those of other collectors.</summary>
public sealed class LiveUpdates(CaseChanges changes)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    // Several alerts often come together; one rendering shows them all.
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs until cancelled. <paramref name="concerns"/> says whether a change matters; null for every change.</summary>
    public async Task Run(Func<CaseChanged, bool>? concerns, Func<Task> refresh, CancellationToken ct)
    {
        using var news = changes.Listen();
        try
        {
            while (!ct.IsCancellationRequested)
            {
                await Wait(news, concerns, ct);
                await Task.Delay(Gather, ct);
                while (news.Reader.TryRead(out _))
                {
                    // One refresh shows everything.
                }
                await refresh();
            }
        }
        catch (Exception e) when (e is ObjectDisposedException || (e is OperationCanceledException && ct.IsCancellationRequested))
        {
            // The page was left, or the collector stops.
        }
    }

    private static async Task Wait(CaseChanges.Subscription news, Func<CaseChanged, bool>? concerns, CancellationToken ct)
    {
        using var look = CancellationTokenSource.CreateLinkedTokenSource(ct);
        look.CancelAfter(Look);
        try
        {
            while (await news.Reader.WaitToReadAsync(look.Token))
                if (news.Reader.TryRead(out var change) && (concerns is null || concerns(change)))
                    return;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Time for the regular look.
        }
    }
}
