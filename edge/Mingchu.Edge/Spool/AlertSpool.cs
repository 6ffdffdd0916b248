using System.Threading.Channels;
using Mingchu.Contracts.Messages;
using Mingchu.Edge.Config;
using Mingchu.Edge.Evidence;

namespace Mingchu.Edge.Spool;

/// <summary>
/// Keeps messages until the collector has them. What <see cref="PutAsync"/> has answered survives a kill or a power cut. One thread writes,
/// up to 50 wishes per transaction; a message may be handed to the collector twice when the box dies between its receipt and its removal.
/// </summary>
public sealed class AlertSpool : IAsyncDisposable
{
    private const int BatchSize = 50;
    private const int RejectedKept = 1000;
    private const string SessionCounter = "session";
    private const string SequenceCounter = "sequence";
    private const string DroppedAlertsCounter = "dropped-alerts";
    private const string DroppedEvidenceCounter = "dropped-evidence";
    private readonly FileStream guard;
    private readonly SpoolStore store;
    private readonly SpoolConfig limits;
    private readonly string folder;
    private readonly TimeProvider time;
    private readonly Serilog.ILogger log;
    private readonly Channel<Wish> wishes = Channel.CreateUnbounded<Wish>(new() { SingleReader = true });
    private readonly Task writer;
    private readonly List<(string Path, bool Answered)> doomed = [];
    private long sequence;
    private bool stale;

    private AlertSpool(string folder, SpoolConfig limits, TimeProvider time, Serilog.ILogger log)
    {
        (this.folder, this.limits, this.time, this.log) = (folder, limits, time, log);
        Directory.CreateDirectory(folder);
        guard = Guard(folder);
        store = SpoolStore.Open(Path.Combine(folder, "spool.db"), time.GetUtcNow(), log, out var waiting);
        Answered = new(folder);
        Index.Reset(waiting.Select(r => r.ToEntry()), store.OpenAlerts.FindAll().Select(r => r.Id));
        sequence = Math.Max(store.Counter(SequenceCounter), waiting.Count > 0 ? waiting[^1].Id : 0);
        Session = store.Counter(SessionCounter) + 1;
        DroppedAlerts = store.Counter(DroppedAlertsCounter);
        DroppedEvidence = store.Counter(DroppedEvidenceCounter);
        Rejected = store.Rejected.Count();
        LeftOpen = [.. store.OpenAlerts.FindAll().Select(r => System.Text.Json.JsonSerializer.Deserialize(r.Payload, Contracts.ContractJson.Wire.CloudEventAlert)!.Data)];
        store.Commit(() => store.SetCounter(SessionCounter, Session));
        // LiteDB ties a transaction to its thread, so the writer keeps one thread of its own.
        writer = Task.Factory.StartNew(Write, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Opens the spool of a data folder, made when missing. Raises the session number.</summary>
    public static AlertSpool Open(string folder, SpoolConfig limits, TimeProvider time, Serilog.ILogger log)
    {
        var spool = new AlertSpool(folder, limits, time, log);
        spool.SweepFiles();
        return spool;
    }

    /// <summary>Told after every transaction; must not throw or wait.</summary>
    public event Action? Changed;

    /// <summary>What waits.</summary>
    public SpoolIndex Index { get; } = new();

    /// <summary>Evidence that waits no longer.</summary>
    public AnsweredEvidence Answered { get; }

    /// <summary>Number of this start of the device.</summary>
    public long Session { get; }

    /// <summary>Alerts that were raised and not ended when the device stopped last.</summary>
    public IReadOnlyList<Alert> LeftOpen { get; }

    /// <summary>Alert events given up because the spool was full, since it was made.</summary>
    public long DroppedAlerts { get; private set; }

    /// <summary>Evidence given up because it grew too old or a bound of the disk was reached, since it was made.</summary>
    public long DroppedEvidence { get; private set; }

    /// <summary>Messages the collector refused, kept here.</summary>
    public long Rejected { get; private set; }

    /// <summary>The writer's fault that stopped it, or null while all is well.</summary>
    public Exception? Fault => writer.Exception?.InnerException;

    /// <summary>Keeps messages that belong together, all or none; done when they are on the disk.</summary>
    public Task PutAsync(IReadOnlyList<SpoolMessage> messages) => AskAsync(() =>
    {
        foreach (var message in messages)
            Put(message);
        Bound();
    });

    /// <summary>Forgets a message that the collector has; its file goes over to <see cref="Answered"/>.</summary>
    public Task SettleAsync(string messageId) => AskAsync(() =>
    {
        if (Index.Find(messageId) is { } entry)
            Drop(entry, answered: true);
    });

    /// <summary>Gives evidence up; done when the files are gone. On a disk so full that not even that can be written down, files go all the same: what is announced then is set aside when its turn comes.</summary>
    public async Task GiveUpAsync(IReadOnlyList<string> messageIds)
    {
        List<SpoolEntry> victims = [.. messageIds.Select(Index.Find).OfType<SpoolEntry>()];
        try
        {
            await AskAsync(() =>
            {
                foreach (var victim in victims.Where(v => Index.Find(v.MessageId) == v))
                    Drop(victim);
                DroppedEvidence += victims.Count;
                store.SetCounter(DroppedEvidenceCounter, DroppedEvidence);
            });
        }
        catch (IOException)
        {
            foreach (var victim in victims)
                Delete(PathOf(victim.File!));
        }
        foreach (var victim in victims)
            log.Warning("Evidence {MessageId} of {CapturedAt:O} was given up", victim.MessageId, victim.File!.CapturedAt);
    }

    /// <summary>Sets aside a message that the collector will never take.</summary>
    public Task RejectAsync(string messageId, string reason, string? pointer, string? detail) => AskAsync(() =>
    {
        if (Index.Find(messageId) is not { } entry)
            return;
        store.Rejected.Insert(new RejectedRow
        {
            Id = entry.Sequence, MessageId = messageId, Payload = store.Waiting.FindById(entry.Sequence).Payload, Reason = reason, Pointer = pointer, Detail = detail, At = time.GetUtcNow().UtcDateTime,
        });
        Drop(entry, answered: true);
        Rejected++;
    });

    /// <summary>The payload of a waiting message, or null when it waits no longer.</summary>
    public byte[]? Payload(SpoolEntry entry) => store.Read(() => store.Waiting.FindById(entry.Sequence)?.Payload);

    /// <summary>Messages the collector refused.</summary>
    public IReadOnlyList<RejectedRow> RejectedRows() => store.Read(() => store.Rejected.FindAll().ToList());

    /// <summary>Where a spooled file lies.</summary>
    public string PathOf(SpoolFile file) => Path.Combine(folder, file.Path);

    /// <summary>Writes what was asked for, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        wishes.Writer.TryComplete();
        await writer.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        store.Dispose();
        await guard.DisposeAsync();
    }

    // Two workers in one folder would each take the other's file for damaged.
    private static FileStream Guard(string folder)
    {
        try
        {
            return new(Path.Combine(folder, "spool.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new IOException($"the data folder {folder} is in use by another mingchu-edge", e);
        }
    }

    private Task AskAsync(Action change)
    {
        var wish = new Wish(change, new(TaskCreationOptions.RunContinuationsAsynchronously));
        return wishes.Writer.TryWrite(wish) ? wish.Done.Task : Task.FromException(new ObjectDisposedException(nameof(AlertSpool)));
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
        if (store.Shortage() is { } shortage)
        {
            Fail(batch, new IOException(shortage));
            return;
        }
        try
        {
            if (stale)
                Restore();
            store.Commit(() =>
            {
                foreach (var wish in batch)
                    wish.Change();
                store.SetCounter(SequenceCounter, sequence);
            });
        }
        catch (Exception e)
        {
            doomed.Clear();
            stale = true;
            Fail(batch, e);
            return;
        }
        foreach (var (path, answered) in doomed)
            if (answered)
                SetAside(path);
            else
                Delete(Path.Combine(folder, path));
        doomed.Clear();
        foreach (var wish in batch)
            wish.Done.SetResult();
        Changed?.Invoke();
    }

    private void Fail(List<Wish> batch, Exception why)
    {
        log.Error(why, "The spool could not write {Count} changes in {Folder}", batch.Count, folder);
        foreach (var wish in batch)
            wish.Done.SetException(new IOException($"the spool in {folder} can't be written: {why.Message}", why));
    }

    // What is known in memory goes back to what is on the disk.
    private void Restore()
    {
        store.Reopen();
        store.Read(() =>
        {
            Index.Reset(store.Waiting.FindAll().OrderBy(r => r.Id).Select(r => r.ToEntry()).ToList(), store.OpenAlerts.FindAll().Select(r => r.Id).ToList());
            Rejected = store.Rejected.Count();
            return true;
        });
        stale = false;
    }

    private void Put(SpoolMessage message)
    {
        if (Index.Find(message.MessageId) is not null)
            return;
        var row = WaitingRow.From(message, ++sequence);
        store.Waiting.Insert(row);
        if (message is { Kind: SpoolKind.Alert, EndsAlert: true })
            store.OpenAlerts.Delete(message.AlertId);
        else if (message.Kind == SpoolKind.Alert)
            store.OpenAlerts.Upsert(new OpenAlertRow { Id = message.AlertId, Payload = message.Payload });
        if (message.Kind == SpoolKind.Alert)
            Index.Mark(message.AlertId, !message.EndsAlert);
        Index.Add(row.ToEntry());
    }

    private void Drop(SpoolEntry entry, bool answered = false)
    {
        store.Waiting.Delete(entry.Sequence);
        Index.Remove(entry);
        if (entry.File is not null)
            doomed.Add((entry.File.Path, answered));
    }

    private void Bound()
    {
        while (Index.Count > limits.MaxMessages)
        {
            foreach (var victim in Index.OldestAlert())
            {
                Drop(victim);
                if (victim.Kind == SpoolKind.Alert)
                    store.SetCounter(DroppedAlertsCounter, ++DroppedAlerts);
                else
                    store.SetCounter(DroppedEvidenceCounter, ++DroppedEvidence);
                log.Error("Message {MessageId} was given up: more than {Limit} messages wait for the collector", victim.MessageId, limits.MaxMessages);
            }
        }
        while (Rejected > RejectedKept && store.Rejected.Query().OrderBy(r => r.Id).FirstOrDefault() is { } oldest)
        {
            store.Rejected.Delete(oldest.Id);
            Rejected--;
        }
    }

    private void SweepFiles()
    {
        // Files written before a crash whose message never became durable.
        var evidence = Path.Combine(folder, "evidence");
        if (!Directory.Exists(evidence))
            return;
        var known = store.Waiting.FindAll().Select(r => r.FilePath)
            .OfType<string>().Select(p => Path.Combine(folder, p)).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(evidence, "*", SearchOption.AllDirectories).Where(f => !known.Contains(f)).ToList())
            Delete(file);
    }

    private void SetAside(string path)
    {
        try
        {
            Answered.Take(path);
        }
        catch (IOException e)
        {
            log.Warning("{File} is not kept any longer: {Why}", path, e.Message);
        }
        Delete(Path.Combine(folder, path));
    }

    private void Delete(string file)
    {
        try
        {
            var parent = Path.GetDirectoryName(file)!;
            if (File.Exists(file))
                File.Delete(file);
            if (Directory.Exists(parent) && !Directory.EnumerateFileSystemEntries(parent).Any())
                Directory.Delete(parent);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.Warning("{File} could not be deleted: {Why}", file, e.Message);
        }
    }

    private sealed record Wish(Action Change, TaskCompletionSource Done);
}
