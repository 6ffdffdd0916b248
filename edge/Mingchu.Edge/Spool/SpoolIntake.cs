using Mingchu.Contracts;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Uplink;

namespace Mingchu.Edge.Spool;

/// <summary>
/// Puts messages into the spool, and holds on to them in memory while the disk takes nothing. Held alert events go to the collector all the same, straight from memory, until its
/// receipt comes or the disk takes them; the collector tells doubles by their id. Any thread.
/// </summary>
public sealed class SpoolIntake(string device, AlertSpool spool, Serilog.ILogger log) : ILinkPart, IDisposable
{
    private const int Most = 1000, MostAtOnce = 16;
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(30);
    private readonly Lock books = new();
    private readonly List<Held> held = [];
    private readonly SemaphoreSlim gate = new(1);

    /// <summary>Messages that are in memory only.</summary>
    public int Waiting
    {
        get { lock (books) return held.Sum(h => h.Messages.Count); }
    }

    /// <summary>Why the disk takes nothing; null while it does.</summary>
    public string? Fault { get; private set; }

    /// <summary>Takes messages that belong together; they are on the disk when this is done, or held.</summary>
    public async Task TakeAsync(IReadOnlyList<SpoolMessage> messages)
    {
        await gate.WaitAsync();
        try
        {
            lock (books)
            {
                if (held.Count == Most)
                    MakeRoom();
                held.Add(new(messages));
            }
            await PutAsync();
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Tries what is held, in order; when nothing is, asks the disk whether it would take something, so that a dead one is noticed before the next alert.</summary>
    public async Task RetryAsync()
    {
        await gate.WaitAsync();
        try
        {
            if (First() is null)
                Tell(spool.Refusal);
            await PutAsync();
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Begin()
    {
        lock (books)
            held.ForEach(h => h.SentAt = null);
    }

    /// <inheritdoc/>
    public IReadOnlyList<LinkMessage> Due(DateTimeOffset now)
    {
        List<LinkMessage> due = [];
        lock (books)
        {
            foreach (var each in held.Where(h => h.Failed && h.Unanswered.Any() && !(now - h.SentAt < Again)).Take(MostAtOnce))
            {
                each.SentAt = now;
                due.AddRange(each.Unanswered.Select(m => new LinkMessage(Topics.Alerts(device), m.Payload)));
            }
        }
        return due;
    }

    /// <inheritdoc/>
    public void Answered(Receipt receipt)
    {
        lock (books)
        {
            // It stays held all the same: once the disk takes it, the box knows again after a restart which alerts are open.
            if (held.Find(h => h.Unanswered.Any(m => m.MessageId == receipt.MessageId)) is not { Failed: true } each)
                return;
            each.Answered.Add(receipt.MessageId);
            if (receipt.Result == ReceiptResult.Rejected)
                log.Error("The collector refused {MessageId}, which is in memory only: {Reason} {Pointer} {Detail}", receipt.MessageId, receipt.Reason, receipt.Pointer, receipt.Detail);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private async Task PutAsync()
    {
        while (First() is { } next)
        {
            try
            {
                await spool.PutAsync(next.Messages);
                lock (books)
                    held.Remove(next);
                Tell(null);
            }
            catch (IOException e)
            {
                lock (books)
                    held.ForEach(h => h.Failed = true);
                Fault = e.Message;
                log.Error("{Count} alert events wait in memory: {Why}", Waiting, e.Message);
                return;
            }
        }
    }

    private void Tell(string? fault)
    {
        if (fault is not null && Fault is null)
            log.Error("The disk takes nothing: {Why}", fault);
        else if (fault is null && Fault is not null)
            log.Information("The disk takes what there is again");
        Fault = fault;
    }

    private void MakeRoom()
    {
        var goes = held.Find(h => !h.Unanswered.Any()) ?? held[0];
        if (goes.Unanswered.Any())
            log.Error("Alert {AlertId} is lost: the spool has not been writable for {Count} alerts", goes.Messages[0].AlertId, Most);
        held.Remove(goes);
    }

    private Held? First()
    {
        lock (books)
            return held.FirstOrDefault();
    }

    private sealed class Held(IReadOnlyList<SpoolMessage> messages)
    {
        public IReadOnlyList<SpoolMessage> Messages => messages;

        /// <summary>Ids of alert events that the collector has or refused.</summary>
        public HashSet<string> Answered { get; } = new(StringComparer.Ordinal);

        public IEnumerable<SpoolMessage> Unanswered => messages.Where(m => m.Kind == SpoolKind.Alert && !Answered.Contains(m.MessageId));

        /// <summary>The disk refused it at least once.</summary>
        public bool Failed { get; set; }

        public DateTimeOffset? SentAt { get; set; }
    }
}
