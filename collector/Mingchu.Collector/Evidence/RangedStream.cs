namespace Mingchu.Collector.Evidence;

/// <summary>A file elsewhere, asked for from where reading begins: who seeks first gets only what follows.</summary>
/// <param name="length">Of the file, bytes.</param>
/// <param name="openAt">Gives the bytes from a place, less than <paramref name="length"/>, to the end.</param>
internal sealed class RangedStream(long length, Func<long, CancellationToken, Task<Stream>> openAt) : Stream
{
    private Stream? body;
    private long bodyAt;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get; set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= length || buffer.IsEmpty)
            return 0;
        if (body is null || bodyAt != Position)
        {
            await Let();
            (body, bodyAt) = (await openAt(Position, cancellationToken), Position);
        }

        var read = await body.ReadAsync(buffer, cancellationToken);
        if (read == 0)
            throw new EndOfStreamException($"the evidence store ended a file at {Position} of {length} bytes");
        Position = bodyAt += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("a file of the evidence store is read asynchronously");

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        await Let();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            body?.Dispose();
        body = null;
        base.Dispose(disposing);
    }

    private async ValueTask Let()
    {
        if (body is not null)
            await body.DisposeAsync();
        body = null;
    }
}
