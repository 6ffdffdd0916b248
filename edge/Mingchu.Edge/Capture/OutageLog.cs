using Mingchu.Contracts.Messages;

namespace Mingchu.Edge.Capture;

/// <summary>
/// When one camera gave no pictures, and why: the last <see cref="Kept"/> outages, and sums since the start. How long one lasted is measured, not taken from
/// the clock, which may be set in between; its end is its beginning and that. Any thread.
/// </summary>
public sealed class OutageLog(TimeProvider time)
{
    /// <summary>Ended outages kept, the newest ones.</summary>
    public const int Kept = 50;

    private readonly Lock gate = new();
    private readonly Queue<CameraOutage> past = new();
    private readonly Dictionary<string, long> losses = new(StringComparer.Ordinal);
    private (DateTimeOffset From, long Mark, string Reason)? present;
    private TimeSpan ended;

    /// <summary>Ended outages, oldest first.</summary>
    public IReadOnlyList<CameraOutage> Past
    {
        get
        {
            lock (gate)
                return [.. past];
        }
    }

    /// <summary>Connections lost or not got, by reason.</summary>
    public IReadOnlyDictionary<string, long> Losses
    {
        get
        {
            lock (gate)
                return losses.ToDictionary(StringComparer.Ordinal);
        }
    }

    /// <summary>Time without pictures in all, from each first loss to the first picture after it; the present outage included.</summary>
    public TimeSpan Offline
    {
        get
        {
            lock (gate)
                return ended + (present is { } now ? time.GetElapsedTime(now.Mark) : TimeSpan.Zero);
        }
    }

    /// <summary>A connection was lost or not got. The first loss begins an outage; its reason stays that of the outage, whatever the attempts after it meet.</summary>
    public void Lose(string reason)
    {
        lock (gate)
        {
            losses[reason] = losses.GetValueOrDefault(reason) + 1;
            present ??= (time.GetUtcNow(), time.GetTimestamp(), reason);
        }
    }

    /// <summary>A picture came; the outage that ended with it, or null.</summary>
    public CameraOutage? End()
    {
        lock (gate)
        {
            if (present is not var (from, mark, reason))
                return null;
            present = null;
            var lasted = time.GetElapsedTime(mark);
            ended += lasted;
            var outage = new CameraOutage(from, from + lasted, reason);
            past.Enqueue(outage);
            if (past.Count > Kept)
                past.Dequeue();
            return outage;
        }
    }
}
