namespace Mingchu.Edge.Spool.Durable;

/// <summary>
/// LiteDB's write-ahead log, made safe against kills and power cuts. A thread of LiteDB's writes the pages of a transaction some time after its commit has returned, the last one with a
/// mark that confirms it; LiteDB believes that mark even where the disk has lost other pages, since it keeps no checksums. So here the mark is held back until all else of the transaction is on the
/// disk, and lies in one sector, which a disk writes whole or not at all. LiteDB passes over a page without it.
/// </summary>
/// <remarks>A disk's refusal is kept and told to whoever waits, not to LiteDB's thread, which would end and let its next checkpoint wait for ever; from then on nothing is written or read.</remarks>
internal sealed class JournalStream(IPageFile file) : PageStream
{
    private const int MarkAt = 18, Sector = 512;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly object gate = new();
    private long length = WholePages(file.Length);
    private bool isDurable = true;
    private Mark? held;
    private Exception? refusal;

    /// <inheritdoc/>
    public override long Length
    {
        get
        {
            lock (gate)
                return length;
        }
    }

    /// <summary>Waits until pages up to an end were written, then makes them durable.</summary>
    /// <param name="end">Bytes from the start.</param>
    /// <exception cref="IOException">The disk refused them.</exception>
    public void WaitUntilDurable(long end)
    {
        lock (gate)
        {
            while (length < end && refusal is null)
            {
                if (!Monitor.Wait(gate, Patience))
                    throw new IOException($"the journal was not written within {Patience.TotalSeconds} s");
            }
            Try(Seal);
            Refuse();
        }
    }

    /// <inheritdoc/>
    public override void SetLength(long value)
    {
        lock (gate)
        {
            Refuse();
            file.SetLength(value);
            if (held?.At >= value)
                held = null;
            (length, isDurable) = (value, false);
        }
    }

    /// <summary>Does nothing: LiteDB's thread asks for it whenever its queue is empty, in the midst of transactions, too.</summary>
    public override void Flush()
    {
    }

    protected override int ReadPage(Span<byte> into, long at)
    {
        lock (gate)
        {
            // Also what keeps the order of a checkpoint: it reads the journal before it writes into the data file.
            if (held is not null)
                Try(Seal);
            Refuse();
            return at < length ? file.Read(into, at) : 0;
        }
    }

    protected override void WritePage(ReadOnlySpan<byte> page, long at)
    {
        var bytes = page.ToArray();
        lock (gate)
        {
            Try(() =>
            {
                if (bytes[MarkAt] == 0)
                {
                    file.Write(bytes, at);
                }
                else
                {
                    // One transaction stands on the one before.
                    if (held is not null)
                        Seal();
                    file.Write(bytes.AsSpan(Sector), at + Sector);
                    held = new(at, bytes[..Sector]);
                }
                isDurable = false;
            });
            length = Math.Max(length, at + PageSize);
            Monitor.PulseAll(gate);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            file.Dispose();
        base.Dispose(disposing);
    }

    private void Seal()
    {
        if (isDurable)
            return;
        file.Flush();
        if (held is { } mark)
        {
            file.Write(mark.Head, mark.At);
            file.Flush();
            held = null;
        }
        isDurable = true;
    }

    private void Try(Action write)
    {
        if (refusal is not null)
            return;
        try
        {
            write();
        }
        catch (Exception e)
        {
            refusal = e;
            Monitor.PulseAll(gate);
        }
    }

    private void Refuse()
    {
        if (refusal is not null)
            throw new IOException(refusal.Message, refusal);
    }

    private sealed record Mark(long At, byte[] Head);
}
