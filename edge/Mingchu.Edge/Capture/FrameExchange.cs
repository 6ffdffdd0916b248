namespace Mingchu.Edge.Capture;

/// <summary>
/// Hands frames from many cameras to one reader: per camera only the newest waits, cameras are served in turn, what is dropped is counted.
/// </summary>
public sealed class FrameExchange(int cameras) : IDisposable
{
    private readonly Frame?[] waiting = new Frame?[cameras];
    private readonly long[] dropped = new long[cameras];
    private readonly SemaphoreSlim signal = new(0, 1);
    private int next;

    /// <summary>Takes ownership of a frame; one that still waited is dropped. Any thread.</summary>
    public void Offer(int camera, Frame frame)
    {
        if (Interlocked.Exchange(ref waiting[camera], frame) is { } old)
        {
            old.Dispose();
            Interlocked.Increment(ref dropped[camera]);
            return;
        }
        try
        {
            signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // The reader is awake already and looks at all cameras.
        }
    }

    /// <summary>Frames dropped of a camera since the start.</summary>
    public long Dropped(int camera) => Interlocked.Read(ref dropped[camera]);

    /// <summary>The next camera's newest frame, which the caller then owns; null when none came in time. One reader only.</summary>
    public async ValueTask<(int Camera, Frame Frame)?> TakeAsync(TimeSpan patience, CancellationToken ct)
    {
        while (true)
        {
            for (var i = 0; i < waiting.Length; i++)
            {
                var camera = (next + i) % waiting.Length;
                if (Interlocked.Exchange(ref waiting[camera], null) is not { } frame)
                    continue;
                next = (camera + 1) % waiting.Length;
                return (camera, frame);
            }
            if (!await signal.WaitAsync(patience, ct))
                return null;
        }
    }

    /// <summary>Frees what still waits; nobody may offer or take any more.</summary>
    public void Dispose()
    {
        for (var i = 0; i < waiting.Length; i++)
            Interlocked.Exchange(ref waiting[i], null)?.Dispose();
        signal.Dispose();
    }
}
