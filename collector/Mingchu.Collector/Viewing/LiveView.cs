using System.Security.Cryptography;
using System.Text;
using Mingchu.Collector.Core.Viewing;

namespace Mingchu.Collector.Viewing;

/// <summary>One live view. Thread safe.</summary>
/// <param name="look">What was asked for.</param>
/// <param name="tokenHash">Of the token with which segments come.</param>
/// <param name="empty">The window to begin with.</param>
/// <param name="now">Nobody watched before, and no segment came.</param>
public sealed class LiveView(LookRow look, string tokenHash, LiveWindow empty, DateTimeOffset now)
{
    private readonly Lock gate = new();
    private LiveWindow window = empty;

    /// <summary>Box that shows it.</summary>
    public string Device => look.Device;

    /// <summary>The one who may watch.</summary>
    public string ById => look.ById;

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset Begun => look.At;

    /// <summary>When somebody last asked for the playlist.</summary>
    public DateTimeOffset WatchedAt { get; private set; } = now;

    /// <summary>When the last segment came.</summary>
    public DateTimeOffset HeardAt { get; private set; } = now;

    /// <summary>Whether this is the token, in constant time.</summary>
    public bool Knows(string token) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(LookDesk.HashOf(token)), Encoding.ASCII.GetBytes(tokenHash));

    /// <summary>Takes a segment; false when it does not come after the last one.</summary>
    public bool Take(LiveSegment segment, DateTimeOffset now)
    {
        lock (gate)
        {
            if (window.Add(segment) is not { } next)
                return false;
            (window, HeardAt) = (next, now);
            return true;
        }
    }

    /// <summary>The playlist for its viewer; null while there is nothing to show.</summary>
    public string? Watch(DateTimeOffset now)
    {
        lock (gate)
        {
            WatchedAt = now;
            return window.Segments.Count == 0 ? null : window.Playlist();
        }
    }

    /// <summary>A segment in the window.</summary>
    public LiveSegment? Find(int number)
    {
        lock (gate)
            return window.Find(number);
    }
}
