using System.Text.Json;
using Mingchu.Collector.Cases;
using Mingchu.Collector.Core.Calm;
using Mingchu.Collector.Push.Calm;

namespace Mingchu.Collector.Push;

/// <summary>Sends what is due and is to make noise, many at a time, and records every attempt. What a crash interrupts is sent again under the same id.</summary>
public sealed class PushPipeline(
    PushQueue queue, CalmDesk calm, IEnumerable<IChannel> channels, CaseChanges changes, TimeProvider clock, ILogger<PushPipeline> log)
    : BackgroundService
{
    private const int InFlight = 64;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(20);
    private readonly Dictionary<string, IChannel> channels = channels.ToDictionary(c => c.Name, StringComparer.Ordinal);
    // Never disposed: a send that is broken off by a hard stop still gives its place back.
    private readonly SemaphoreSlim free = new(InFlight);
    // The last round found as many as it could take.
    private bool more;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var news = changes.Listen();
        await Work(news, stoppingToken);
        // What is being sent ends first: it is recorded, or given back for others to send.
        for (var i = 0; i < InFlight; i++)
            await free.WaitAsync(CancellationToken.None);
    }

    private async Task Work(CaseChanges.Subscription news, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await Round(stoppingToken) == 0)
                    await Rest(news, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // The database is away: nothing is lost there, look again.
                log.LogWarning(e, "Push could not read its queue");
                await Task.Delay(Look, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // Commits of this process wake it at once; those of other collectors and due retries are found by the regular look.
    private static async Task Rest(CaseChanges.Subscription news, CancellationToken ct)
    {
        using var look = CancellationTokenSource.CreateLinkedTokenSource(ct);
        look.CancelAfter(Look);
        try
        {
            await news.Reader.WaitToReadAsync(look.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Time for the regular look.
        }
        while (news.Reader.TryRead(out _))
        {
            // One look finds all work.
        }
    }

    private async Task<int> Round(CancellationToken ct)
    {
        await free.WaitAsync(ct);
        var slots = 1;
        (Delivery Delivery, Ruling Ruling)[] work = [];
        try
        {
            // While more is due than can be sent at once, one round for many costs less than one for every few that come free.
            while (slots < InFlight && await free.WaitAsync(more && slots < InFlight / 2 ? Gather : TimeSpan.Zero, ct))
                slots++;
            // If judging fails the claims run out, and the notices are looked at again. A stop does not break it off: what is claimed is sent or given back.
            var claimed = await queue.Claim(slots, clock.GetUtcNow(), ct);
            work = [.. claimed.Zip(await calm.Judge(claimed, clock.GetUtcNow(), CancellationToken.None))];
        }
        finally
        {
            if (slots > work.Length)
                free.Release(slots - work.Length);
        }
        more = work.Length == slots;
        foreach (var (delivery, ruling) in work)
            _ = Task.Run(() => Ship(delivery, ruling, ct), CancellationToken.None);
        return work.Length;
    }

    private async Task Ship(Delivery delivery, Ruling ruling, CancellationToken ct)
    {
        try
        {
            if (ruling is not Ruling.Tell)
            {
                await queue.Quieten(delivery, ruling, clock.GetUtcNow(), CancellationToken.None);
                return;
            }

            ct.ThrowIfCancellationRequested();
            var result = await Send(delivery, ct);
            // Recorded also while stopping: what was delivered must not be sent again.
            await queue.Settle(delivery, result, clock.GetUtcNow(), Random.Shared.NextDouble(), CancellationToken.None);
            switch (result)
            {
                case SendResult.Permanent failed:
                    log.LogError("Notice {Delivery} of case {Case} to {Channel} {Recipient} failed for good: {Reason}",
                        delivery.Id, delivery.CaseId, delivery.Channel, delivery.Recipient, failed.Reason);
                    break;
                case SendResult.Recoverable failed:
                    log.LogWarning("Notice {Delivery} of case {Case} to {Channel} {Recipient}, attempt {Attempt}: {Reason}",
                        delivery.Id, delivery.CaseId, delivery.Channel, delivery.Recipient, delivery.Attempts, failed.Reason);
                    break;
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await GiveBack(delivery);
        }
        catch (Exception e)
        {
            log.LogError(e, "Notice {Delivery} could not be recorded; its claim runs out and it is sent again", delivery.Id);
        }
        finally
        {
            free.Release();
        }
    }

    private async Task GiveBack(Delivery delivery)
    {
        try
        {
            await queue.GiveBack(delivery, clock.GetUtcNow(), CancellationToken.None);
        }
        catch (Exception e)
        {
            log.LogWarning(e, "Notice {Delivery} could not be given back; its claim runs out", delivery.Id);
        }
    }

    private async Task<SendResult> Send(Delivery delivery, CancellationToken ct)
    {
        if (!channels.TryGetValue(delivery.Channel, out var channel))
            return new SendResult.Permanent($"no channel '{delivery.Channel}' exists any more");
        var notice = JsonSerializer.Deserialize(delivery.Notice, NoticeJson.Default.Notice)
            ?? throw new InvalidOperationException($"delivery {delivery.Id} holds no notice");
        try
        {
            return await channel.Send(new(delivery.Id, delivery.Audience, delivery.Recipient, notice), ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A channel must not throw; one that does is retried like any other trouble, without its message, which nobody has vetted.
            log.LogError(e, "Channel {Channel} threw", delivery.Channel);
            return new SendResult.Recoverable($"internal error in channel: {e.GetType().Name}");
        }
    }
}
