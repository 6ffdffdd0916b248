using System.Threading.Channels;

namespace Mingchu.Collector.Ingest;

/// <summary>Messages on their way from the broker to ingest. Bounded: when ingest is slower, the broker's reader waits, and with it the devices.</summary>
public sealed class IngestQueue
{
    private readonly Channel<Incoming> channel = Channel.CreateBounded<Incoming>(new BoundedChannelOptions(4096) { SingleReader = true });

    /// <summary>Adds a message; waits while the queue is full.</summary>
    public ValueTask Add(Incoming message, CancellationToken ct) => channel.Writer.WriteAsync(message, ct);

    /// <summary>Waits for a message and takes all that are there, at most <paramref name="most"/>: alone under low load, in batches under high.</summary>
    public async Task<IReadOnlyList<Incoming>> Take(int most, CancellationToken ct)
    {
        List<Incoming> batch = [await channel.Reader.ReadAsync(ct)];
        while (batch.Count < most && channel.Reader.TryRead(out var message))
            batch.Add(message);
        return batch;
    }
}
