namespace Mingchu.Edge.Spool.Durable;

/// <summary>LiteDB's data file. Pages of the journal are folded into it in place; the journal is emptied when they are on the disk.</summary>
internal sealed class DataStream(IPageFile file) : PageStream
{
    /// <inheritdoc/>
    public override long Length => WholePages(file.Length);

    /// <inheritdoc/>
    public override void SetLength(long value) => file.SetLength(value);

    /// <inheritdoc/>
    public override void Flush() => file.Flush();

    protected override int ReadPage(Span<byte> into, long at) => file.Read(into, at);

    protected override void WritePage(ReadOnlySpan<byte> page, long at) => file.Write(page, at);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            file.Dispose();
        base.Dispose(disposing);
    }
}
