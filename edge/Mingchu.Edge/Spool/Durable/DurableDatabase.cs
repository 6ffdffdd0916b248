using LiteDB;
using LiteDB.Engine;

namespace Mingchu.Edge.Spool.Durable;

/// <summary>
/// LiteDB with commits that are on the disk when they return. LiteDB's own return as soon as the pages are queued for a thread that writes them, so a kill or a power cut soon after takes away what
/// was confirmed.
/// </summary>
internal sealed class DurableDatabase : IDisposable
{
    private readonly Stream data;
    private readonly JournalStream? journal;

    private DurableDatabase(Stream data, JournalStream? journal, bool readOnly)
    {
        (this.data, this.journal) = (data, journal);
        try
        {
            Documents = new(new LiteEngine(new EngineSettings { DataStream = data, LogStream = journal, ReadOnly = readOnly }), new BsonMapper { EmptyStringToNull = false });
        }
        catch
        {
            Close();
            throw;
        }
    }

    /// <summary>What it keeps; changes go through <see cref="Commit"/>.</summary>
    public LiteDatabase Documents { get; }

    /// <summary>Opens the two files of a database, both made when empty. Owns them.</summary>
    /// <param name="data">The data file.</param>
    /// <param name="journal">The write-ahead log; null for none, when nothing will be written.</param>
    /// <param name="readOnly">Nothing is written, not even what the journal holds.</param>
    public static DurableDatabase Open(IPageFile data, IPageFile? journal, bool readOnly = false) =>
        new(new DataStream(data), journal is null ? null : new(journal), readOnly);

    /// <summary>One that lies in memory and is gone when closed.</summary>
    public static DurableDatabase InMemory() => new(new MemoryStream(), null, readOnly: false);

    /// <summary>Runs changes as one transaction, which is on the disk when this returns.</summary>
    /// <exception cref="IOException">The disk refused it; whether the changes are there shows when the database is opened anew.</exception>
    public void Commit(Action changes)
    {
        Documents.BeginTrans();
        try
        {
            changes();
            Documents.Commit();
        }
        catch
        {
            Documents.Rollback();
            throw;
        }
        // How long the journal will be once LiteDB has written it.
        journal?.WaitUntilDurable(Documents.GetCollection("$database").FindAll().First()["logFileSize"].AsInt64);
    }

    /// <summary>Folds the journal into the data file.</summary>
    public void Checkpoint() => Documents.Checkpoint();

    /// <summary>Folds the journal into the data file where the disk takes it, and closes both.</summary>
    public void Dispose()
    {
        Documents.Dispose();
        Close();
    }

    private void Close()
    {
        data.Dispose();
        journal?.Dispose();
    }
}
