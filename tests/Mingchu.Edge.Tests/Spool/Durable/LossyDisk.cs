using Mingchu.Edge.Spool.Durable;

namespace Mingchu.Edge.Tests.Spool.Durable;

/// <summary>
/// A disk whose power fails. Of what was written and not flushed it keeps any sectors and no others; lengths change in order, as a journalling file system sees to, and what was written behind a cut that
/// was lost is lost.
/// </summary>
/// <param name="operations">Writes and flushes until the power fails.</param>
/// <param name="atFlush">It fails at the next flush then, when most is at stake.</param>
internal sealed class LossyDisk(int operations, bool atFlush = false)
{
    private const int Sector = 512;
    private readonly Lock gate = new();
    private int left = operations;
    private bool isFailing;

    /// <summary>Whether the power has failed.</summary>
    public bool IsOff
    {
        get
        {
            lock (gate)
                return isFailing;
        }
    }

    public LossyFile File(byte[] content) => new(this, content);

    /// <summary>One of two files.</summary>
    internal sealed class LossyFile(LossyDisk disk, byte[] durable) : IPageFile
    {
        private readonly List<(long At, byte[]? Bytes)> unflushed = [];
        private byte[] durable = durable;
        private byte[] current = durable;

        public long Length
        {
            get
            {
                lock (disk.gate)
                    return current.Length;
            }
        }

        public int Read(Span<byte> into, long at)
        {
            lock (disk.gate)
            {
                disk.Live(0);
                var length = (int)Math.Clamp(current.Length - at, 0, into.Length);
                current.AsSpan((int)at, length).CopyTo(into);
                return length;
            }
        }

        public void Write(ReadOnlySpan<byte> bytes, long at) => Change(at, bytes.ToArray());

        public void SetLength(long length) => Change(length, null);

        public void Flush()
        {
            lock (disk.gate)
            {
                disk.Live(1, isFlush: true);
                durable = current;
                unflushed.Clear();
            }
        }

        public void Dispose()
        {
        }

        /// <summary>What is found when the power is back.</summary>
        /// <param name="random">Chooses which.</param>
        /// <param name="share">Of the sectors that were not flushed, how many survive, 0 to 1.</param>
        public byte[] Afterwards(Random random, double share)
        {
            lock (disk.gate)
            {
                var found = durable;
                foreach (var (at, bytes) in unflushed)
                {
                    if (bytes is null)
                    {
                        if (random.NextDouble() > share)
                            break;
                        found = Cut(found, at);
                        continue;
                    }
                    for (var from = 0; from < bytes.Length; from += Sector)
                    {
                        if (random.NextDouble() < share)
                            found = Put(found, at + from, bytes.AsSpan(from, Math.Min(Sector, bytes.Length - from)));
                    }
                }
                return found;
            }
        }

        private static byte[] Cut(byte[] content, long length)
        {
            var cut = new byte[length];
            content.AsSpan(0, (int)Math.Min(length, content.Length)).CopyTo(cut);
            return cut;
        }

        private static byte[] Put(byte[] content, long at, ReadOnlySpan<byte> bytes)
        {
            var put = Cut(content, Math.Max(content.Length, at + bytes.Length));
            bytes.CopyTo(put.AsSpan((int)at));
            return put;
        }

        private void Change(long at, byte[]? bytes)
        {
            lock (disk.gate)
            {
                disk.Live(1);
                unflushed.Add((at, bytes));
                current = bytes is null ? Cut(current, at) : Put(current, at, bytes);
            }
        }
    }

    private void Live(int operation, bool isFlush = false)
    {
        left -= operation;
        if (left < 0 && atFlush && !isFlush && !isFailing)
            return;
        isFailing = left < 0;
        if (isFailing)
            throw new IOException("the power has failed");
    }
}
