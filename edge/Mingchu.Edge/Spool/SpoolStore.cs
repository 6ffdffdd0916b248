using LiteDB;

namespace Mingchu.Edge.Spool;

/// <summary>The LiteDB file of the spool. One thread writes, one at a time reads; a file that can't be read is set aside and a fresh one started.</summary>
internal sealed class SpoolStore : IDisposable
{
    private const long Reserve = 1024 * 1024;
    private readonly string file;
    private readonly Lock gate = new();
    private LiteDatabase database;

    private SpoolStore(string file)
    {
        this.file = file;
        database = Connect(file);
    }

    public ILiteCollection<WaitingRow> Waiting => database.GetCollection<WaitingRow>("waiting");

    public ILiteCollection<RejectedRow> Rejected => database.GetCollection<RejectedRow>("rejected");

    public ILiteCollection<CounterRow> Counters => database.GetCollection<CounterRow>("counters");

    public ILiteCollection<OpenAlertRow> OpenAlerts => database.GetCollection<OpenAlertRow>("open");

    /// <summary>Opens the file and reads all of it once, so that damage shows now and not in the middle of the night.</summary>
    public static SpoolStore Open(string file, DateTimeOffset now, Serilog.ILogger log, out IReadOnlyList<WaitingRow> waiting)
    {
        try
        {
            return Try(file, out waiting);
        }
        catch (Exception e) when (e is not UnauthorizedAccessException && File.Exists(file))
        {
            var aside = $"{file}.damaged-{now:yyyyMMddTHHmmssfff}";
            File.Move(file, aside);
            var journal = Journal(file);
            if (File.Exists(journal))
                File.Move(journal, Journal(aside));
            log.Error(e, "The spool {File} is damaged and was set aside as {Aside}; messages in it that the collector did not have are lost unless it is repaired", file, aside);
            return Try(file, out waiting);
        }
    }

    /// <summary>
    /// Why nothing may be written now; null when there is room for another transaction and for folding the journal into the file. LiteDB can lose what it has confirmed when the disk refuses it
    /// a write, so that must not happen.
    /// </summary>
    public string? Shortage()
    {
        var journal = new FileInfo(Journal(file)) is { Exists: true } found ? found.Length : 0;
        return new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(file))!) is { IsReady: true, AvailableFreeSpace: var free } && free < Reserve + journal
            ? $"No space left on device: {free >> 10} KiB are free, {(Reserve + journal) >> 10} KiB are needed"
            : null;
    }

    /// <summary>Runs changes as one durable transaction.</summary>
    public void Commit(Action changes)
    {
        lock (gate)
        {
            database.BeginTrans();
            try
            {
                changes();
                database.Commit();
            }
            catch
            {
                database.Rollback();
                throw;
            }
        }
    }

    /// <summary>Opens the file anew: LiteDB works no more after a write that the disk refused, not even when there is room again.</summary>
    public void Reopen()
    {
        lock (gate)
        {
            database.Dispose();
            database = Connect(file);
        }
    }

    /// <summary>Reads while no transaction is under way: LiteDB's readers stumble over collections that a writer is just making.</summary>
    public T Read<T>(Func<T> question)
    {
        lock (gate)
            return question();
    }

    public long Counter(string name) => Counters.FindById(name)?.Value ?? 0;

    public void SetCounter(string name, long value) => Counters.Upsert(new CounterRow { Id = name, Value = value });

    public void Dispose() => database.Dispose();

    private static SpoolStore Try(string file, out IReadOnlyList<WaitingRow> waiting)
    {
        // LiteDB takes a file shorter than its first page for a new one and writes over it.
        if (new FileInfo(file) is { Exists: true, Length: > 0 and < 8192 })
            throw new InvalidDataException("the file is shorter than one page");
        var store = new SpoolStore(file);
        try
        {
            waiting = [.. store.Waiting.FindAll().OrderBy(r => r.Id)];
            _ = store.Rejected.Count();
            _ = store.OpenAlerts.FindAll().Count();
            _ = store.Counters.FindAll().Count();
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    private static LiteDatabase Connect(string file) =>
        new(new ConnectionString { Filename = file, Connection = ConnectionType.Direct }, new BsonMapper { EmptyStringToNull = false });

    private static string Journal(string file) => Path.Combine(Path.GetDirectoryName(file)!, Path.GetFileNameWithoutExtension(file) + "-log" + Path.GetExtension(file));
}
