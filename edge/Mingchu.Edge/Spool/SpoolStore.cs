using LiteDB;
using Mingchu.Edge.Health;
using Mingchu.Edge.Spool.Durable;

namespace Mingchu.Edge.Spool;

/// <summary>The LiteDB file of the spool. One thread writes, one at a time reads; a file that can't be read is set aside and a fresh one started.</summary>
internal sealed class SpoolStore : IDisposable
{
    private const long Reserve = 1024 * 1024;
    private const int NoSpace = 28, ReadOnlyFileSystem = 30;
    private readonly string file;
    private readonly Lock gate = new();
    private DurableDatabase database;

    private SpoolStore(string file, DurableDatabase database) => (this.file, this.database) = (file, database);

    /// <summary>Whether it takes writes; one whose disk took none at the start does after <see cref="Reopen"/>.</summary>
    public bool IsWritable { get; private set; } = true;

    public ILiteCollection<WaitingRow> Waiting => database.Documents.GetCollection<WaitingRow>("waiting");

    public ILiteCollection<RejectedRow> Rejected => database.Documents.GetCollection<RejectedRow>("rejected");

    public ILiteCollection<CounterRow> Counters => database.Documents.GetCollection<CounterRow>("counters");

    public ILiteCollection<OpenAlertRow> OpenAlerts => database.Documents.GetCollection<OpenAlertRow>("open");

    /// <summary>
    /// Opens the file and reads all of it once, so that damage shows now and not in the middle of the night. On a disk that takes nothing it is opened for reading, and one that is damaged or
    /// not there stands as an empty one in memory.
    /// </summary>
    public static SpoolStore Open(string file, DateTimeOffset now, Serilog.ILogger log, out IReadOnlyList<WaitingRow> waiting)
    {
        if (Refusal(file) is { } refusal)
        {
            log.Error("The disk of {File} takes nothing ({Why}): the kitchen is watched all the same, alerts wait in memory and go to the collector from there, without pictures", file, refusal);
            return ToRead(file, log, out waiting);
        }
        try
        {
            return Try(file, Connect(file), out waiting);
        }
        catch (Exception e) when (IsDamage(e) && File.Exists(file))
        {
            var aside = $"{file}.damaged-{now:yyyyMMddTHHmmssfff}";
            File.Move(file, aside);
            var journal = Journal(file);
            if (File.Exists(journal))
                File.Move(journal, Journal(aside));
            log.Error(e, "The spool {File} is damaged and was set aside as {Aside}; messages in it that the collector did not have are lost unless it is repaired", file, aside);
            return Try(file, Connect(file), out waiting);
        }
    }

    /// <summary>
    /// Why nothing may be written now; null when the disk takes writes and has room for another transaction and for folding the journal into the file: what can't be finished is not begun.
    /// </summary>
    public string? Refusal() => Refusal(file);

    private static string? Refusal(string file)
    {
        try
        {
            // Opened and not written: a disk that went read-only says so here.
            File.OpenHandle(file + ".probe", FileMode.OpenOrCreate, FileAccess.Write).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without an inode left not even that can be made; that disk is full.
            return e.Message;
        }
        var journal = new FileInfo(Journal(file)) is { Exists: true } found ? found.Length : 0;
        return new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(file))!) is { IsReady: true, AvailableFreeSpace: var free } && free < Reserve + journal
            ? $"No space left on device: {free >> 10} KiB are free, {(Reserve + journal) >> 10} KiB are needed"
            : null;
    }

    /// <summary>Whether a write failed since the disk is read-only (EROFS).</summary>
    public static bool IsReadOnly(IOException e) => e.HResult == ReadOnlyFileSystem || e.Message.StartsWith("Read-only file system", StringComparison.Ordinal);

    /// <summary>Runs changes as one durable transaction.</summary>
    public void Commit(Action changes)
    {
        lock (gate)
            database.Commit(changes);
    }

    /// <summary>Opens the file anew: nothing is written any more after a write that the disk refused, not even when there is room again.</summary>
    public void Reopen()
    {
        lock (gate)
        {
            database.Dispose();
            database = Connect(file);
            // After a refusal, what is read may be in the system's memory only: once more, onto the disk.
            database.Checkpoint();
            IsWritable = true;
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

    // A machine without memory or a disk that takes nothing says nothing against the file.
    private static bool IsDamage(Exception e) =>
        e is not UnauthorizedAccessException && !Starvation.Is(e) && !(e is IOException { HResult: NoSpace or ReadOnlyFileSystem });

    private static SpoolStore ToRead(string file, Serilog.ILogger log, out IReadOnlyList<WaitingRow> waiting)
    {
        SpoolStore store;
        try
        {
            // LiteDB would write the first page of one that is new.
            store = Try(file, new FileInfo(file) is { Exists: true, Length: > 0 } ? Connect(file, readOnly: true) : DurableDatabase.InMemory(), out waiting);
        }
        catch (Exception e) when (IsDamage(e))
        {
            log.Error(e, "The spool {File} is damaged; messages in it that the collector did not have wait until its disk takes writes and the worker is started anew", file);
            store = Try(file, DurableDatabase.InMemory(), out waiting);
        }
        store.IsWritable = false;
        return store;
    }

    private static SpoolStore Try(string file, DurableDatabase database, out IReadOnlyList<WaitingRow> waiting)
    {
        var store = new SpoolStore(file, database);
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

    private static DurableDatabase Connect(string file, bool readOnly = false)
    {
        // LiteDB takes a file shorter than its first page for a new one and writes over it.
        if (new FileInfo(file) is { Exists: true, Length: > 0 and < PageStream.PageSize })
            throw new InvalidDataException("the file is shorter than one page");
        var journal = Journal(file);
        return DurableDatabase.Open(new DiskFile(file, readOnly), readOnly && !File.Exists(journal) ? null : new DiskFile(journal, readOnly), readOnly);
    }

    private static string Journal(string file) => Path.Combine(Path.GetDirectoryName(file)!, Path.GetFileNameWithoutExtension(file) + "-log" + Path.GetExtension(file));
}
