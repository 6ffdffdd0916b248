using Mingchu.Contracts.Messages;
using Mingchu.Edge.Config;
using Mingchu.Edge.Evidence;

namespace Mingchu.Edge.Spool;

/// <summary>
/// Keeps messages until the collector has them. What <see cref="PutAsync"/> has answered survives a kill or a power cut. A message may be handed to the
/// collector twice when the box dies between its receipt and its removal.
/// </summary>
public sealed class AlertSpool : IAsyncDisposable
{
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
    private readonly SpoolWriter writer;
    private readonly SpoolFiles files;
    private long sequence;

    private AlertSpool(string folder, SpoolConfig limits, TimeProvider time, Serilog.ILogger log)
    {
        (this.folder, this.limits, this.time, this.log) = (folder, limits, time, log);
        Directory.CreateDirectory(folder);
        guard = Guard(folder);
        store = SpoolStore.Open(Path.Combine(folder, "spool.db"), time.GetUtcNow(), log, out var waiting);
        Answered = new(folder);
        files = new(folder, Answered, log);
        Index.Reset(waiting.Select(r => r.ToEntry()), store.OpenAlerts.FindAll().Select(r => r.Id));
        sequence = Math.Max(store.Counter(SequenceCounter), waiting.Count > 0 ? waiting[^1].Id : 0);
        Session = store.Counter(SessionCounter) + 1;
        DroppedAlerts = store.Counter(DroppedAlertsCounter);
        DroppedEvidence = store.Counter(DroppedEvidenceCounter);
        Rejected = store.Rejected.Count();
        LeftOpen = [.. store.OpenAlerts.FindAll().Select(r => System.Text.Json.JsonSerializer.Deserialize(r.Payload, Contracts.ContractJson.Wire.CloudEventAlert)!.Data)];
        if (store.IsWritable)
            KeepSession();
        files.Sweep(waiting.Select(r => r.FilePath).OfType<string>());
        writer = new(store, folder, new(() => store.SetCounter(SequenceCounter, sequence), Kept, files.Spare, Restore), log, stale: !store.IsWritable);
    }

    /// <summary>
    /// Opens the spool of a data folder, made when missing. Raises the session number. Where a disk that was written before takes nothing, what waits is there to be sent, and writing
    /// fails until it does.
    /// </summary>
    /// <exception cref="IOException">Another worker has the folder, or nothing can be and nothing was ever written there.</exception>
    public static AlertSpool Open(string folder, SpoolConfig limits, TimeProvider time, Serilog.ILogger log) => new(folder, limits, time, log);

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

    /// <summary>Why the disk takes nothing just now; null when it does.</summary>
    public string? Refusal => store.Refusal();

    /// <summary>The writer's fault that stopped it, or null while all is well.</summary>
    public Exception? Fault => writer.Fault;

    /// <summary>Keeps messages that belong together, all or none; done when they are on the disk.</summary>
    public Task PutAsync(IReadOnlyList<SpoolMessage> messages) => writer.AskAsync(() =>
    {
        foreach (var message in messages)
            Put(message);
        Bound();
    });

    /// <summary>Forgets a message that the collector has; its file goes over to <see cref="Answered"/>.</summary>
    public Task SettleAsync(string messageId) => writer.AskAsync(() =>
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
            await writer.AskAsync(() =>
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
                files.Delete(PathOf(victim.File!));
        }
        foreach (var victim in victims)
            log.Warning("Evidence {MessageId} of {CapturedAt:O} was given up", victim.MessageId, victim.File!.CapturedAt);
    }

    /// <summary>Sets aside a message that the collector will never take.</summary>
    public Task RejectAsync(string messageId, string reason, string? pointer, string? detail) => writer.AskAsync(() =>
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
        await writer.DisposeAsync();
        store.Dispose();
        await guard.DisposeAsync();
    }

    // Two workers in one folder would each take the other's file for damaged.
    private static FileStream Guard(string folder)
    {
        var file = Path.Combine(folder, "spool.lock");
        try
        {
            return Lock(file, FileMode.OpenOrCreate, FileAccess.ReadWrite);
        }
        catch (IOException e) when (SpoolStore.IsReadOnly(e))
        {
            if (File.Exists(file))
                return Lock(file, FileMode.Open, FileAccess.Read);
            throw new IOException($"the data folder {folder} is on a disk that is read-only: mend the disk (a worn-out flash card refuses writes), or name another folder as data", e);
        }
    }

    private static FileStream Lock(string file, FileMode mode, FileAccess access)
    {
        try
        {
            return new(file, mode, access, FileShare.None);
        }
        catch (IOException e) when (!SpoolStore.IsReadOnly(e))
        {
            throw new IOException($"the data folder {Path.GetDirectoryName(file)} is in use by another mingchu-edge", e);
        }
    }

    private void Kept()
    {
        files.Go();
        Changed?.Invoke();
    }

    private void KeepSession() => store.Commit(() => store.SetCounter(SessionCounter, Session));

    private void Restore()
    {
        KeepSession();
        store.Read(() =>
        {
            Index.Reset(store.Waiting.FindAll().OrderBy(r => r.Id).Select(r => r.ToEntry()).ToList(), store.OpenAlerts.FindAll().Select(r => r.Id).ToList());
            Rejected = store.Rejected.Count();
            return true;
        });
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
            files.Doom(entry.File, answered);
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
}
