using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Mingchu.Collector.Cases;

/// <summary>A case changed; sent after the commit.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Number">Its number.</param>
/// <param name="Version">Its version now.</param>
/// <param name="Types">Types of the new events, in order.</param>
public sealed record CaseChanged(Guid CaseId, string Number, int Version, IReadOnlyList<string> Types);

/// <summary>
/// Tells the parts of this process that cases changed. A wake-up, not a queue: a slow listener loses the oldest signals, a crash loses all.
/// Work that must be done is written in the transaction by a <see cref="CaseReaction"/>.
/// </summary>
public sealed class CaseChanges
{
    private readonly ConcurrentDictionary<Subscription, byte> listeners = new();

    /// <summary>Listens until disposed.</summary>
    public Subscription Listen()
    {
        var subscription = new Subscription(this);
        listeners[subscription] = 0;
        return subscription;
    }

    /// <summary>Signals every listener; never waits.</summary>
    public void Publish(IEnumerable<CaseChanged> changes)
    {
        foreach (var change in changes)
            foreach (var (listener, _) in listeners)
                listener.Offer(change);
    }

    /// <summary>One listener's signals.</summary>
    public sealed class Subscription : IDisposable
    {
        private readonly CaseChanges owner;
        private readonly Channel<CaseChanged> channel =
            Channel.CreateBounded<CaseChanged>(new BoundedChannelOptions(1024) { FullMode = BoundedChannelFullMode.DropOldest });

        internal Subscription(CaseChanges owner) => this.owner = owner;

        /// <summary>The signals, oldest first.</summary>
        public ChannelReader<CaseChanged> Reader => channel.Reader;

        public void Dispose()
        {
            owner.listeners.TryRemove(this, out _);
            channel.Writer.TryComplete();
        }

        internal void Offer(CaseChanged change) => channel.Writer.TryWrite(change);
    }
}
