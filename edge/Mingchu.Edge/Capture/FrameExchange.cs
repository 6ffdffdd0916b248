namespace Mingchu.Edge.Capture;

/// <summary>
/// Hands frames from many cameras to several workers. Per camera only the newest waits, and only one worker has a turn with it, so its frames are
/// seen in order. Cameras queue: one that has a frame waits for at most one turn of every other, however many frames those send. What is dropped
/// is counted. Holds one waiting frame per camera at most; cameras may come and go.
/// </summary>
public sealed class FrameExchange : IDisposable
{
    private readonly Lock gate = new();
    private readonly HashSet<Place> places = [];
    private readonly Queue<Place> queue = new();
    // As many as are queued.
    private readonly SemaphoreSlim ready = new(0);

    /// <summary>A place for one more camera, until it is disposed.</summary>
    public Place Open()
    {
        var place = new Place(this);
        lock (gate)
            places.Add(place);
        return place;
    }

    /// <summary>The turn of the camera that has waited longest; null when no frame came in time. Any thread, which it blocks.</summary>
    public Turn? Take(TimeSpan patience, CancellationToken ct)
    {
        while (ready.Wait(patience, ct))
        {
            // A camera that went while it queued has nothing any more.
            lock (gate)
                if (queue.Dequeue() is { Waiting: { } frame } place)
                {
                    (place.Waiting, place.Taken) = (null, true);
                    return new(place, frame);
                }
        }
        return null;
    }

    /// <summary>Frees what still waits; nobody may offer or take any more.</summary>
    public void Dispose()
    {
        foreach (var place in places.ToList())
            place.Dispose();
        ready.Dispose();
    }

    private void Queue(Place place)
    {
        queue.Enqueue(place);
        ready.Release();
    }

    /// <summary>Where one camera leaves its frames.</summary>
    public sealed class Place : IDisposable
    {
        private readonly FrameExchange exchange;
        private long dropped;
        private bool closed;

        internal Place(FrameExchange exchange) => this.exchange = exchange;

        /// <summary>Frames dropped since it was opened.</summary>
        public long Dropped => Interlocked.Read(ref dropped);

        internal Frame? Waiting { get; set; }

        internal bool Taken { get; set; }

        /// <summary>Takes ownership of a frame; one that still waited is dropped. Any thread.</summary>
        public void Offer(Frame frame)
        {
            Frame? old;
            lock (exchange.gate)
            {
                if (closed)
                    old = frame;
                else
                {
                    (old, Waiting) = (Waiting, frame);
                    if (old is not null)
                        dropped++;
                    else if (!Taken)
                        exchange.Queue(this);
                }
            }
            old?.Dispose();
        }

        /// <summary>The camera goes: what waits is freed, what is offered from now on too.</summary>
        public void Dispose()
        {
            Frame? old;
            lock (exchange.gate)
            {
                (old, Waiting, closed) = (Waiting, null, true);
                exchange.places.Remove(this);
            }
            old?.Dispose();
        }

        internal void End()
        {
            lock (exchange.gate)
            {
                Taken = false;
                if (Waiting is not null)
                    exchange.Queue(this);
            }
        }
    }

    /// <summary>A frame, and its camera for oneself until the turn is disposed, exactly once, which frees the frame.</summary>
    public readonly struct Turn(Place place, Frame frame) : IDisposable
    {
        /// <summary>The camera's place.</summary>
        public Place Place => place;

        /// <summary>Valid until <see cref="Dispose"/>.</summary>
        public Frame Frame => frame;

        /// <inheritdoc/>
        public void Dispose()
        {
            frame.Dispose();
            place.End();
        }
    }
}
