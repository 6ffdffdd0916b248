namespace Mingchu.Edge.Capture;

/// <summary>
/// Hands frames from many cameras to several workers. Per camera only the newest waits, and only one worker has a turn with it, so its frames are
/// seen in order. Cameras queue: one that has a frame waits for at most one turn of every other, however many frames those send. What is dropped
/// is counted. Holds one waiting frame per camera at most.
/// </summary>
public sealed class FrameExchange(int cameras) : IDisposable
{
    private readonly Lock gate = new();
    private readonly Frame?[] waiting = new Frame?[cameras];
    private readonly bool[] taken = new bool[cameras];
    private readonly long[] dropped = new long[cameras];
    private readonly Queue<int> queue = new(cameras);
    // As many as are queued.
    private readonly SemaphoreSlim ready = new(0);

    /// <summary>Takes ownership of a frame; one that still waited is dropped. Any thread.</summary>
    public void Offer(int camera, Frame frame)
    {
        Frame? old;
        lock (gate)
        {
            (old, waiting[camera]) = (waiting[camera], frame);
            if (old is not null)
                dropped[camera]++;
            else if (!taken[camera])
                Queue(camera);
        }
        old?.Dispose();
    }

    /// <summary>Frames dropped of a camera since the start.</summary>
    public long Dropped(int camera) => Interlocked.Read(ref dropped[camera]);

    /// <summary>The turn of the camera that has waited longest; null when no frame came in time. Any thread, which it blocks.</summary>
    public Turn? Take(TimeSpan patience, CancellationToken ct)
    {
        if (!ready.Wait(patience, ct))
            return null;
        lock (gate)
        {
            var camera = queue.Dequeue();
            var frame = waiting[camera]!;
            waiting[camera] = null;
            taken[camera] = true;
            return new(this, camera, frame);
        }
    }

    /// <summary>Frees what still waits; nobody may offer or take any more.</summary>
    public void Dispose()
    {
        for (var i = 0; i < waiting.Length; i++)
            Interlocked.Exchange(ref waiting[i], null)?.Dispose();
        ready.Dispose();
    }

    private void Queue(int camera)
    {
        queue.Enqueue(camera);
        ready.Release();
    }

    private void End(int camera)
    {
        lock (gate)
        {
            taken[camera] = false;
            if (waiting[camera] is not null)
                Queue(camera);
        }
    }

    /// <summary>A frame, and its camera for oneself until the turn is disposed, exactly once, which frees the frame.</summary>
    public readonly struct Turn(FrameExchange exchange, int camera, Frame frame) : IDisposable
    {
        /// <summary>Its place.</summary>
        public int Camera => camera;

        /// <summary>Valid until <see cref="Dispose"/>.</summary>
        public Frame Frame => frame;

        /// <inheritdoc/>
        public void Dispose()
        {
            frame.Dispose();
            exchange.End(camera);
        }
    }
}
