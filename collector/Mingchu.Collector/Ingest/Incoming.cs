namespace Mingchu.Collector.Ingest;

/// <summary>A message as it came from the broker.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Payload">Its bytes.</param>
/// <param name="ReceivedAt">When it reached the collector, UTC.</param>
public sealed record Incoming(string Topic, ReadOnlyMemory<byte> Payload, DateTimeOffset ReceivedAt)
{
    /// <summary>A retained message sent again because the collector subscribed: state, not news, and nobody waits for a receipt.</summary>
    public bool Replay { get; init; }

    /// <summary>Set when the broker would not let the session publish there; the account of the session.</summary>
    public string? TrespassingAccount { get; init; }

    /// <summary>Tells the broker that the message need not come again; null when there is nothing to tell.</summary>
    public Func<CancellationToken, Task>? Acknowledge { get; init; }
}
