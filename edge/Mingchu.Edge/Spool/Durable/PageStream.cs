namespace Mingchu.Edge.Spool.Durable;

/// <summary>One of LiteDB's two files as the stream it asks for. LiteDB reads and writes whole pages, one thread at a time.</summary>
internal abstract class PageStream : Stream
{
    /// <summary>Bytes of a page of LiteDB.</summary>
    public const int PageSize = 8192;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Position { get; set; }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var read = ReadPage(buffer, Position);
        Position += read;
        return read;
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (buffer.Length != PageSize)
            throw new NotSupportedException($"{buffer.Length} bytes are not a page");
        WritePage(buffer, Position);
        Position += PageSize;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => Position,
        _ => Length,
    };

    protected static long WholePages(long length) => length / PageSize * PageSize;

    protected abstract int ReadPage(Span<byte> into, long at);

    protected abstract void WritePage(ReadOnlySpan<byte> page, long at);
}
