using System.Threading.Channels;

namespace Mingchu.Collector.Ingest;

/// <summary>
/// Messages on their way from the broker to ingest, read on arrival while others are being written. Bounded: when ingest is slower, whoever
/// adds waits, and with it the devices.
/// </summary>
public sealed class IngestQueue
{
    // A few seconds of a flood, minutes of a city's small talk while the storage is away; 0.5 GB if each carried the largest picture it may.
    private const int Most = 4096;
    private readonly Channel<Reading> channel = Channel.CreateBounded<Reading>(new BoundedChannelOptions(Most) { SingleReader = true });

    /// <summary>Reads a message and adds it; waits while the queue is full.</summary>
    public ValueTask Add(Incoming message, CancellationToken ct) => channel.Writer.WriteAsync(MessageReader.Read(message, message.ReceivedAt), ct);

    /// <summary>Waits for a message and takes all that are there, at most <paramref name="most"/>: alone under low load, in batches under high.</summary>
    public async Task<IReadOnlyList<Reading>> Take(int most, CancellationToken ct)
    {
        List<Reading> batch = [await channel.Reader.ReadAsync(ct)];
        while (batch.Count < most && channel.Reader.TryRead(out var message))
            batch.Add(message);
        return batch;
    }
}
